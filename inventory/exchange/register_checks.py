"""What a person should look at in a register although every cell could be read: numbers, names and tags."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from inventory.exchange.reading.cells import as_text
from inventory.exchange.reading.columns import Columns
from inventory.exchange.reading.doubts import (
    DUPLICATE_NUMBER,
    DUPLICATE_TAG,
    LOST_ZEROS,
    NO_NAME,
    NO_NAME_COLUMN,
    NO_NUMBER,
    NO_NUMBER_COLUMN,
    NUMBER_RANGE,
    Oddity,
)
from inventory.register import RegisterRow

_RANGE = re.compile(
    r"(?P<prefix>.{0,40}?)(?P<first>\d{1,12})\s*(?P<mark>[-~～—–－至到]+)\s*(?P=prefix)?(?P<last>\d{1,12})"
)
_MARK = re.compile(r"[-~～—–－至到]")
_SURE_MARKS = frozenset("~～至到")


def check_presence(columns: Columns, rows: Sequence[RegisterRow]) -> None:
    """Lines without number or name; if the whole list has no such column, once for the list."""
    _check_filled(columns, "asset_no", [row.asset_no for row in rows], NO_NUMBER, NO_NUMBER_COLUMN)
    _check_filled(columns, "name", [row.name for row in rows], NO_NAME, NO_NAME_COLUMN)


def _check_filled(columns: Columns, field: str, texts: Sequence[str], empty: Oddity, no_column: Oddity) -> None:
    index = columns.index(field)
    if index is None:
        columns.doubts.add(no_column, columns.table.head.first + 1)
    elif not all(texts):
        # A number whose digits are lost has its own doubt already.
        for row, text in enumerate(texts):
            if not text and not columns.is_kept(row, index):
                columns.doubt(empty, row, index)


def check_numbers(columns: Columns, rows: Sequence[RegisterRow]) -> None:
    """Numbers that look like a range (001-048), and columns of figures that may have lost zeros at the beginning."""
    index = columns.index("asset_no")
    if index is None:
        return
    for position, row in enumerate(rows):
        if count := _count_named(row.asset_no, row.quantity):
            columns.doubt(NUMBER_RANGE, position, index, value=row.asset_no, count=count)
    figures = {
        position: as_text(cell)
        for position, cell in enumerate(columns.table.columns[index])
        if isinstance(cell, int | float)
    }
    if len(set(map(len, figures.values()))) > 1:
        columns.doubt(LOST_ZEROS, min(figures), index)


def _count_named(number: str, pieces: int) -> int | None:
    """How many numbers a range names, or None.

    A hyphen stands in many numbers: it makes a range only between figures of one length that begin with zero, or if
    it names as many as there are pieces.
    """
    written = _RANGE.fullmatch(number) if _MARK.search(number) else None
    if written is None:
        return None
    first, last = written["first"], written["last"]
    count = int(last) - int(first) + 1
    padded = first.startswith("0") and len(first) == len(last)
    sure = padded or not _SURE_MARKS.isdisjoint(written["mark"])
    return count if count > 1 and (sure or count == pieces) else None


def check_repeats(sheets: Sequence[tuple[Columns, Sequence[RegisterRow]]]) -> None:
    """Numbers and tags that stand in the file twice, on whichever sheets; the later line names the first."""
    _note_repeats(DUPLICATE_NUMBER, "asset_no", sheets, lambda row: (row.asset_no,) if row.asset_no else ())
    _note_repeats(DUPLICATE_TAG, "tags", sheets, lambda row: row.tags)


def _note_repeats(
    oddity: Oddity,
    field: str,
    sheets: Sequence[tuple[Columns, Sequence[RegisterRow]]],
    said: Callable[[RegisterRow], tuple[str, ...]],
) -> None:
    seen = Counter(value for _, rows in sheets for row in rows for value in said(row))
    repeated = {value for value, times in seen.items() if times > 1}
    first: dict[str, str] = {}
    for columns, rows in sheets if repeated else ():
        index = columns.index(field)
        for position, row in enumerate(rows):
            for value in repeated.intersection(said(row)):
                here = columns.place(position, index)
                if (other := first.setdefault(value, here)) != here:
                    columns.doubt(oddity, position, index, value=value, other=other)
