"""The stock-takes of a school, which step may be taken with each of them now, and their rooms."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, func, literal, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import touch, touch_shown
from inventory.actions.proof.journal import record
from inventory.campaign import COUNTED_IN, OPEN, RULES, Status, Step, possible
from inventory.errors import InventoryError, NotFound
from inventory.ids import SchoolId, StockTakeId
from inventory.store.stocktakes import HandTick, Pass, RoomCount, StockTake


class StepNotNow(InventoryError):
    """The stock-take has not come as far as this step, or is past it."""

    text = "“{step}” is not possible: the stock-take {name} is “{status}”. Possible now: {possible}."


class StockTakeClosed(StepNotNow):
    """The stock-take is closed; its report does not change any more."""

    text = "The stock-take {name} is closed: “{step}” is not possible. Possible now: {possible}."


@dataclass(frozen=True, slots=True)
class StockTakeSummary:
    """A stock-take in a list, and how far it has come."""

    id: StockTakeId
    name: str
    status: Status
    cutoff: datetime
    rooms: int
    rooms_complete: int


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


def stocktake_for(session: Session, school: SchoolId, stocktake: StockTakeId, step: Step) -> StockTake:
    """The stock-take, if the step may be taken with it now; its state stays until the commit (its row is locked).

    Raises `NotFound`, `StockTakeClosed`, or `StepNotNow`.
    """
    found = the_stocktake(session, school, stocktake, lock=True)
    status = Status(found.status)
    if status not in RULES[step].within:
        error = StepNotNow if status in OPEN else StockTakeClosed
        now = ", ".join(step.value for step in possible(status)) or "nothing"
        raise error(name=found.name, step=step.value, status=status.value, possible=now)
    return found


def the_stocktake(session: Session, school: SchoolId, stocktake: StockTakeId, *, lock: bool = False) -> StockTake:
    """The stock-take in whatever state; with `lock` its state stays until the commit. Raises `NotFound`."""
    found = session.get(StockTake, (school, stocktake), with_for_update=lock)
    if found is None:
        raise NotFound(kind="stock-take", name=stocktake)
    return found


def counting_blind(session: Session, school: SchoolId) -> bool:
    """Whether anything of the school is being counted blind now."""
    blind = (
        StockTake.school_id == school,
        StockTake.blind,
        StockTake.status.in_([each.value for each in COUNTED_IN]),
    )
    return session.scalar(select(literal(True)).where(exists().where(*blind))) is True


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
    """Says that the room is counted. Saying it again changes nothing. Raises as `stocktake_for`, for COUNT.

    Where things were ticked, the others may be missing from now on (`inventory.looking`).
    """
    stocktake_for(session, school, stocktake, Step.COUNT)
    room = room_count(session, school, stocktake, code)
    if room.completed_at is None:
        room.completed_at, room.completed_by = at, by
        change = touch if _ticked_in(session, room) else touch_shown
        change(session, school, stocktake)
        record(session, school, at=at, by=by, what="room completed", subject=stocktake, facts={"room": code})


def _ticked_in(session: Session, room: RoomCount) -> bool:
    """Whether anything was ever ticked by hand in the room."""
    walks = (Pass.school_id == room.school_id, Pass.stocktake_id == room.stocktake_id, Pass.room_id == room.room_id)
    of_them = (HandTick.school_id == Pass.school_id, HandTick.pass_id == Pass.id)
    return session.scalars(select(exists().where(*walks, *of_them))).one()
