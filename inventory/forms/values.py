"""What a form is made of: sentences, tables, bars and lines to sign, in the order they are read.

Nothing here is set in type or in a language yet. Page, workbook and paper each show these values, so the figures
are the same on all of them. Sentences are English with named gaps, the keys of the catalogues.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, NamedTuple

Words = Callable[[str], str]
"""Gives an English text of ours in the reader's language, its gaps still open."""


class Part(StrEnum):
    """The parts of the report, in the order they are filed."""

    STATEMENT = "statement"
    VARIANCE = "variance"
    MOVED = "moved"
    SUMMARY = "summary"
    ROOMS = "rooms"


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence or word of ours; `facts` fill its gaps."""

    text: str
    facts: "Mapping[str, Value]" = field(default_factory=dict, hash=False)


class Mark(NamedTuple):
    """A finding, by its word on the wire and by its name."""

    key: str
    name: Say


class Several(NamedTuple):
    """Values one after the other; those that say nothing are left out."""

    values: "tuple[Value, ...]"


Value = str | int | Decimal | date | Say | Mark | Several | None
"""Text is from people and files and stays as it is; Decimal is money in yuan; a moment is in the reader's zone."""


def say(text: str, /, **facts: Value) -> Say:
    """The sentence with what fills its gaps."""
    return Say(text, facts)


class Column(NamedTuple):
    """A column that is `width` mm wide on paper; one that `grows` shares what is left. Figures stand at the right."""

    head: Say
    width: float
    grows: bool = False
    figures: bool = False


Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a chapter."""

    kind: ClassVar = "heading"
    said: Say


@dataclass(frozen=True, slots=True)
class Lines:
    """Sentences, each on a line of its own."""

    kind: ClassVar = "lines"
    said: tuple[Say, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What must not be overlooked."""

    kind: ClassVar = "notice"
    said: Say


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads; `title` and `aside` (a place, a name) are repeated with the heads on every page.

    `empty` is said where there is no row, `totals` stand under the last.
    """

    kind: ClassVar = "table"
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: Value = None
    aside: Value = None
    totals: tuple[Row, ...] = ()
    empty: Say = field(default_factory=lambda: say("None."))


@dataclass(frozen=True, slots=True)
class Sums:
    """Names with their figures in one line."""

    kind: ClassVar = "sums"
    pairs: tuple[tuple[Say, Value], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart: for each name so many of so many. The figures are written beside the bars."""

    kind: ClassVar = "bars"
    title: Say
    rows: tuple[tuple[Value, int, int], ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign, and a place for the seal of the school if it is a paper that goes out."""

    kind: ClassVar = "signatures"
    roles: tuple[Say, ...]
    seal: bool = False


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a page of its own."""

    kind: ClassVar = "turn"


Block = Heading | Lines | Notice | Table | Sums | Bars | Signatures | NewPage


@dataclass(frozen=True, slots=True)
class Form:
    """One form, beginning on a new page; `wide` lies across. `part` is that of a stock-take report it belongs to.

    `code` is what a QR code at its head says, on paper; "" for none.
    """

    part: Part | None
    title: Say
    blocks: tuple[Block, ...]
    wide: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The forms asked for. `final`: the stock-take is closed; `digest` is the SHA-256 of its frozen findings then.

    Ledgers and tables are no stock-take: `stocktake` is what they are called, and `period` says of which time they
    are.
    """

    school: str
    stocktake: str
    cutoff: date
    as_of: datetime
    final: bool
    digest: str | None
    forms: tuple[Form, ...]
    period: Say | None = None

    @property
    def dated(self) -> Say:
        """The day or the time it is of, as it stands at the head of every form."""
        return self.period or say("Cut-off date: {day}", day=self.cutoff)


def shown(value: Value, words: Words) -> str:
    """The value as it is read: money with two places, thousands apart, days as the language writes them."""
    match value:
        case None:
            return ""
        case Say(text, facts):
            return words(text).format(**{name: shown(fact, words) for name, fact in facts.items()})
        case Mark(_, name):
            return shown(name, words)
        case Several(values):
            return words("; ").join(filter(None, (shown(each, words) for each in values)))
        case Decimal():
            return f"{value:,.2f}"
        case int():
            return f"{value:,}"
        case datetime():
            return f"{shown(value.date(), words)} {value:%H:%M}"
        case date():
            return words("{year}-{month:02}-{day:02}").format(year=value.year, month=value.month, day=value.day)
        case _:
            return value
