"""What a person should look at in a register although every cell could be read: numbers, names and tags."""

from collections import Counter
from collections.abc import Callable, Sequence

from inventory.exchange.reading.cells import DIGITS_KEPT, as_text, is_long, looks_shortened
from inventory.exchange.reading.columns import Columns
from inventory.exchange.reading.doubts import (
    DUPLICATE_NUMBER,
    DUPLICATE_TAG,
    LOST_ZEROS,
    NO_NAME,
    NO_NAME_COLUMN,
    NO_NUMBER,
    NO_NUMBER_COLUMN,
    PERHAPS_LOST_DIGITS,
    Oddity,
)
from inventory.register import RegisterRow

NUMBERS = ("asset_no", "fiscal_no", "former_no", "census_no", "serial")
"""The fields whose digits matter, so that nothing may be done to them."""


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


def check_numbers(columns: Columns) -> None:
    """Columns of numbers that a spreadsheet may have taken for figures, so that zeros or last digits are lost."""
    for field in NUMBERS:
        index = columns.index(field)
        if index is not None:
            _check_last_digits(columns, index)
    index = columns.index("asset_no")
    if index is not None:
        _check_first_zeros(columns, index)


def _check_first_zeros(columns: Columns, index: int) -> None:
    figures = {
        position: as_text(cell)
        for position, cell in enumerate(columns.table.columns[index])
        if isinstance(cell, int | float)
    }
    if len(set(map(len, figures.values()))) > 1:
        columns.doubt(LOST_ZEROS, min(figures), index)


def _check_last_digits(columns: Columns, index: int) -> None:
    """Saved as text, a shortened number shows zeros. A single other long one proves that none was shortened."""
    cells = columns.table.columns[index]
    long = [
        row for row, cell in enumerate(cells) if isinstance(cell, str) and len(cell) > DIGITS_KEPT and is_long(cell)
    ]
    if long and all(looks_shortened(as_text(cells[row])) for row in long):
        columns.doubt(PERHAPS_LOST_DIGITS, long[0], index, value=cells[long[0]], count=len(long))


def check_repeats(lists: Sequence[tuple[Columns, Sequence[RegisterRow]]]) -> None:
    """Numbers and tags that stand in the file twice, on whichever sheets; the later line names the first."""
    numbers = [row.asset_no for _, rows in lists for row in rows if row.asset_no]
    tags = [tag for _, rows in lists for row in rows for tag in row.tags]
    _note_repeats(DUPLICATE_NUMBER, "asset_no", _repeated(numbers), lists, lambda row: (row.asset_no,))
    _note_repeats(DUPLICATE_TAG, "tags", _repeated(tags), lists, lambda row: row.tags)


def _repeated(values: Sequence[str]) -> set[str]:
    if len(set(values)) == len(values):
        return set()
    return {value for value, times in Counter(values).items() if times > 1}


def _note_repeats(
    oddity: Oddity,
    field: str,
    repeated: set[str],
    lists: Sequence[tuple[Columns, Sequence[RegisterRow]]],
    said: Callable[[RegisterRow], tuple[str, ...]],
) -> None:
    first: dict[str, str] = {}
    for columns, rows in lists if repeated else ():
        index = columns.index(field)
        for position, row in enumerate(rows):
            for value in repeated.intersection(said(row)):
                here = columns.place(position, index)
                if (other := first.setdefault(value, here)) != here:
                    columns.doubt(oddity, position, index, value=value, other=other)
