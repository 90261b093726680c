"""How many pieces a card has and what they cost together, from columns that seldom say which of the two they mean.

A column called 单价 is the price of one piece; one called 原值, 金额, 价值 or 账面价值 is the whole card's, as on the
fiscal card, where a batch of equal things is one card with one value.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from unicodedata import normalize

from inventory.exchange.reading.amounts import as_money, as_money_in_wan, as_quantity, to_fen
from inventory.exchange.reading.columns import Columns
from inventory.exchange.reading.doubts import BAD_QUANTITY, MEASURE, PRICE_MISMATCH, SINGLE_PRICE, TOTAL_PRICE
from inventory.exchange.reading.sheets import Cell

_MEASURES = frozenset(
    ("平方米", "平米", "m2", "亩", "公顷", "立方米", "m3", "米", "m", "公里", "km", "千米", "延长米")
)
# A price in the column of quantities is a common slip, and each piece becomes a thing of its own.
_MOST_PIECES = 10_000
# Between a price of one piece rounded to the fen, times the pieces, and the price of all.
_ROUNDING = Decimal("0.01")


def quantities(columns: Columns, units: Sequence[str]) -> list[int]:
    """Pieces of each card: 1 where nothing is said, where the figure is a measure such as an area, or too large."""
    pieces = columns.values("quantity", as_quantity, 1)
    index = columns.index("quantity")
    measured = {unit for unit in set(units) if normalize("NFKC", unit).lower() in _MEASURES}
    if index is None or not (measured or max(pieces, default=1) > _MOST_PIECES):
        return pieces
    for row, unit in enumerate(units):
        if unit in measured and pieces[row] > 1:
            pieces[row] = 1
            columns.doubt(MEASURE, row, index, value=columns.keep(row, index), unit=unit)
        elif pieces[row] > _MOST_PIECES:
            pieces[row] = 1
            columns.doubt(BAD_QUANTITY, row, index, value=columns.keep(row, index))
    return pieces


def costs(columns: Columns, pieces: Sequence[int]) -> list[Decimal | None]:
    """Each card's cost in yuan for all its pieces together; None where the file says none."""
    totals = columns.values("cost", _reader(columns.wording("cost")), None)
    singles = columns.values("unit_price", _reader(columns.wording("unit_price")), None)
    _note_reading(columns, pieces)
    _note_mismatches(columns, pieces, totals, singles)
    return [_cost(*prices) for prices in zip(totals, singles, pieces, strict=True)]


def _cost(total: Decimal | None, single: Decimal | None, pieces: int) -> Decimal | None:
    if total is not None:
        return to_fen(total)
    return None if single is None else to_fen(single * pieces)


def _reader(wording: str) -> Callable[[Cell], Decimal | None]:
    return as_money_in_wan if "万元" in wording else as_money


def _note_reading(columns: Columns, pieces: Sequence[int]) -> None:
    """One doubt a sheet, at its first card of several pieces, if there is only one column of prices."""
    total, single = columns.index("cost"), columns.index("unit_price")
    several = [row for row, count in enumerate(pieces) if count > 1]
    if not several or (total is None) == (single is None):
        return
    if total is not None:
        columns.doubt(TOTAL_PRICE, several[0], total, count=len(several))
    else:
        columns.doubt(SINGLE_PRICE, several[0], single, count=len(several))


def _note_mismatches(
    columns: Columns, pieces: Sequence[int], totals: Sequence[Decimal | None], singles: Sequence[Decimal | None]
) -> None:
    index = columns.index("cost")
    for row, (total, single, count) in enumerate(zip(totals, singles, pieces, strict=True)):
        if total is None or single is None:
            continue
        if abs(total - single * count) > _ROUNDING * count:
            columns.doubt(PRICE_MISMATCH, row, index, value=total, quantity=count, single=single)
