"""How many pieces a card has and what they cost together, from columns that seldom say which of the two they mean.

A column called 单价 is the price of one piece; one called 原值, 金额, 价值 or 账面价值 is the whole card's, as on the
fiscal card, where a batch of equal things is one card with one value. The totals of the list prove or refute it.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from unicodedata import normalize

from inventory.exchange.reading.amounts import as_money, as_money_in_wan, as_quantity, to_fen
from inventory.exchange.reading.columns import Columns
from inventory.exchange.reading.doubts import (
    BAD_QUANTITY,
    MEASURE,
    PRICE_BY_TOTAL,
    PRICE_MISMATCH,
    SINGLE_PRICE,
    TOTAL_DIFFERS,
    TOTAL_PRICE,
)
from inventory.exchange.reading.sheets import Cell
from inventory.exchange.register_numbers import MOST_PIECES
from inventory.exchange.register_totals import ROUNDING, Total, totals_of

_MEASURES = frozenset(
    ("平方米", "平米", "m2", "亩", "公顷", "立方米", "m3", "米", "m", "公里", "km", "千米", "延长米")
)


def quantities(columns: Columns, units: Sequence[str]) -> list[int]:
    """Pieces of each card: 1 where nothing is said, where the figure is a measure such as an area, or too large."""
    pieces = columns.values("quantity", as_quantity, 1)
    index = columns.index("quantity")
    measured = {unit for unit in set(units) if normalize("NFKC", unit).lower() in _MEASURES}
    if index is None or not (measured or max(pieces, default=1) > MOST_PIECES):
        return pieces
    for row, unit in enumerate(units):
        if unit in measured and pieces[row] > 1:
            pieces[row] = 1
            columns.doubt(MEASURE, row, index, value=columns.keep(row, index), unit=unit)
        elif pieces[row] > MOST_PIECES:
            pieces[row] = 1
            columns.doubt(BAD_QUANTITY, row, index, value=columns.keep(row, index))
    return pieces


def costs(columns: Columns, pieces: Sequence[int]) -> list[Decimal | None]:
    """Each card's cost in yuan for all its pieces together; None where the file says none."""
    totals = columns.values("cost", _reader(columns.wording("cost")), None)
    singles = columns.values("unit_price", _reader(columns.wording("unit_price")), None)
    if columns.index("cost") is None and columns.index("unit_price") is None:
        return totals
    if columns.index("unit_price") is None:
        if _is_price_of_one(columns, pieces, totals):
            totals, singles = singles, totals
    elif columns.index("cost") is None:
        _check_single_price(columns, pieces, singles)
    else:
        _note_mismatches(columns, pieces, totals, singles)
        _note_difference(columns, "cost", _totals(columns, "cost", totals, pieces))
    prices = list(zip(totals, singles, pieces, strict=True))
    meant = {price: _cost(*price) for price in set(prices)}
    return [meant[price] for price in prices]


def _cost(total: Decimal | None, single: Decimal | None, pieces: int) -> Decimal | None:
    if total is not None:
        return to_fen(total)
    return None if single is None else to_fen(single * pieces)


def _reader(wording: str) -> Callable[[Cell], Decimal]:
    return as_money_in_wan if "万元" in wording else as_money


def _totals(
    columns: Columns, field: str, amounts: Sequence[Decimal | None], pieces: Sequence[int]
) -> Sequence[Total]:
    index = columns.index(field)
    return () if index is None else totals_of(columns.table, index, _reader(columns.wording(field)), amounts, pieces)


def _is_price_of_one(columns: Columns, pieces: Sequence[int], amounts: Sequence[Decimal | None]) -> bool:
    """Whether the only column of prices, named like that of whole cards, holds prices of one piece by the totals."""
    said = _totals(columns, "cost", amounts, pieces)
    first, count = _several(pieces)
    if not count:
        _note_difference(columns, "cost", said)
    elif proof := next((total for total in said if total.is_of_pieces and not total.is_of_cards), None):
        columns.doubt(PRICE_BY_TOTAL, first, columns.index("cost"), total=proof.amount)
        return True
    elif not any(total.is_of_cards and not total.is_of_pieces for total in said):
        columns.doubt(TOTAL_PRICE, first, columns.index("cost"), count=count)
        _note_difference(columns, "cost", said)
    return False


def _check_single_price(columns: Columns, pieces: Sequence[int], amounts: Sequence[Decimal | None]) -> None:
    """One doubt a list, at its first card of several pieces, unless a total proves the price to be of one."""
    said = _totals(columns, "unit_price", amounts, pieces)
    first, count = _several(pieces)
    if count and not any(total.is_of_pieces and not total.is_of_cards for total in said):
        columns.doubt(SINGLE_PRICE, first, columns.index("unit_price"), count=count)


def _several(pieces: Sequence[int]) -> tuple[int, int]:
    """The first card of several pieces, and how many there are."""
    several = [row for row, count in enumerate(pieces) if count > 1]
    return (several[0] if several else 0), len(several)


def _note_difference(columns: Columns, field: str, said: Sequence[Total]) -> None:
    """The last total is that of the list; those before may be of parts of it that nobody can tell."""
    index = columns.index(field)
    if said and index is not None and not (said[-1].is_of_cards or columns.is_any_kept(index)):
        columns.doubts.add(TOTAL_DIFFERS, said[-1].line, index, total=said[-1].amount, sum=said[-1].of_cards)


def _note_mismatches(
    columns: Columns, pieces: Sequence[int], totals: Sequence[Decimal | None], singles: Sequence[Decimal | None]
) -> None:
    index = columns.index("cost")
    for row, (total, single, count) in enumerate(zip(totals, singles, pieces, strict=True)):
        if total is None or single is None:
            continue
        if abs(total - single * count) > ROUNDING * count:
            columns.doubt(PRICE_MISMATCH, row, index, value=total, quantity=count, single=single)
