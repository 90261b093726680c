"""What was heard of each tag, and where: the passes of a stock-take, sorted for judging.

Two signs tell a tag in the room from one behind the wall: how strongly it answers and how often. The strength is the
mean of the received powers, in dBm; a scanner that tells none leaves the number of answers to speak alone.

Rooms and passes are numbered here, because everything after this counts in tables.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log10
from typing import NamedTuple

from inventory.findings import Evidence
from inventory.ids import ItemId, PassId, RoomId
from inventory.survey import Survey
from inventory.tags import Tag


class Heard(NamedTuple):
    """What one pass heard of one tag. `place` is the room's number, `strength` in dBm, None where none was told."""

    place: int
    strength: float | None
    reads: int
    rssi_max: float | None
    pass_id: PassId


@dataclass(frozen=True)
class Ground:
    """The rooms by number, how often each was counted, and which share a wall.

    A pass that heard no tag at all was a silent scanner and counts as no pass. `open` are the rooms a moved item
    may be in: those in scope and those where anything was counted.
    """

    rooms: tuple[RoomId, ...]
    passes: tuple[int, ...]
    walls: tuple[frozenset[int], ...]
    open: frozenset[int]

    @cached_property
    def number(self) -> dict[RoomId, int]:
        """The number of each room."""
        return {room: place for place, room in enumerate(self.rooms)}

    @cached_property
    def passes_next_door(self) -> tuple[int, ...]:
        """How many passes walked a room that shares a wall with this one."""
        return tuple(sum(self.passes[near] for near in walls) for walls in self.walls)

    @cached_property
    def all_passes(self) -> int:
        """How many passes there were in all."""
        return sum(self.passes)


def survey_ground(survey: Survey) -> Ground:
    """Number every room the stock-take names and count the passes that heard anything."""
    speaking = {trace.pass_id for trace in survey.traces if trace.reads > 0}
    counted = [each.room for each in survey.passes if each.id in speaking]
    named = {room for wall in survey.walls for room in wall} | {tick.room for tick in survey.ticks}
    booked = {expected.room for expected in survey.expected if expected.room is not None}
    rooms = tuple(sorted(survey.rooms | named | booked | {each.room for each in survey.passes}))
    number = {room: place for place, room in enumerate(rooms)}
    passes = [0] * len(rooms)
    for room in counted:
        passes[number[room]] += 1
    walls: list[set[int]] = [set() for _ in rooms]
    for one, other in survey.walls:
        if one != other:
            walls[number[one]].add(number[other])
            walls[number[other]].add(number[one])
    return Ground(
        rooms,
        tuple(passes),
        tuple(frozenset(near) for near in walls),
        frozenset(number[room] for room in survey.rooms.union(counted, (tick.room for tick in survey.ticks))),
    )


def heard_by_tag(survey: Survey, ground: Ground) -> dict[Tag, tuple[Heard, ...]]:
    """What each pass heard of each tag, traces of the same pass and tag added up, by room and strength."""
    place = {each.id: ground.number[each.room] for each in survey.passes}
    heard: dict[Tag, list[Heard]] = defaultdict(list)
    for trace in survey.traces:
        if trace.reads > 0:
            strength = trace.rssi_max if trace.rssi_mean is None else trace.rssi_mean
            heard[trace.tag].append(Heard(place[trace.pass_id], strength, trace.reads, trace.rssi_max, trace.pass_id))
    return {tag: tuple(sorted(_by_pass(each), key=_order)) for tag, each in heard.items()}


def _order(heard: Heard) -> tuple[int, bool, float, int]:
    return heard.place, heard.strength is None, heard.strength or 0.0, heard.reads


def _by_pass(heard: Iterable[Heard]) -> list[Heard]:
    by_pass: dict[PassId, list[Heard]] = defaultdict(list)
    for each in heard:
        by_pass[each.pass_id].append(each)
    return [each[0] if len(each) == 1 else _add_up(each) for each in by_pass.values()]


def _add_up(heard: list[Heard]) -> Heard:
    powers = sorted((10 ** (each.strength / 10), each.reads) for each in heard if each.strength is not None)
    told = sum(reads for _, reads in powers)
    strength = 10 * log10(sum(power * reads for power, reads in powers) / told) if told else None
    return heard[0]._replace(strength=strength, reads=sum(each.reads for each in heard), rssi_max=_peak(heard))


def _peak(heard: Iterable[Heard]) -> float | None:
    return max((each.rssi_max for each in heard if each.rssi_max is not None), default=None)


def disputed_tags(survey: Survey) -> frozenset[Tag]:
    """Tags that cannot say which thing they speak for: bound to two items, or answering with two chip numbers."""
    owners: dict[Tag, set[ItemId]] = defaultdict(set)
    for expected in survey.expected:
        for tag in expected.tags:
            owners[tag].add(expected.item)
    chips: dict[Tag, set[str]] = defaultdict(set)
    for trace in survey.traces:
        if trace.tid is not None:
            chips[trace.tag].add(trace.tid.upper())
    return frozenset(tag for claims in (owners, chips) for tag, who in claims.items() if len(who) > 1)


def as_evidence(
    heard: Iterable[Heard], rooms: Sequence[RoomId], likelihood: Mapping[int, float]
) -> tuple[Evidence, ...]:
    """Add up what each room heard, from the likeliest room down."""
    by_place: dict[int, list[Heard]] = defaultdict(list)
    for each in heard:
        by_place[each.place].append(each)
    order = sorted(by_place, key=lambda place: (-likelihood.get(place, 0.0), place))
    return tuple(_room_evidence(rooms[place], by_place[place]) for place in order)


def _room_evidence(room: RoomId, heard: list[Heard]) -> Evidence:
    passes = len({each.pass_id for each in heard})
    return Evidence(room, passes, sum(each.reads for each in heard), _peak(heard))
