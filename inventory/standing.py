"""How a stock-take stands: every room in scope and every finding, in the words and codes people read.

This is what the board, the room page, the report and the files are made from, so that all of them say the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from inventory.campaign import Campaign, Status
from inventory.coverage import Coverage
from inventory.decisions import Decided
from inventory.findings import Kind, Note, Probabilities
from inventory.ids import AssetId, ItemId, RoomId, StockTakeId
from inventory.tags import Tag


class RoomState(StrEnum):
    """How far the count of one room has come."""

    WAITING = "waiting"
    COUNTING = "counting"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class RoomStanding:
    """One room in scope. `passes` are walks with a scanner, `by_hand` says whether things were ticked there or a list
    of it was taken. `silent`: it was walked, and the scanner heard nothing at all.

    `team` counts it by `due`.
    """

    id: RoomId
    code: str
    name: str
    building: str
    floor: int | None
    position: int | None
    keeper: str
    state: RoomState
    passes: int
    by_hand: bool = False
    silent: bool = False
    team: str = ""
    due: date | None = None


def overdue(room: RoomStanding, today: date) -> bool:
    """Whether the room should have been finished on an earlier day."""
    return room.due is not None and room.due < today and room.state is not RoomState.COMPLETE


@dataclass(frozen=True, slots=True)
class Heard:
    """What the passes of one room (its code) heard of a tag; `rssi_max` in dBm, None where not given."""

    room: str
    passes: int
    reads: int
    rssi_max: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """One finding as people read it. Rooms are codes. A foreign tag has no item, number or name.

    `cost` and `accumulated` (depreciation) are this piece's share of the card; `state` is an `ItemState`.
    The pieces of a card that is counted `by_number` need no tags.
    `evidence` begins with the room seen in. `decision` is the one that counts, with its `reason`, who made it
    and what it needs to be carried out; `overtaken` is one made when the finding was another, which does not count.
    """

    kind: Kind
    item: ItemId | None
    asset: AssetId | None
    asset_no: str
    name: str
    model: str
    keeper: str
    cost: Decimal | None
    booked_room: str | None
    seen_room: str | None
    confidence: float
    probabilities: Probabilities | None
    tag: Tag | None
    evidence: tuple[Heard, ...] = ()
    notes: tuple[Note, ...] = ()
    decision: str | None = None
    category: str = ""
    department: str = ""
    unit: str = ""
    quantity: int = 1
    acquired: date | None = None
    accumulated: Decimal | None = None
    state: str = ""
    by_number: bool = False
    reason: str = ""
    decided_by: str = ""
    details: Mapping[str, Any] = field(default_factory=dict, hash=False)
    overtaken: Decided | None = None

    @property
    def subject(self) -> str:
        """What a decision about it is about: the item, or the foreign tag."""
        return self.item.hex if self.item else str(self.tag)


Place = tuple[bool, str, str, str, str]


def place_of(line: Line) -> Place:
    """Where a line stands among the others, whatever becomes of it while the count goes on.

    Things first, by booked room, number and item; then foreign tags.
    """
    item = line.item.hex if line.item else ""
    return line.item is None, line.booked_room or "", line.asset_no, item, line.tag or ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The stock-take `id` of `school` at `revision`; the revision grows whenever anything below may have changed.

    `rooms` are in order of building, floor, position, code; `lines` in order of their `place_of`. Whoever goes
    through all lines more than once makes a tuple of them first: they may be made as they are read. So may the
    `coverage` of the rooms, by their codes, where anything was heard.
    """

    id: StockTakeId
    school: str
    name: str
    status: Status
    cutoff: datetime
    revision: int
    rooms: tuple[RoomStanding, ...]
    lines: Sequence[Line]
    campaign: Campaign
    coverage: Mapping[str, Coverage] = field(default_factory=dict)
