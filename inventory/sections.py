"""Where each finding stands: in which room, in which section of its sheet, and how many stand there.

A thing that moved stands on two sheets: moved out where it is booked, moved in where it is. Board, sheet and sum only
count and sort by this one rule, so their figures agree.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from inventory.arrays import Flags, Numbers
from inventory.findings import Kind
from inventory.judgement import KINDS
from inventory.lines import Counted
from inventory.standing import Line


class Section(StrEnum):
    """The parts of a room's sheet, in the order people read them: what needs an answer first."""

    MISSING = "missing"
    MOVED_OUT = "moved out"
    MOVED_IN = "moved in"
    DOUBTFUL = "doubtful"
    UNKNOWN_TAG = "unknown tag"
    RETIRED_BUT_SEEN = "retired but seen"
    TAG_CONFLICT = "tag conflict"
    UNTAGGED = "untagged"
    ACCOUNTED = "accounted"
    NOT_COVERED = "not covered"
    SEEN = "seen"


SECTIONS = tuple(Section)

# What moved stands in its booked room under this, and once more where it is.
_SECTION = {kind: Section(kind.value) for kind in Kind if kind not in (Kind.VERIFIED, Kind.MOVED)} | {
    Kind.VERIFIED: Section.SEEN,
    Kind.MOVED: Section.MOVED_OUT,
}
# These name no thing the room should hold, so they stand where the tag was heard.
_HEARD_THERE = {Kind.UNKNOWN_TAG, Kind.RETIRED_BUT_SEEN}

_SECTION_OF = np.array([SECTIONS.index(_SECTION[kind]) for kind in KINDS])
_STANDS_WHERE_HEARD = np.array([kind in _HEARD_THERE for kind in KINDS])
_MOVED = KINDS.index(Kind.MOVED)


@dataclass(frozen=True, slots=True)
class Figures:
    """How many things stand in each section. `expected` counts what the frozen list puts here."""

    expected: int = 0
    seen: int = 0
    moved_in: int = 0
    moved_out: int = 0
    missing: int = 0
    doubtful: int = 0
    untagged: int = 0
    accounted: int = 0
    not_covered: int = 0
    unknown_tag: int = 0
    retired_but_seen: int = 0
    tag_conflict: int = 0


_NAMES = tuple(column.name for column in fields(Figures))
_COLUMN = {section: _NAMES.index(section.value.replace(" ", "_")) for section in SECTIONS}
_COLUMN_OF = np.array([_COLUMN[_SECTION[kind]] for kind in KINDS])
_MOVED_IN, _EXPECTED = _COLUMN[Section.MOVED_IN], _NAMES.index("expected")


@dataclass(frozen=True)
class Placed:
    """Where lines stand: the number of the line, of the room (-1 where the books name none), of the section.

    Every line stands in one place, but what moved in two.
    """

    line: Numbers
    room: Numbers
    section: Numbers


def placed(lines: Counted) -> Placed:
    """Where these lines stand: first each once, in order, then once more those that moved."""
    again = np.flatnonzero(lines.kind == _MOVED)
    return Placed(
        np.append(np.arange(len(lines.kind)), again),
        np.append(_stand_in(lines), lines.seen[again]),
        np.append(_SECTION_OF[lines.kind], np.full(len(again), SECTIONS.index(Section.MOVED_IN))),
    )


def _stand_in(lines: Counted) -> Numbers:
    """The room of each line, for what moved that of the books."""
    heard_there = (_STANDS_WHERE_HEARD[lines.kind] | ~lines.thing) & (lines.kind != _MOVED)
    return np.where(heard_there, lines.seen, lines.booked)


def is_expected(line: Line) -> bool:
    """Whether the frozen list expects the thing: foreign tags and written-off things are not."""
    return line.item is not None and line.kind not in _HEARD_THERE


def are_expected(lines: Counted) -> Flags:
    """The same of many lines."""
    expected: Flags = lines.thing & ~_STANDS_WHERE_HEARD[lines.kind]
    return expected


@dataclass(frozen=True)
class FiguresByRoom:
    """The figures of each room by its number; the last row but one is of any other room, the last of no room."""

    table: NDArray[np.int64]

    def of(self, room: int) -> Figures:
        """The figures of this room, or those of none by -1."""
        return Figures(*self.table[room].tolist())

    def sum(self, rooms: Numbers | Flags | None = None) -> Figures:
        """The figures of these rows together, or of all."""
        table = self.table if rooms is None else self.table[rooms]
        return Figures(*table.sum(axis=0).tolist())


def figures_by_room(lines: Counted) -> FiguresByRoom:
    """How many of these lines stand in each section of each room; what moved stands in two."""
    rooms = len(lines.codes) + 2
    cells = (
        _cells(_stand_in(lines), rooms, _COLUMN_OF[lines.kind]),
        _cells(lines.seen[lines.kind == _MOVED], rooms, _MOVED_IN),
        _cells(lines.booked[are_expected(lines)], rooms, _EXPECTED),
    )
    counted = sum(np.bincount(each, minlength=rooms * len(_NAMES)) for each in cells)
    return FiguresByRoom(np.reshape(counted, (rooms, len(_NAMES))))


def _cells(room: Numbers, rooms: int, column: Numbers | int) -> Numbers:
    """The cells of the table, by row; a room of -1 is the last."""
    return room % rooms * len(_NAMES) + column


def add(parts: Iterable[Figures]) -> Figures:
    """The figures of all parts together."""
    rows = [[getattr(part, name) for name in _NAMES] for part in parts]
    return Figures(*np.array(rows, np.int64).reshape(-1, len(_NAMES)).sum(axis=0).tolist())
