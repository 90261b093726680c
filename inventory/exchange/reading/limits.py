"""How much a file may hold, so that reading it never takes the memory the service needs for everybody else.

A list is held as lines of equal length: what it takes grows with its lines times its columns, however few of the
cells are filled. So that product is what is limited, before anything is laid out.
"""

from collections.abc import Iterable
from typing import NamedTuple

from inventory.exchange.reading.doubts import letters
from inventory.exchange.reading.unreadable import TooManyCells, TooManyColumns, TooManyLines, TooMuchText

MAX_BYTES = 50 * 2**20
# JSON names every field again in every line; so the same cards take more than twice as much.
MAX_JSON_BYTES = 2 * MAX_BYTES
MAX_LINES = 200_000
MAX_COLUMNS = 200
MAX_CELLS = 5_000_000
# Bytes of all texts together, each counted as often as a cell refers to it: the library copies it for each.
MAX_TEXT = 2**27


class Extent(NamedTuple):
    """How far a sheet reaches from its corner: to which line and column, both from 1, and over how many cells."""

    lines: int
    columns: int
    cells: int


def extent(lines: int, columns: int) -> Extent:
    """That of a sheet whose cells each stand in a place of their own."""
    return Extent(lines, columns, lines * columns)


def fits(sheet: Extent) -> bool:
    """Whether a file of this sheet alone may be read."""
    return sheet.columns <= MAX_COLUMNS and sheet.lines <= MAX_LINES and sheet.cells <= MAX_CELLS


def check_extents(filename: str, extents: Iterable[Extent]) -> None:
    """Raises `TooManyColumns`, `TooManyLines` or, for all sheets together, `TooManyCells`."""
    cells = 0
    for sheet in extents:
        if sheet.columns > MAX_COLUMNS:
            last = letters(sheet.columns - 1)
            raise TooManyColumns(filename=filename, count=sheet.columns, last=last, limit=MAX_COLUMNS)
        if sheet.lines > MAX_LINES:
            raise TooManyLines(filename=filename, limit=MAX_LINES)
        cells += sheet.cells
        if cells > MAX_CELLS:
            raise TooManyCells(filename=filename, limit=MAX_CELLS)


def check_text(filename: str, size: int) -> None:
    """Raises `TooMuchText` if all texts together, in bytes, are too large."""
    if size > MAX_TEXT:
        raise TooMuchText(filename=filename, megabytes=-(-size // 2**20), limit=MAX_TEXT // 2**20)
