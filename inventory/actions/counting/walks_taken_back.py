"""Walks that count for nothing because they were handed in by mistake, most often for the wrong room.

Nothing of them is deleted: they are kept and shown, whoever takes one back is named and says why, and it may count
after all.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import touch
from inventory.actions.campaign.stocktakes import room_count, stocktake_for
from inventory.actions.counting.list_counting import walks_of_lists
from inventory.actions.presence.following import follow_anew
from inventory.actions.proof.journal import record
from inventory.campaign import Step
from inventory.errors import InventoryError, NotFound
from inventory.ids import PassId, SchoolId, StockTakeId
from inventory.makers import makers
from inventory.store.sightings import Sighting
from inventory.store.stocktakes import HandTick, Pass, RoomCount
from inventory.ticking import list_by_hand


class NotTheirWalk(InventoryError):
    """Who counts takes back their own walks only."""

    text = "This walk was made by {counted_by}, who can take it back; a manager can as well."


class NotHandedIn(InventoryError):
    """Walks of readers end by themselves, ticks and lists are taken back as such."""

    text = "Only a walk that was handed in whole is taken back. Ticks and lists are taken back where they stand."


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk that was handed in whole: who made it, with what, when, and how many tags and ticks it holds."""

    id: PassId
    counted_by: str
    device: str
    started_at: datetime
    tags: int
    ticks: int
    late: bool
    taken_back: bool


def walks_handed_in(session: Session, school: SchoolId, stocktake: StockTakeId, code: str) -> tuple[Walk, ...]:
    """The walks through the room of that code which may be taken back or were, the first begun first."""
    room = room_count(session, school, stocktake, code)
    of_this = (Pass.school_id == school, Pass.stocktake_id == stocktake, Pass.room_id == room.room_id)
    of_lists = walks_of_lists(session, school, stocktake, code)
    tags = select(func.count(func.distinct(Sighting.tag))).where(
        Sighting.school_id == Pass.school_id, Sighting.pass_id == Pass.id
    )
    ticks = select(func.count()).where(
        HandTick.school_id == Pass.school_id, HandTick.pass_id == Pass.id, HandTick.retracts.is_(None)
    )
    rows = session.execute(
        select(Pass, tags.scalar_subquery(), ticks.scalar_subquery())
        .where(*of_this, Pass.station_id.is_(None))
        .order_by(Pass.started_at, Pass.id)
    )
    return tuple(
        _told(walk, heard, ticked) for walk, heard, ticked in rows if _whole(walk) and walk.id not in of_lists
    )


def turn_walk(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    walk: PassId,
    step: Step,
    *,
    taken_back: bool,
    anyones: bool,
    reason: str,
    by: str,
    at: datetime,
) -> None:
    """Takes the walk back, so that its room waits again if nobody else walked it, or counts it after all.

    Doing so again changes nothing. What was written because of the walk, such as the arrival of a transfer, stands
    until its document is taken back. Raises `NotFound`, `NotHandedIn`, `NotTheirWalk` unless they may turn `anyones`,
    and as `stocktake_for`, for the `step`: COUNT while rooms are walked, TAKE_IN until the close.
    """
    stocktake_for(session, school, stocktake, step)
    found = session.get(Pass, (school, walk), populate_existing=True)
    if found is None or found.stocktake_id != stocktake:
        raise NotFound(kind="pass", name=walk)
    code = session.get_one(RoomCount, (school, stocktake, found.room_id)).code
    if not _whole(found) or walk in walks_of_lists(session, school, stocktake, code):
        raise NotHandedIn
    if not anyones and by not in makers(found.counted_by):
        raise NotTheirWalk(counted_by=found.counted_by)
    if found.taken_back is taken_back:
        return
    mark_walks(session, school, stocktake, [walk], taken_back=taken_back)
    facts = {"walk": str(walk), "room": code, "counted by": found.counted_by, "device": found.device}
    record(
        session,
        school,
        at=at,
        by=by,
        what="walk taken back" if taken_back else "walk counted after all",
        subject=stocktake,
        facts=facts,
        reason=reason,
    )


def mark_walks(
    session: Session, school: SchoolId, stocktake: StockTakeId, walks: Collection[PassId], *, taken_back: bool
) -> None:
    """They count no more, or after all; rooms that are called finished though nobody walked them now wait again."""
    these = (Pass.school_id == school, Pass.id.in_(walks))
    evidence = touch(session, school, stocktake)
    session.execute(update(Pass).where(*these).values(taken_back=taken_back, evidence=evidence))
    if taken_back:
        its = select(Pass.room_id).where(*these)
        walked = exists().where(
            Pass.school_id == RoomCount.school_id,
            Pass.stocktake_id == RoomCount.stocktake_id,
            Pass.room_id == RoomCount.room_id,
            Pass.counts(),
        )
        rooms = (RoomCount.school_id == school, RoomCount.stocktake_id == stocktake, RoomCount.room_id.in_(its))
        unwalked = update(RoomCount).where(*rooms, ~walked)
        session.execute(unwalked.values(completed_at=None, completed_by=None, counted_at=None))
    follow_anew(session, school, walks)


def _whole(walk: Pass) -> bool:
    """Whether it was handed in by a page or a program, and is no walk of a reader or of somebody who only ticked."""
    return walk.station_id is None and list_by_hand(walk.device) is None


def _told(walk: Pass, tags: int, ticks: int) -> Walk:
    return Walk(
        PassId(walk.id), walk.counted_by, walk.device, walk.started_at, tags, ticks, walk.late, walk.taken_back
    )
