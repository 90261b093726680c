"""Running a stock-take: open it with a frozen list, finish rooms, close it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select, update
from sqlalchemy.orm import Session

from inventory.actions.freezing import freeze
from inventory.actions.journal import record
from inventory.actions.revisions import touch_shown
from inventory.actions.rooms import room_ids
from inventory.campaign import Status
from inventory.errors import InventoryError, NotFound
from inventory.ids import RoomId, SchoolId, StockTakeId, new_id
from inventory.store.stocktakes import RoomCount, StockTake


class StockTakeClosed(InventoryError):
    """The stock-take is closed; its report does not change any more."""

    text = "The stock-take {name} is closed."


class NoRooms(InventoryError):
    """A stock-take of nothing."""

    text = "There are no rooms to count. Enter the rooms or the register first."


@dataclass(frozen=True, slots=True)
class StockTakeSummary:
    """A stock-take in a list, and how far it has come."""

    id: StockTakeId
    name: str
    status: Status
    cutoff: datetime
    rooms: int
    rooms_complete: int


def open_stocktake(
    session: Session,
    school: SchoolId,
    *,
    name: str,
    cutoff: datetime,
    rooms: Sequence[str] | None,
    by: str,
    at: datetime,
) -> StockTakeId:
    """Freezes what the books say and starts the count of the rooms (codes; None: every room).

    Raises `NotFound` for a code that is no room, `NoRooms` if there is nothing to count.
    """
    scope = _scope(session, school, rooms)
    stocktake = StockTakeId(new_id())
    session.add(
        StockTake(
            school_id=school,
            id=stocktake,
            name=name,
            status=Status.COUNTING.value,
            cutoff=cutoff,
            opened_by=by,
            opened_at=at,
            closed_by=None,
            closed_at=None,
            evidence=1,
            revision=1,
        )
    )
    session.flush()
    freeze(session, school, stocktake, scope)
    facts = {"name": name, "cutoff": cutoff.isoformat(), "rooms": str(len(scope))}
    record(session, school, at=at, by=by, what="stock-take opened", subject=stocktake, facts=facts)
    return stocktake


def _scope(session: Session, school: SchoolId, codes: Sequence[str] | None) -> list[RoomId]:
    known = room_ids(session, school)
    for code in codes or ():
        if code not in known:
            raise NotFound(kind="room", name=code)
    scope = [RoomId(known[code]) for code in dict.fromkeys(codes if codes is not None else known)]
    if not scope:
        raise NoRooms
    return scope


def list_stocktakes(session: Session, school: SchoolId) -> list[StockTakeSummary]:
    """Every stock-take, the newest first."""
    rows = session.execute(
        select(
            StockTake.id,
            StockTake.name,
            StockTake.status,
            StockTake.cutoff,
            func.count(RoomCount.room_id),
            func.count(RoomCount.completed_at),
        )
        .join(RoomCount, and_(RoomCount.school_id == StockTake.school_id, RoomCount.stocktake_id == StockTake.id))
        .where(StockTake.school_id == school, RoomCount.in_scope)
        .group_by(StockTake.id, StockTake.name, StockTake.status, StockTake.cutoff, StockTake.opened_at)
        .order_by(StockTake.opened_at.desc())
    )
    return [
        StockTakeSummary(StockTakeId(stocktake), name, Status(status), cutoff, rooms, complete)
        for stocktake, name, status, cutoff, rooms, complete in rows
    ]


def counting(session: Session, school: SchoolId, stocktake: StockTakeId) -> StockTake:
    """The stock-take, if it may still be counted on; it stays so until the commit (its row is locked).

    Raises `NotFound` or `StockTakeClosed`.
    """
    found = the_stocktake(session, school, stocktake, lock=True)
    if found.status != Status.COUNTING.value:
        raise StockTakeClosed(name=found.name)
    return found


def the_stocktake(session: Session, school: SchoolId, stocktake: StockTakeId, *, lock: bool = False) -> StockTake:
    """The stock-take in whatever state; with `lock` its state stays until the commit. Raises `NotFound`."""
    found = session.get(StockTake, (school, stocktake), with_for_update=lock)
    if found is None:
        raise NotFound(kind="stock-take", name=stocktake)
    return found


def room_count(session: Session, school: SchoolId, stocktake: StockTakeId, code: str) -> RoomCount:
    """The room of that code in the stock-take. Raises `NotFound`."""
    found = session.scalar(
        select(RoomCount).where(
            RoomCount.school_id == school,
            RoomCount.stocktake_id == stocktake,
            RoomCount.code == code,
            RoomCount.in_scope,
        )
    )
    if found is None:
        raise NotFound(kind="room", name=code)
    return found


def complete_room(
    session: Session, school: SchoolId, stocktake: StockTakeId, code: str, *, by: str, at: datetime
) -> None:
    """Says that the room is counted. Saying it again changes nothing. Raises `NotFound` or `StockTakeClosed`."""
    counting(session, school, stocktake)
    room = room_count(session, school, stocktake, code)
    if room.completed_at is None:
        room.completed_at, room.completed_by = at, by
        touch_shown(session, school, stocktake)
        record(session, school, at=at, by=by, what="room completed", subject=stocktake, facts={"room": code})


def mark_closed(session: Session, school: SchoolId, stocktake: StockTakeId, *, by: str, at: datetime) -> None:
    """Ends the counting; what comes later is kept, and changes nothing here any more."""
    this = (StockTake.school_id == school, StockTake.id == stocktake)
    session.execute(
        update(StockTake)
        .where(*this)
        .values(
            status=Status.CLOSED.value,
            closed_by=by,
            closed_at=at,
            closing=StockTake.closing + 1,
            revision=StockTake.revision + 1,
        )
    )
    record(session, school, at=at, by=by, what="stock-take closed", subject=stocktake)
