"""By which reader and when something was last heard in a room, and who saw it there: what stands behind a finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from inventory.ids import ItemId, SchoolId, StockTakeId
from inventory.store.stocktakes import HandTick, Pass, RoomCount
from inventory.store.traces import latest_of
from inventory.tags import Tag


@dataclass(frozen=True, slots=True)
class LastHeard:
    """When a tag was heard last in a room, by which device, and who walked there."""

    at: datetime
    device: str
    by: str


@dataclass(frozen=True, slots=True)
class SeenBy:
    """Somebody saw the thing in the room (a code) with their own eyes."""

    room: str
    by: str
    at: datetime
    note: str


def last_heard(
    session: Session, school: SchoolId, stocktake: StockTakeId, tags: Sequence[Tag]
) -> dict[tuple[Tag, str], LastHeard]:
    """For each of these tags and each room (its code) where it was heard."""
    newest: dict[tuple[Tag, str], LastHeard] = {}
    for query in latest_of(school, stocktake, tags):
        for tag, room, device, by, at in session.execute(query):
            before = newest.get((Tag(tag), room))
            if before is None or before.at < at:
                newest[Tag(tag), room] = LastHeard(at, device, by)
    return newest


def seen_by(
    session: Session, school: SchoolId, stocktake: StockTakeId, items: Sequence[ItemId]
) -> dict[ItemId, list[SeenBy]]:
    """Every tick of these items that nobody took back, the earliest first."""
    retracted = select(HandTick.retracts).where(HandTick.school_id == school, HandTick.retracts.is_not(None))
    at = func.coalesce(HandTick.ticked_at, Pass.started_at, type_=HandTick.ticked_at.type)
    rows = session.execute(
        select(HandTick.item_id, RoomCount.code, Pass.counted_by, at, HandTick.note)
        .join(Pass, and_(Pass.school_id == HandTick.school_id, Pass.id == HandTick.pass_id))
        .join(
            RoomCount,
            and_(
                RoomCount.school_id == Pass.school_id,
                RoomCount.stocktake_id == Pass.stocktake_id,
                RoomCount.room_id == Pass.room_id,
            ),
        )
        .where(HandTick.school_id == school, Pass.stocktake_id == stocktake, Pass.counts())
        .where(HandTick.item_id.in_(items), HandTick.retracts.is_(None), HandTick.id.not_in(retracted))
        .order_by(at)
    )
    seen: dict[ItemId, list[SeenBy]] = {}
    for item, room, by, when, note in rows:
        if item is not None:
            seen.setdefault(ItemId(item), []).append(SeenBy(room, by, when, note))
    return seen
