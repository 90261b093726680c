"""What a file of tables is once it is opened: sheets of lines of cells, as the spreadsheet shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

Cell = str | int | float | bool | date | time | timedelta
"""A cell's value. An empty cell is "". A date with a time of day is a `datetime`, which is a `date` too."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `name` is None for a text file. `lines[0]` is the line a spreadsheet numbers 1."""

    name: str | None
    lines: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Book:
    """A file's visible sheets that hold anything, in order, and the names of the hidden ones that do."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
