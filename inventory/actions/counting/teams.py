"""Who counts which rooms, and by when."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import touch_shown
from inventory.actions.campaign.stocktakes import room_count, stocktake_for
from inventory.actions.proof.journal import record
from inventory.campaign import COUNTED_IN, Step
from inventory.ids import SchoolId, StockTakeId
from inventory.store.stocktakes import RoomCount, StockTake


def assign(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    *,
    rooms: Sequence[str],
    buildings: Sequence[str],
    team: str,
    due: date | None,
    by: str,
    at: datetime,
) -> int:
    """Gives the rooms of these codes, and all of these buildings, to a team; `due` is the last day for it.

    Returns how many rooms that are. Raises `NotFound` for a code that is not counted, and as `stocktake_for`,
    for ASSIGN.
    """
    stocktake_for(session, school, stocktake, Step.ASSIGN)
    for code in rooms:
        room_count(session, school, stocktake, code)
    given = update(RoomCount).where(
        RoomCount.school_id == school,
        RoomCount.stocktake_id == stocktake,
        RoomCount.in_scope,
        or_(RoomCount.code.in_(rooms), RoomCount.building.in_(buildings)),
    )
    codes = session.scalars(given.values(team=team, due=due).returning(RoomCount.code)).all()
    touch_shown(session, school, stocktake)
    facts = {"team": team, "due": str(due or ""), "rooms": ", ".join(sorted(codes))}
    record(session, school, at=at, by=by, what="rooms assigned", subject=stocktake, facts=facts)
    return len(codes)


def overdue_rooms(session: Session, school: SchoolId, today: date) -> dict[StockTakeId, int]:
    """How many rooms of each stock-take still counted should have been finished before today."""
    rows = session.execute(
        select(StockTake.id, func.count())
        .join(RoomCount, and_(RoomCount.school_id == StockTake.school_id, RoomCount.stocktake_id == StockTake.id))
        .where(StockTake.school_id == school, StockTake.status.in_([status.value for status in COUNTED_IN]))
        .where(RoomCount.in_scope, RoomCount.completed_at.is_(None), RoomCount.due < today)
        .group_by(StockTake.id)
    )
    return {StockTakeId(stocktake): rooms for stocktake, rooms in rows}
