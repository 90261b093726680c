"""Who counts which rooms, and by when."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from inventory.actions.journal import record
from inventory.actions.revisions import touch_shown
from inventory.actions.stocktakes import room_count, stocktake_for
from inventory.campaign import Step
from inventory.ids import SchoolId, StockTakeId
from inventory.store.stocktakes import RoomCount


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
