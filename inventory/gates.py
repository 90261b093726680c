"""Gates: fixed readers at doors, and which way a thing passed them.

A reader with an antenna on either side tells the way by the order in which they heard the tag. One that has a single
antenna, or that heard both at once, tells only that something passed. One weak answer is not enough: a tag in a
cupboard behind the wall is heard like that as well (`Gate.is_sure`).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from inventory.ids import RoomId, StationId

QUIET = timedelta(seconds=10)
"""A tag that was silent for so long and is heard again comes past once more."""

LEAST_READS, LEAST_RSSI = 3, -55.0
"""So many answers, or one so loud (dBm), are something passing; unless said otherwise for a gate."""


class Way(StrEnum):
    """Which way something passed a gate."""

    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Gate:
    """A station at a door of `room`; `beyond` is the room behind that door, None for outside.

    `inner` and `outer` are the scan points on either side, "" where there are not two.
    """

    id: UUID
    station: StationId
    room: RoomId
    beyond: RoomId | None = None
    inner: str = ""
    outer: str = ""
    least_reads: int = LEAST_READS
    least_rssi: float = LEAST_RSSI

    @property
    def tells_way(self) -> bool:
        """Whether it has an antenna on either side."""
        return bool(self.inner and self.outer)

    def is_sure(self, reads: int, rssi_max: float | None) -> bool:
        """Whether so many answers, at most so loud, are more than a stray one."""
        return reads >= self.least_reads or (rssi_max is not None and rssi_max >= self.least_rssi)


@dataclass(frozen=True, slots=True)
class Answers:
    """What one scan point of a gate heard of a tag, by our clock."""

    point: str
    first: datetime
    last: datetime
    reads: int
    rssi_max: float | None

    @property
    def middle(self) -> datetime:
        """When the tag was right before the antenna, as far as can be told."""
        return self.first + (self.last - self.first) / 2


@dataclass(frozen=True, slots=True)
class Visit:
    """A thing near a gate from first to last answer. It passes once at most. `id` is None until it is kept."""

    began: datetime
    ended: datetime
    reads: int = 0
    rssi_max: float | None = None
    inner_at: datetime | None = None
    outer_at: datetime | None = None
    way: Way | None = None
    passed_at: datetime | None = None
    id: UUID | None = None


def heard_at_gate(gate: Gate, visit: Visit | None, heard: Answers) -> Visit:
    """The visit that these answers belong to: the last one gone on, or another one."""
    if visit is None or heard.first - visit.ended > QUIET or visit.began - heard.last > QUIET:
        visit = Visit(heard.first, heard.last)
    louds = [loud for loud in (visit.rssi_max, heard.rssi_max) if loud is not None]
    grown = replace(
        visit,
        began=min(visit.began, heard.first),
        ended=max(visit.ended, heard.last),
        reads=visit.reads + heard.reads,
        rssi_max=max(louds, default=None),
        inner_at=_first(visit.inner_at, heard, gate.inner),
        outer_at=_first(visit.outer_at, heard, gate.outer),
    )
    way = None if visit.way else _way(gate, grown)
    return replace(grown, way=way, passed_at=_passing(grown, heard)) if way else grown


def _first(known: datetime | None, heard: Answers, point: str) -> datetime | None:
    if not point or heard.point != point:
        return known
    return heard.middle if known is None else min(known, heard.middle)


def _way(gate: Gate, visit: Visit) -> Way | None:
    if not gate.is_sure(visit.reads, visit.rssi_max):
        return None
    if not gate.tells_way:
        return Way.UNKNOWN
    if visit.inner_at is None or visit.outer_at is None:
        return None
    if visit.inner_at == visit.outer_at:
        return Way.UNKNOWN
    return Way.OUT if visit.inner_at < visit.outer_at else Way.IN


def _passing(visit: Visit, heard: Answers) -> datetime:
    sides = [at for at in (visit.inner_at, visit.outer_at) if at is not None]
    return max(sides, default=heard.middle)
