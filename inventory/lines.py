"""The findings of a stock-take as one long list, counted and looked through in columns.

A stock-take of a million things has as many findings, and nobody reads more of them at a time than a room or a page.
So a line is made when somebody reads it; what is counted of all of them is kept in columns.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain
from typing import Any, Protocol, overload

import numpy as np

from inventory.arrays import Flags, Numbers, Reals
from inventory.coding import Coded, coded
from inventory.coverage import unheard_at_home
from inventory.decisions import Choice
from inventory.findings import Note
from inventory.judgement import KINDS
from inventory.standing import Line
from inventory.term_columns import fen

UNSAID = np.iinfo(np.int64).min
"""Stands for a cost the books do not say."""

CHOICES = tuple(Choice)
_KIND = {kind: number for number, kind in enumerate(KINDS)}
_CHOICE: Mapping[str | None, int] = {choice.value: number for number, choice in enumerate(CHOICES)}
_PIECE = 1 << 14


@dataclass(frozen=True)
class Counted:
    """What is counted of each line: its kind by number in `KINDS`; the rooms booked and seen by number in `codes`,
    -1 for none; whether it is about a thing, not a foreign tag; whether that was seen although it was out; its cost
    in fen, `UNSAID` where the books say none; what was decided by number in `CHOICES`, -1 for nothing; and whether
    that is overtaken.
    """

    codes: Sequence[str]
    kind: Numbers
    booked: Numbers
    seen: Numbers
    thing: Flags
    out: Flags
    cost: Numbers
    decision: Numbers
    overtaken: Flags

    def of(self, rows: Numbers | Flags) -> "Counted":
        """Of these lines."""
        return Counted(self.codes, *(column[rows] for column in self.columns()))

    def columns(self) -> list[Any]:
        """All columns, in order."""
        return [getattr(self, column.name) for column in fields(self)[1:]]

    def room(self, code: str) -> int:
        """The number of the room, that of none of them if no line names it."""
        return self.rooms.get(code, len(self.codes))

    @cached_property
    def rooms(self) -> Mapping[str | None, int]:
        """The number of each room by its code; that of no room is -1."""
        return {None: -1} | {code: number for number, code in enumerate(self.codes)}

    @property
    def decided(self) -> Flags:
        """What somebody decided about, and that holds."""
        decided: Flags = (self.decision >= 0) & ~self.overtaken
        return decided

    def with_lines(self, rows: Numbers, lines: Sequence[Line]) -> "Counted":
        """With these lines in these rows; their rooms are among the `codes`."""
        columns = [column.copy() for column in self.columns()]
        for column, values in zip(columns, _counted_columns(lines, self.rooms), strict=True):
            column[rows] = values
        return Counted(self.codes, *columns)


@dataclass(frozen=True)
class Readings:
    """How rooms were read: by line whether its thing is unheard though it may be at home, and how likely it is there;
    by the number of the room the most passes that heard the same thing.
    """

    unheard: Flags
    here: Reals
    passes: Numbers


class Source(Protocol):
    """Where lines come from, by row."""

    @property
    def readings(self) -> Readings:
        """How rooms were read, by all rows."""

    def texts(self, column: str, rows: Numbers) -> Coded[str]:
        """What these rows say in a column of text of `Line`, or in `tag`; "" for nothing."""

    def rows_of(self, subjects: Sequence[str]) -> Numbers:
        """The row about each subject, -1 where there is none."""

    def subjects(self, rows: Numbers) -> list[str]:
        """What the lines in these rows are about."""

    def lines(self, rows: Numbers) -> list[Line]:
        """The lines in these rows, in this order."""


class Lines(Sequence[Line]):
    """Some lines of a source, in order; all of them where no `rows` are given. Those `told` by row take the place of
    the ones it would make.
    """

    def __init__(
        self, source: Source, counted: Counted, rows: Numbers | None = None, told: Mapping[int, Line] | None = None
    ) -> None:
        self._source = source
        self._only = rows
        self._told = told or {}
        self._occurring: dict[str, frozenset[str]] = {}
        self.counted = counted

    @cached_property
    def _rows(self) -> Numbers:
        return np.arange(len(self)) if self._only is None else self._only

    def __len__(self) -> int:
        return len(self.counted.kind)

    @overload
    def __getitem__(self, which: int) -> Line: ...

    @overload
    def __getitem__(self, which: slice) -> "Lines": ...

    def __getitem__(self, which: int | slice) -> "Line | Lines":
        if isinstance(which, slice):
            return self.of(np.arange(len(self))[which])
        return self._made(self._rows[[which]])[0]

    def __iter__(self) -> Iterator[Line]:
        for start in range(0, len(self), _PIECE):
            yield from self._made(self._rows[start : start + _PIECE])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as of any list that is compared line by line

    def of(self, which: Numbers | Flags) -> "Lines":
        """These lines, by number in this list or by a flag for each."""
        if which.dtype == np.bool_:
            which = np.flatnonzero(which)  # gone through once, not for every column
        return Lines(self._source, self.counted.of(which), self._rows[which], self._told)

    def find(self, subjects: Sequence[str]) -> Numbers:
        """The number in this list of the line about each subject, -1 where there is none."""
        return self._numbers_of(self._source.rows_of(subjects))

    def about(self, subjects: Sequence[str]) -> Numbers:
        """The numbers of the lines about any of these subjects, in order."""
        found = np.unique(self.find(subjects))
        return found[found >= 0]

    def touched(self) -> "Lines":
        """The lines somebody decided about, be that overtaken or not."""
        return self.of(self.counted.decision >= 0)

    def foreign(self) -> "Lines":
        """The lines about foreign tags."""
        return self.of(~self.counted.thing)

    def subjects(self) -> list[str]:
        """What each line is about."""
        return self._source.subjects(self._rows)

    def readings(self) -> Readings:
        """How rooms were read, by these lines."""
        read = self._source.readings
        if self._only is None and not self._told:
            return read
        unheard, here = read.unheard[self._rows], read.here[self._rows]
        which = self._numbers_of(np.array(list(self._told), np.int64))
        told = [line for line, number in zip(self._told.values(), which.tolist(), strict=True) if number >= 0]
        unheard[which[which >= 0]], here[which[which >= 0]] = _readings_of(told)
        return Readings(unheard, here, read.passes)

    def texts(self, column: str) -> Coded[str]:
        """What each line says in a column of text, or in `tag`; "" for nothing."""
        said = self._source.texts(column, self._rows)
        told = [str(getattr(line, column) or "") for line in self._told.values()]
        which = self._numbers_of(np.array(list(self._told), np.int64))
        number = said.number
        number[which[which >= 0]] = len(said.values) + np.flatnonzero(which >= 0)
        return Coded([*said.values, *told], number)

    def occurring(self, column: str) -> frozenset[str]:
        """All that any line says in a column of text; gone through once, however often that is asked."""
        if column not in self._occurring:
            self._occurring[column] = frozenset(self.texts(column).occurring())
        return self._occurring[column]

    def told_anew(self, which: Numbers, lines: Sequence[Line]) -> "Lines":
        """With these lines in the place of those of these numbers."""
        told = {**self._told, **dict(zip(self._rows[which].tolist(), lines, strict=True))}
        counted = self.counted.with_lines(which, lines)
        return Lines(self._source, counted, self._only, told)

    def _numbers_of(self, rows: Numbers) -> Numbers:
        """The numbers in this list of these rows of the source, -1 for those that are not in it."""
        if self._only is None:
            return rows
        order = np.append(np.argsort(self._rows, kind="stable"), -1)
        found = order[np.searchsorted(self._rows, rows, sorter=order[:-1])]
        return np.where((rows >= 0) & (np.append(self._rows, -1)[found] == rows), found, -1)

    def _made(self, rows: Numbers) -> list[Line]:
        if not self._told:
            return self._source.lines(rows)
        plain = [row not in self._told for row in rows.tolist()]
        made = iter(self._source.lines(rows[np.array(plain, np.bool_)]))
        return [next(made) if new else self._told[row] for row, new in zip(rows.tolist(), plain, strict=True)]


def as_lines(lines: Iterable[Line]) -> Lines:
    """The same lines; those at hand are counted one by one."""
    if isinstance(lines, Lines):
        return lines
    at_hand = _AtHand(tuple(lines))
    return Lines(at_hand, at_hand.counted)


class _AtHand:
    """Lines that are made already."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.all = lines

    @cached_property
    def counted(self) -> Counted:
        named = ((line.booked_room, line.seen_room, *(heard.room for heard in line.evidence)) for line in self.all)
        codes = [room for room in dict.fromkeys(chain.from_iterable(named)) if room is not None]
        rooms: dict[str | None, int] = {None: -1} | {code: number for number, code in enumerate(codes)}
        return Counted(codes, *_counted_columns(self.all, rooms))

    @cached_property
    def readings(self) -> Readings:
        rooms = self.counted.rooms
        passes = np.zeros(len(rooms), np.int64)
        for line in self.all:
            for heard in line.evidence:
                passes[rooms[heard.room]] = max(passes[rooms[heard.room]], heard.passes)
        return Readings(*_readings_of(self.all), passes)

    def texts(self, column: str, rows: Numbers) -> Coded[str]:
        return coded(str(getattr(line, column) or "") for line in self.lines(rows))

    def rows_of(self, subjects: Sequence[str]) -> Numbers:
        return np.array([self._rows.get(subject, -1) for subject in subjects], np.int64)

    def subjects(self, rows: Numbers) -> list[str]:
        return [line.subject for line in self.lines(rows)]

    def lines(self, rows: Numbers) -> list[Line]:
        return [self.all[row] for row in rows.tolist()]

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        return {line.subject: row for row, line in enumerate(self.all)}


def _said(line: Line) -> str | None:
    return line.overtaken.choice.value if line.overtaken else line.decision


def _readings_of(lines: Sequence[Line]) -> tuple[Flags, Reals]:
    here = [line.probabilities.here if line.probabilities else 0.0 for line in lines]
    return np.array([unheard_at_home(line) for line in lines], np.bool_), np.array(here, np.float64)


def _counted_columns(lines: Sequence[Line], rooms: Mapping[str | None, int]) -> tuple[Any, ...]:
    return (
        np.array([_KIND[line.kind] for line in lines], np.int64),
        np.array([rooms[line.booked_room] for line in lines], np.int64),
        np.array([rooms[line.seen_room] for line in lines], np.int64),
        np.array([line.item is not None for line in lines], np.bool_),
        np.array([Note.SEEN_ALTHOUGH_OUT in line.notes for line in lines], np.bool_),
        np.array([UNSAID if line.cost is None else fen(line.cost) for line in lines], np.int64),
        np.array([_CHOICE.get(_said(line), -1) for line in lines], np.int64),
        np.array([line.overtaken is not None for line in lines], np.bool_),
    )
