"""What was heard of each tag, and where: the passes of a stock-take, sorted for judging.

The strength of what one pass heard of one tag is the energy of its answers, in dB: the received powers of all its
answers added up, that is their mean RSSI plus 10 log10 of their number. It joins the two signs by which a tag in
the room differs from one behind the wall, many answers and strong ones, and works on either alone: a scanner that
tells no RSSI is given the one usual for that many reads.

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
from inventory.survey import Survey, Trace
from inventory.tags import Tag

# Where no trace tells an RSSI: what a scanner with 30 dBm hears of a tag that answers ten times in a sweep, and how
# much stronger a tag is that answers ten times as often. Only the steps between energies matter later, and those
# are learned from the stock-take; these figures serve stock-takes too small to learn from.
_USUAL_RSSI = -58.0
_RSSI_PER_DECADE = 12.0


class Heard(NamedTuple):
    """What one pass heard of one tag. `place` is the room's number, `energy` is in dB."""

    place: int
    energy: float
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
    """What each pass heard of each tag, traces of the same pass and tag added up, by room and energy."""
    place = {each.id: ground.number[each.room] for each in survey.passes}
    usual = _usual_rssi(survey.traces)
    heard: dict[Tag, list[Heard]] = defaultdict(list)
    for trace in survey.traces:
        if trace.reads > 0:
            energy = _rssi(trace, usual) + 10 * log10(trace.reads)
            heard[trace.tag].append(Heard(place[trace.pass_id], energy, trace.reads, trace.rssi_max, trace.pass_id))
    return {tag: tuple(sorted(_by_pass(each), key=_order)) for tag, each in heard.items()}


def _order(heard: Heard) -> tuple[int, float, int]:
    return heard.place, heard.energy, heard.reads


def _by_pass(heard: Iterable[Heard]) -> list[Heard]:
    by_pass: dict[PassId, list[Heard]] = defaultdict(list)
    for each in heard:
        by_pass[each.pass_id].append(each)
    return [each[0] if len(each) == 1 else _add_up(each) for each in by_pass.values()]


def _add_up(heard: list[Heard]) -> Heard:
    energy = 10 * log10(sum(sorted(10 ** (each.energy / 10) for each in heard)))
    return heard[0]._replace(energy=energy, reads=sum(each.reads for each in heard), rssi_max=_peak(heard))


def _peak(heard: Iterable[Heard]) -> float | None:
    return max((each.rssi_max for each in heard if each.rssi_max is not None), default=None)


def _rssi(trace: Trace, usual: tuple[float, float]) -> float:
    if trace.rssi_mean is not None:
        return trace.rssi_mean
    if trace.rssi_max is not None:
        return trace.rssi_max
    level, slope = usual
    return level + slope * (log10(trace.reads) - 1)


def _usual_rssi(traces: Iterable[Trace]) -> tuple[float, float]:
    """RSSI at ten reads and its rise per tenfold reads: least squares over the traces that tell it, lightly held."""
    points = sorted((log10(t.reads) - 1, t.rssi_mean) for t in traces if t.reads > 0 and t.rssi_mean is not None)
    if not points:
        return _USUAL_RSSI, _RSSI_PER_DECADE
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    lean = sum((x - middle_x) * (y - middle_y) for x, y in points)
    slope = (lean + _RSSI_PER_DECADE) / (spread + 1)
    return middle_y - slope * middle_x, slope


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
