"""The two steps that only change the state: counting ends and the findings are reviewed; a closed one is archived."""

from datetime import datetime

from sqlalchemy.orm import Session

from inventory.actions.campaign.recounts import end_recount
from inventory.actions.campaign.revisions import touch_shown
from inventory.actions.campaign.stocktakes import stocktake_for
from inventory.actions.counting.passes import end_walks
from inventory.actions.proof.journal import record
from inventory.campaign import Status, Step
from inventory.ids import SchoolId, StockTakeId


def begin_review(session: Session, school: SchoolId, stocktake: StockTakeId, *, by: str, at: datetime) -> None:
    """Ends every walk under way; from now on nobody counts. Raises as `stocktake_for`, for REVIEW."""
    end_walks(session, school, stocktake, at=at)
    stocktake_for(session, school, stocktake, Step.REVIEW).status = Status.REVIEW.value
    end_recount(session, school, stocktake)
    touch_shown(session, school, stocktake)
    record(session, school, at=at, by=by, what="stock-take under review", subject=stocktake)


def archive(session: Session, school: SchoolId, stocktake: StockTakeId, *, by: str, at: datetime) -> None:
    """Puts a closed stock-take away for good: it can be read, and nothing else. Raises as `stocktake_for`."""
    stocktake_for(session, school, stocktake, Step.ARCHIVE).status = Status.ARCHIVED.value
    touch_shown(session, school, stocktake)
    record(session, school, at=at, by=by, what="stock-take archived", subject=stocktake)
