"""Everything a stock-take is judged from: what the books say and what the readers heard.

Frozen values, made from rows by the store and by hand in tests; nothing here knows a database or a clock.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from inventory.ids import ItemId, PassId, RoomId
from inventory.tags import Tag


class Absence(StrEnum):
    """Documented reasons why a thing need not be in its room."""

    LENT = "lent"
    REPAIR = "repair"
    IN_TRANSIT = "in transit"
    SHORTAGE = "shortage"


@dataclass(frozen=True, slots=True)
class Expected:
    """One line of the frozen list: an item, the room the books give it, the tags it carries.

    `room` is None where the books name no room. `absence` is why it may be out. `retired`: written off
    before the cut-off, so it is not expected and only worth a finding if it is seen. `asked`: whether the stock-take
    is about it; the others are on the list because they may be heard all the same.
    """

    item: ItemId
    room: RoomId | None
    tags: tuple[Tag, ...]
    absence: Absence | None = None
    retired: bool = False
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Trace:
    """What one pass heard of one tag: `reads` answers, first to last in seconds into the pass, dBm or None."""

    pass_id: PassId
    tag: Tag
    reads: int
    rssi_max: float | None
    rssi_mean: float | None
    first_s: float
    last_s: float
    tid: str | None = None


@dataclass(frozen=True, slots=True)
class Pass:
    """One walk through one room. A pass that heard nothing at all tells nothing of what is there.

    From when to when it was walked, by the service's clock; None where nobody told, or where it is not over.
    """

    id: PassId
    room: RoomId
    began: datetime | None = None
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class HandTick:
    """Somebody saw this item in this room with their own eyes."""

    item: ItemId
    room: RoomId


@dataclass(frozen=True, slots=True)
class Survey:
    """One stock-take: the frozen list, the passes, what they heard, and which rooms share a wall.

    `rooms` are the rooms in scope. `walls` holds each pair of rooms that share a wall once, in either
    order; it may name rooms out of scope. A trace may name only a pass that is in `passes`.
    `ours` are tags that belong to the school without being on an item (rooms' and persons' tags): never unknown.
    `finished` are the rooms somebody said to be counted to the end, whatever they were counted with.
    """

    rooms: frozenset[RoomId]
    expected: tuple[Expected, ...]
    passes: tuple[Pass, ...]
    traces: tuple[Trace, ...]
    ticks: tuple[HandTick, ...] = ()
    walls: frozenset[tuple[RoomId, RoomId]] = frozenset()
    ours: frozenset[Tag] = frozenset()
    finished: frozenset[RoomId] = frozenset()
