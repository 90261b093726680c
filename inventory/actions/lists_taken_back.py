"""A list of tags that was handed in for the wrong room is taken back, and may be counted after all: it is kept and
shown either way, and whoever takes it back is named."""

from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from inventory.actions.following import follow_anew
from inventory.actions.journal import record
from inventory.actions.list_counting import walk_ids
from inventory.actions.lists import ListId, the_list
from inventory.actions.revisions import touch
from inventory.actions.stocktakes import stocktake_for
from inventory.campaign import Step
from inventory.ids import SchoolId, StockTakeId
from inventory.store.lists import TagList
from inventory.store.stocktakes import Pass, RoomCount


def take_back_list(
    session: Session, school: SchoolId, stocktake: StockTakeId, list_id: ListId, step: Step, *, by: str, at: datetime
) -> None:
    """The walks of a counted list count no more, and rooms nobody else walked wait again; again changes nothing.

    Raises `NotFound`, and as `stocktake_for`, for the `step`: COUNT while rooms are walked, TAKE_IN until the close.
    """
    stocktake_for(session, school, stocktake, step)
    kept = the_list(session, school, stocktake, list_id)
    if kept.counted_at is not None and kept.taken_back_at is None:
        kept.taken_back_by, kept.taken_back_at = by, at
        _mark_walks(session, kept)
        _open_unwalked_rooms(session, kept)
        facts = _facts(kept)
        record(session, school, at=at, by=by, what="list of tags taken back", subject=stocktake, facts=facts)


def count_list_after_all(
    session: Session, school: SchoolId, stocktake: StockTakeId, list_id: ListId, step: Step, *, by: str, at: datetime
) -> None:
    """The walks of a list that was taken back count again; again changes nothing. Raises as `take_back_list`."""
    stocktake_for(session, school, stocktake, step)
    kept = the_list(session, school, stocktake, list_id)
    if kept.taken_back_at is not None:
        kept.taken_back_by = kept.taken_back_at = None
        _mark_walks(session, kept)
        facts = _facts(kept)
        record(session, school, at=at, by=by, what="list of tags counted after all", subject=stocktake, facts=facts)


def _mark_walks(session: Session, kept: TagList) -> None:
    of_list = (Pass.school_id == kept.school_id, Pass.id.in_(walk_ids(session, kept)))
    session.execute(update(Pass).where(*of_list).values(taken_back=kept.taken_back_at is not None))
    touch(session, kept.school_id, StockTakeId(kept.stocktake_id))
    follow_anew(session, SchoolId(kept.school_id), walk_ids(session, kept))


def _open_unwalked_rooms(session: Session, kept: TagList) -> None:
    """Rooms of the list that are called finished though no walk through them counts any more."""
    its = select(Pass.room_id).where(Pass.school_id == kept.school_id, Pass.id.in_(walk_ids(session, kept)))
    walked = exists().where(
        Pass.school_id == RoomCount.school_id,
        Pass.stocktake_id == RoomCount.stocktake_id,
        Pass.room_id == RoomCount.room_id,
        Pass.counts(),
    )
    rooms = (RoomCount.school_id == kept.school_id, RoomCount.stocktake_id == kept.stocktake_id)
    unwalked = update(RoomCount).where(*rooms, RoomCount.room_id.in_(its), ~walked)
    session.execute(unwalked.values(completed_at=None, completed_by=None, counted_at=None))


def _facts(kept: TagList) -> dict[str, str]:
    return {"filename": kept.filename, "room": kept.room_code, "sha256": kept.sha256}
