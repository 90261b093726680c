"""A list of tags that was handed in for the wrong room is taken back, and may be counted after all: it is kept and
shown either way, and whoever takes it back is named."""

from datetime import datetime

from sqlalchemy.orm import Session

from inventory.actions.campaign.stocktakes import stocktake_for
from inventory.actions.counting.list_counting import walk_ids
from inventory.actions.counting.lists import ListId, the_list
from inventory.actions.counting.walks_taken_back import mark_walks
from inventory.actions.proof.journal import record
from inventory.campaign import Step
from inventory.ids import SchoolId, StockTakeId
from inventory.store.lists import TagList


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
    school, stocktake = SchoolId(kept.school_id), StockTakeId(kept.stocktake_id)
    mark_walks(session, school, stocktake, walk_ids(session, kept), taken_back=kept.taken_back_at is not None)


def _facts(kept: TagList) -> dict[str, str]:
    return {"filename": kept.filename, "room": kept.room_code, "sha256": kept.sha256}
