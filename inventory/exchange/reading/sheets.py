"""What a file of tables is once it is opened: sheets of lines of cells, as the spreadsheet shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum
from typing import NamedTuple

Cell = str | int | float | bool | date | time | timedelta
"""A cell's value. An empty cell is "". A date with a time of day is a `datetime`, which is a `date` too."""


class Flaw(Enum):
    """What is wrong with a formula.

    NO_RESULT: none is stored, because no spreadsheet has worked it out since a program wrote it. ERROR: its result is
    one such as #REF!. FOREIGN: it takes values from outside the file, and what is stored is what they once were.
    """

    NO_RESULT = 1
    ERROR = 2
    FOREIGN = 3


class Spoilt(NamedTuple):
    """A formula whose result cannot be relied upon. `line` from 1, `column` from 0."""

    line: int
    column: int
    flaw: Flaw


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

    `is_linked`: somewhere it takes values from other files; the values stored with it were read.
    """

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    is_linked: bool = False
