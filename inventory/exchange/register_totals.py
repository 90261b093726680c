"""The totals a list states, held against what its lines add up to: is the price that of a card or of one piece?"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from inventory.exchange.reading.asides import is_total
from inventory.exchange.reading.doubts import Misread
from inventory.exchange.reading.sheets import Cell
from inventory.exchange.reading.tables import Table

ROUNDING = Decimal("0.01")
"""Yuan by which the price of a piece, rounded to the fen, may differ from the exact one."""

_NOTHING = Decimal(0)


class Total(NamedTuple):
    """What a line of totals says of a column of prices. Amounts in yuan.

    `is_of_cards`: the lines above add up to it; `is_of_pieces`: they do if each is multiplied by its pieces. Both are
    tried for all lines above and for those since the total before. `of_cards` is the sum of all lines above.
    """

    line: int
    amount: Decimal
    of_cards: Decimal
    is_of_cards: bool
    is_of_pieces: bool


def totals_of(
    table: Table,
    index: int,
    read: Callable[[Cell], Decimal],
    amounts: Sequence[Decimal | None],
    pieces: Sequence[int],
) -> list[Total]:
    """Every total the list states in the column of prices at `index`, from above."""
    stated = [(line, read_or_none(cells[index], read)) for line, cells in table.asides.items() if is_total(cells)]
    if not stated:
        return []
    cards = _sums(amount or _NOTHING for amount in amounts)
    each = _sums((amount or _NOTHING) * count for amount, count in zip(amounts, pieces, strict=True))
    totals, before = [], 0
    for line, amount in stated:
        if amount is not None:
            row = bisect_left(table.numbers, line)
            of_cards, of_pieces = ({sums[row], sums[row] - sums[before]} for sums in (cards, each))
            slack = ROUNDING * sum(pieces[:row])
            near = [
                any(abs(amount - total) <= within for total in sums)
                for sums, within in ((of_cards, ROUNDING), (of_pieces, slack))
            ]
            totals.append(Total(line, amount, cards[row], *near))
            before = row
    return totals


def read_or_none(cell: Cell, read: Callable[[Cell], Decimal]) -> Decimal | None:
    """The amount in the cell, if it holds one."""
    try:
        return read(cell)
    except Misread:
        return None


def _sums(amounts: Iterable[Decimal]) -> list[Decimal]:
    """The sum of the first so many amounts, from none on."""
    return list(accumulate(amounts, initial=_NOTHING))
