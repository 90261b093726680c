"""Walks handed in when counting was over: kept and shown, and counted only once a named person takes them in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import touch
from inventory.actions.campaign.stocktakes import stocktake_for
from inventory.actions.proof.journal import record
from inventory.campaign import Step
from inventory.errors import NotFound
from inventory.ids import PassId, SchoolId, StockTakeId
from inventory.store.sightings import Sighting
from inventory.store.stocktakes import HandTick, Pass, RoomCount


@dataclass(frozen=True, slots=True)
class LateWalk:
    """A walk that came late: who, with what, when, through which room, and how much it holds."""

    id: PassId
    room: str
    room_name: str
    counted_by: str
    device: str
    started_at: datetime
    received_at: datetime
    tags: int
    ticks: int


def late_walks(session: Session, school: SchoolId, stocktake: StockTakeId) -> list[LateWalk]:
    """Every walk that waits to be taken in, the first handed in first."""
    tags = (
        select(func.count(func.distinct(Sighting.tag)))
        .where(Sighting.school_id == Pass.school_id, Sighting.pass_id == Pass.id)
        .scalar_subquery()
    )
    ticks = (
        select(func.count(HandTick.id))
        .where(HandTick.school_id == Pass.school_id, HandTick.pass_id == Pass.id)
        .scalar_subquery()
    )
    same_room = and_(
        RoomCount.school_id == Pass.school_id,
        RoomCount.stocktake_id == Pass.stocktake_id,
        RoomCount.room_id == Pass.room_id,
    )
    rows = session.execute(
        select(Pass, RoomCount.code, RoomCount.name, tags, ticks)
        .join(RoomCount, same_room)
        .where(Pass.school_id == school, Pass.stocktake_id == stocktake, Pass.late, ~Pass.taken_back)
        .order_by(Pass.received_at, Pass.id)
    )
    return [
        LateWalk(
            PassId(walk.id),
            code,
            name,
            walk.counted_by,
            walk.device,
            walk.started_at,
            walk.received_at,
            heard,
            ticked,
        )
        for walk, code, name, heard, ticked in rows
    ]


def take_in(
    session: Session, school: SchoolId, stocktake: StockTakeId, walk: PassId, *, by: str, at: datetime
) -> None:
    """From now on the walk counts like any other; again changes nothing.

    Raises `NotFound`, and as `stocktake_for`, for TAKE_IN.
    """
    stocktake_for(session, school, stocktake, Step.TAKE_IN)
    found = session.get(Pass, (school, walk), populate_existing=True)
    if found is None or found.stocktake_id != stocktake:
        raise NotFound(kind="pass", name=walk)
    if found.late:
        found.late, found.evidence = False, touch(session, school, stocktake)
        facts = {"walk": str(walk), "counted by": found.counted_by}
        record(session, school, at=at, by=by, what="late walk taken in", subject=stocktake, facts=facts)
