"""A survey in columns: the same facts as `inventory.survey`, a column an attribute, for registers of any size.

Rooms and items are numbered here in the order of their ids, passes in any order. The store makes these columns
straight from rows; `as_columns` makes them from a `Survey`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar

import numpy as np

from inventory.arrays import Flags, Numbers, Reals, Texts, order_by, spread, starts_of
from inventory.arrivals import Arrivals, arrivals
from inventory.ids import ItemId, PassId, RoomId
from inventory.numbering import Numbering
from inventory.survey import Expected, Survey, Trace
from inventory.tags import Tag

_Named = TypeVar("_Named", ItemId, RoomId, PassId)


@dataclass(frozen=True)
class Listed:
    """The frozen list, in order of the items' ids. `room` is -1 where the books name none.

    `absent`: there is a documented reason why the item may be out. `asked`: the stock-take is about it.
    `tag_item` and `tag` name each tag of each item once, in order of items and tags.
    """

    items: Sequence[ItemId]
    room: Numbers
    absent: Flags
    retired: Flags
    asked: Flags
    tag_item: Numbers
    tag: Texts

    @cached_property
    def numbering(self) -> Numbering:
        """The tags by number."""
        return Numbering(self.tag)

    @cached_property
    def alike(self) -> Numbers:
        """By item a number, the same for all of which the list says the same but for what the tags read.

        All that judging heeds of the list is among it, so that those alike may be judged as one (`inventory.alike`).
        """
        tags = np.bincount(self.tag_item, minlength=len(self.items))
        facts = (self.room + 1) * (tags.max(initial=0) + 1) + tags
        for flag in (self.absent, self.retired, self.asked):
            facts = facts * 2 + flag
        return np.unique(facts, return_inverse=True)[1]

    @cached_property
    def tag_room(self) -> Numbers:
        """By tag the room of its item."""
        return self.room[self.tag_item]

    @cached_property
    def tag_out(self) -> Flags:
        """The tags of items that may be out, or were written off."""
        out: Flags = (self.absent | self.retired)[self.tag_item]
        return out

    @cached_property
    def _tags_by_room(self) -> tuple[Numbers, Numbers]:
        """The tags in order of their rooms, those of no room first, and where those of each room start."""
        rooms = self.tag_room
        return order_by(rooms + 1), starts_of(np.bincount(rooms + 1))

    def tags_in(self, rooms: Numbers) -> Numbers:
        """The tags of the items of these rooms."""
        order, start = self._tags_by_room
        some = rooms[rooms + 2 < len(start)] + 1
        return order[spread(start[some], start[some + 1] - start[some])[1]]

    @cached_property
    def first(self) -> Numbers:
        """By tag the first one that reads the same: another number, where it is bound to two items."""
        return self.numbering.find(self.tag)


@dataclass(frozen=True)
class Traces:
    """What the passes heard, in any order. `mean` and `peak` in dBm, NaN where none was told; `tid` may be empty."""

    walk: Numbers
    tag: Texts
    reads: Numbers
    mean: Reals
    peak: Reals
    tid: Texts

    def of(self, rows: Numbers) -> "Traces":
        """These rows."""
        walk, reads = self.walk[rows], self.reads[rows]
        return Traces(walk, self.tag[rows], reads, self.mean[rows], self.peak[rows], self.tid[rows])


@dataclass(frozen=True)
class Columns:
    """One stock-take. `scope`, `finished` and `walls` (pairs) are rooms, as are `pass_room` and `tick_room`, all by
    number. `began` and `ended` say by pass, in seconds of one clock, when it was walked: ever since, where nobody
    told; for ever, where it is not over. `found` and `late` are its `inventory.arrivals`.

    `passes` are ids in hexadecimal digits, and `turn` is by pass which it is in the order of rooms and ids.
    `tick_item` is -1 for an item that is not on the list.
    """

    rooms: Sequence[RoomId]
    scope: Numbers
    walls: tuple[Numbers, Numbers]
    listed: Listed
    passes: Texts
    pass_room: Numbers
    turn: Numbers
    began: Reals
    ended: Reals
    found: Numbers
    late: Numbers
    traces: Traces
    tick_item: Numbers
    tick_room: Numbers
    ours: Texts
    finished: Numbers


def as_columns(survey: Survey) -> Columns:
    """The same stock-take in columns; the order within `survey` is forgotten."""
    rooms = _all_rooms(survey)
    place = _numbered(rooms)
    listed = _listed(survey.expected, place)
    passes = sorted(survey.passes, key=lambda each: (each.room, each.id))
    items = _numbered(listed.items)
    came = _arrivals(survey)
    return Columns(
        rooms,
        numbers(place[room] for room in survey.rooms),
        (numbers(place[one] for one, _ in survey.walls), numbers(place[other] for _, other in survey.walls)),
        listed,
        texts(each.id.hex for each in passes),
        numbers(place[each.room] for each in passes),
        np.arange(len(passes)),
        beginnings(each.began for each in passes),
        endings(each.ended for each in passes),
        numbers(came[each.id].heard for each in passes),
        numbers(came[each.id].late for each in passes),
        _traces(survey.traces, _numbered([each.id for each in passes])),
        numbers(items.get(tick.item, -1) for tick in survey.ticks),
        numbers(place[tick.room] for tick in survey.ticks),
        texts(survey.ours),
        numbers(place[room] for room in survey.finished),
    )


def _all_rooms(survey: Survey) -> list[RoomId]:
    named = {room for wall in survey.walls for room in wall} | {tick.room for tick in survey.ticks}
    booked = {expected.room for expected in survey.expected if expected.room is not None}
    return sorted(survey.rooms | survey.finished | named | booked | {each.room for each in survey.passes})


def _listed(expected: Iterable[Expected], place: dict[RoomId, int]) -> Listed:
    lines = sorted(expected, key=lambda line: line.item)
    bound = [(number, tag) for number, line in enumerate(lines) for tag in sorted(set(line.tags))]
    return Listed(
        [line.item for line in lines],
        numbers(-1 if line.room is None else place[line.room] for line in lines),
        np.array([line.absence is not None for line in lines], np.bool_),
        np.array([line.retired for line in lines], np.bool_),
        np.array([line.asked for line in lines], np.bool_),
        numbers(number for number, _ in bound),
        texts(tag for _, tag in bound),
    )


def _traces(traces: Sequence[Trace], walk: dict[PassId, int]) -> Traces:
    return Traces(
        numbers(walk[trace.pass_id] for trace in traces),
        texts(trace.tag for trace in traces),
        numbers(trace.reads for trace in traces),
        reals(trace.rssi_mean for trace in traces),
        reals(trace.rssi_max for trace in traces),
        texts((trace.tid or "").upper() for trace in traces),
    )


def _arrivals(survey: Survey) -> dict[PassId, Arrivals]:
    heard: dict[PassId, list[tuple[str, float, float]]] = {each.id: [] for each in survey.passes}
    for trace in survey.traces:
        if trace.reads > 0:
            heard[trace.pass_id].append((trace.tag, trace.first_s, trace.last_s))
    return {walk: arrivals(each) for walk, each in heard.items()}


def _numbered(named: Iterable[_Named]) -> dict[_Named, int]:
    return {each: number for number, each in enumerate(named)}


def numbers(values: Iterable[int]) -> Numbers:
    """A column of numbers."""
    return np.fromiter(values, np.int64)


def reals(values: Iterable[float | None]) -> Reals:
    """A column of measures, NaN for None."""
    return np.array(list(values), np.float64)


def beginnings(times: Iterable[datetime | None]) -> Reals:
    """A column of moments, before all others where nobody told."""
    return reals(time.timestamp() if time else -np.inf for time in times)


def endings(times: Iterable[datetime | None]) -> Reals:
    """A column of moments, after all others where it is not over."""
    return reals(time.timestamp() if time else np.inf for time in times)


def texts(values: Iterable[Tag | str]) -> Texts:
    """A column of texts, as wide as the longest of them."""
    listed = list(values)
    return np.array(listed, np.bytes_) if listed else np.empty(0, "S1")
