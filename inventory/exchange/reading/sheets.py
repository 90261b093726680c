"""What a file of tables is once it is opened: sheets of lines of cells, as the spreadsheet shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import NamedTuple

Cell = str | int | float | bool | date | time | timedelta
"""A cell's value. An empty cell is "". A date with a time of day is a `datetime`, which is a `date` too."""


class Spoilt(NamedTuple):
    """A formula without a usable result, read as an empty cell. `line` from 1, `column` from 0.

    `is_error`: its result is an error such as #REF!; otherwise none is stored, because no spreadsheet has worked it
    out since a program wrote it.
    """

    line: int
    column: int
    is_error: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `name` is None for a text file. `lines[0]` is the line a spreadsheet numbers 1."""

    name: str | None
    lines: Sequence[Sequence[Cell]]
    is_hidden: bool = False
    spoilt: Sequence[Spoilt] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets that were read, in order, and the names of others that hold anything: `hidden` ones, `passed` ones.

    `is_linked`: some of its formulas take values from other files; the values stored with them were read.
    """

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    is_linked: bool = False
