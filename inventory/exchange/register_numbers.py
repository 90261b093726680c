"""Numbers by piece: the range or the list of numbers that a card of several pieces has in one cell.

One card of 48 desks is often numbered 001-048, and a card of three computers lists three serial numbers. The pieces
then are numbered in that order.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from inventory.exchange.reading.cells import is_nothing
from inventory.exchange.reading.columns import Columns
from inventory.exchange.reading.doubts import COUNTED_BY_RANGE, NUMBER_RANGE

# A price in the column of quantities is a common slip, and each piece becomes a thing of its own.
MOST_PIECES = 10_000

_RANGE = re.compile(
    r"(?P<prefix>.{0,40}?)(?P<first>\d{1,12})\s*(?P<mark>[-~～—–－至到]+)\s*(?P=prefix)?(?P<last>\d{1,12})"
)
_MARK = re.compile(r"\d\s*[-~～—–－至到]")
_SURE_MARKS = frozenset("~～至到")
_BETWEEN = re.compile(r"[,，;；、\s]+")
_SURELY_BETWEEN = re.compile("[,，;；、]")


class _Range(NamedTuple):
    """`length` numbers from `first` on, each behind `prefix` and filled up with zeros to `width`.

    `is_sure`: it can hardly be one number with a hyphen in it.
    """

    prefix: str
    first: int
    width: int
    length: int
    is_sure: bool


def numbered_pieces(columns: Columns, numbers: Sequence[str], pieces: list[int]) -> list[tuple[str, ...]]:
    """For each card the numbers of its pieces, () if it has one number or none for all of them.

    A card whose number is surely a range and for which no quantity is given gets as many `pieces`.
    """
    named: list[tuple[str, ...]] = [()] * len(numbers)
    for row in _rows_with(_MARK, numbers):
        number = numbers[row]
        if written := _range(number):
            named[row] = _ranged(columns, row, number, written, pieces)
    return [
        each or several
        for each, several in zip(named, listed_pieces(columns, "asset_no", numbers, pieces), strict=True)
    ]


def listed_pieces(columns: Columns, field: str, texts: Sequence[str], pieces: Sequence[int]) -> list[tuple[str, ...]]:
    """For each card what a cell lists for its pieces, () if it lists nothing; a doubt if it lists more or less."""
    index = columns.index(field)
    listed: list[tuple[str, ...]] = [()] * len(texts)
    for row in _rows_with(_BETWEEN, texts):
        parts = tuple(filter(None, _BETWEEN.split(texts[row])))
        if 1 < len(parts) == pieces[row]:
            listed[row] = parts
        elif len(parts) > 1 and _SURELY_BETWEEN.search(texts[row]):
            columns.doubt(NUMBER_RANGE, row, index, value=texts[row], count=len(parts), quantity=pieces[row])
    return listed


def _rows_with(pattern: re.Pattern[str], texts: Sequence[str]) -> list[int]:
    """Which texts hold the pattern; quick where none does, as in most registers."""
    if not pattern.search("\0".join(texts)):
        return []
    return [row for row, text in enumerate(texts) if pattern.search(text)]


def _ranged(columns: Columns, row: int, number: str, written: _Range, pieces: list[int]) -> tuple[str, ...]:
    index, counted = columns.index("asset_no"), columns.index("quantity")
    if written.length != pieces[row]:
        if not written.is_sure:
            return ()
        if counted is not None and not is_nothing(columns.table.columns[counted][row]):
            columns.doubt(NUMBER_RANGE, row, index, value=number, count=written.length, quantity=pieces[row])
            return ()
        columns.doubt(COUNTED_BY_RANGE, row, index, value=number, count=written.length)
        pieces[row] = written.length
    numbers = range(written.first, written.first + written.length)
    return tuple(f"{written.prefix}{each:0{written.width}}" for each in numbers)


def _range(number: str) -> _Range | None:
    """The range a number may be, or None.

    A hyphen stands in many numbers: it surely makes a range only between figures of three digits and more that are
    filled up with zeros. 01-12 can be the twelfth thing of the first floor.
    """
    written = _RANGE.fullmatch(number)
    if written is None:
        return None
    first, last = written["first"], written["last"]
    count = int(last) - int(first) + 1
    padded = len(first) == len(last) >= 3 and first.startswith("0")
    is_sure = padded or not _SURE_MARKS.isdisjoint(written["mark"])
    return _Range(written["prefix"], int(first), len(first), count, is_sure) if 1 < count <= MOST_PIECES else None
