"""Closing a stock-take: every finding is frozen as it stands; and opening it again, which is an entry of its own."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from inventory.actions.carrying_out import carry_out, take_back
from inventory.actions.journal import record
from inventory.actions.passes import end_walks
from inventory.actions.recounts import end_recount
from inventory.actions.revisions import touch, touch_open_stocktakes
from inventory.actions.standing import standing
from inventory.actions.stocktakes import stocktake_for
from inventory.campaign import Status, Step
from inventory.digest import digest_of
from inventory.frozen import line_to_json
from inventory.ids import SchoolId, StockTakeId, new_id
from inventory.standing import Line
from inventory.store.closings import Closing
from inventory.store.stocktakes import FindingRow, StockTake


def close_stocktake(session: Session, school: SchoolId, stocktake: StockTakeId, *, by: str, at: datetime) -> None:
    """Ends the walks, freezes every finding as it stands, and carries out what was decided.

    What comes later is kept, and changes nothing here any more. Raises as `stocktake_for`, for CLOSE.
    """
    end_walks(session, school, stocktake, at=at)
    touch_open_stocktakes(session, school)  # what is carried out changes the register others are held against
    found = stocktake_for(session, school, stocktake, Step.CLOSE)
    end_recount(session, school, stocktake)
    lines = standing(session, school, stocktake).lines
    digest = digest_of(lines)
    _mark_closed(found, by=by, at=at)
    _freeze(session, found, lines)
    session.add(
        Closing(
            school_id=school,
            id=new_id(),
            stocktake_id=stocktake,
            number=found.closing,
            digest=digest,
            closed_by=by,
            closed_at=at,
            reopened_by=None,
            reopened_at=None,
            reason="",
        )
    )
    session.flush()
    facts = {"closing": str(found.closing), "digest": digest}
    record(session, school, at=at, by=by, what="stock-take closed", subject=stocktake, facts=facts)
    carry_out(session, school, stocktake, found.closing, lines, by=by, at=at)


def _mark_closed(found: StockTake, *, by: str, at: datetime) -> None:
    found.status = Status.CLOSED.value
    found.closed_by, found.closed_at = by, at
    found.closing += 1
    found.revision += 1


def _freeze(session: Session, found: StockTake, lines: Sequence[Line]) -> None:
    same = {"school_id": found.school_id, "stocktake_id": found.id, "closing": found.closing}
    rows = [
        same | {"id": new_id(), "place": place, "kind": line.kind.value, "line": line_to_json(line)}
        for place, line in enumerate(lines)
    ]
    if rows:
        session.execute(insert(FindingRow), rows)


def reopen_stocktake(
    session: Session, school: SchoolId, stocktake: StockTakeId, reason: str, *, by: str, at: datetime
) -> None:
    """Takes the last closing back with its documents and leads to the review; what it froze stays readable.

    Raises `ThingWentOn` if a thing has moved on since, and as `stocktake_for`, for REOPEN.
    """
    touch_open_stocktakes(session, school)
    found = stocktake_for(session, school, stocktake, Step.REOPEN)
    closing = session.scalar(
        select(Closing).where(
            Closing.school_id == school, Closing.stocktake_id == stocktake, Closing.number == found.closing
        )
    )
    take_back(session, school, stocktake, found.closing, by=by, at=at, reason=reason)
    if closing is not None:  # none was written by the versions that could not reopen
        closing.reopened_by, closing.reopened_at, closing.reason = by, at, reason
    found.status = Status.REVIEW.value
    found.closed_by = found.closed_at = None
    session.flush()
    touch(session, school, stocktake)
    facts = {"closing": str(found.closing)}
    record(session, school, at=at, by=by, what="stock-take reopened", subject=stocktake, facts=facts, reason=reason)
