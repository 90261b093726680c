"""Saying that an errand is done: the thing was brought back, or looked for again."""

from collections.abc import Mapping, Set
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.decisions import decisions_about
from inventory.actions.campaign.revisions import touch_shown
from inventory.actions.campaign.stocktakes import the_stocktake
from inventory.actions.proof.journal import record
from inventory.actions.proof.sums import came
from inventory.campaign import Status
from inventory.decisions import Choice
from inventory.details import details_from_json
from inventory.errors import InventoryError
from inventory.ids import SchoolId, StockTakeId, new_id
from inventory.store.stocktakes import Decision, StockTake
from inventory.store.tasks import TaskMark
from inventory.tasks import Marked, errands_in


class NoTask(InventoryError):
    """There is no such errand, or not any more."""

    text = "This is no task any more: it was decided otherwise, or the stock-take is over. Look at the list again."


def mark_task(
    session: Session, school: SchoolId, stocktake: StockTakeId, subject: str, *, done: bool, by: str, at: datetime
) -> None:
    """Says that the errand of the finding is done, or that it is not. Saying it again changes nothing.

    Raises `NotFound` for the stock-take, `NoTask` if nobody has to do anything about the finding now.
    """
    status = Status(the_stocktake(session, school, stocktake, lock=True).status)
    newest = next(iter(decisions_about(session, school, stocktake, subject)), None)
    if newest is None or newest.choice not in errands_in(status):
        raise NoTask
    if (subject in marked_tasks(session, school, stocktake)) == done:
        return
    mark = TaskMark(
        school_id=school,
        id=new_id(),
        stocktake_id=stocktake,
        subject=subject,
        decision=newest.number,
        number=1 + _marks(session, school, stocktake, subject),
        done=done,
        marked_by=by,
        marked_at=at,
    )
    session.add(mark)
    came(session, school, TaskMark, TaskMark.id == mark.id)
    touch_shown(session, school, stocktake)
    record(
        session,
        school,
        at=at,
        by=by,
        what="task done" if done else "task not done after all",
        subject=stocktake,
        facts={"subject": subject, "decision": newest.choice.value},
    )


def marked_tasks(session: Session, school: SchoolId, stocktake: StockTakeId) -> Mapping[str, Marked]:
    """Who said when that an errand is done, by the subject of its decision; only where that still counts."""
    newest = (
        select(Decision.subject, func.max(Decision.number).label("number"))
        .where(Decision.school_id == school, Decision.stocktake_id == stocktake)
        .group_by(Decision.subject)
        .subquery()
    )
    rows = session.scalars(
        select(TaskMark)
        .join(newest, and_(newest.c.subject == TaskMark.subject, newest.c.number == TaskMark.decision))
        .where(TaskMark.school_id == school, TaskMark.stocktake_id == stocktake)
        .order_by(TaskMark.number)  # of one subject the newest comes last
    )
    last = {row.subject: row for row in rows}
    return {subject: Marked(row.marked_by, row.marked_at) for subject, row in last.items() if row.done}


def stocktakes_asking(session: Session, school: SchoolId, names: Set[str]) -> list[StockTakeId]:
    """The stock-takes that are not archived and have asked one of these people to bring something back."""
    asked = session.execute(
        select(Decision.stocktake_id, Decision.details)
        .join(StockTake, and_(StockTake.school_id == school, StockTake.id == Decision.stocktake_id))
        .where(Decision.school_id == school, Decision.decision == Choice.BRING_BACK.value)
        .where(StockTake.status.in_([status.value for status in Status if errands_in(status)]))
    )
    return sorted({StockTakeId(its) for its, details in asked if details_from_json(details).person in names})


def _marks(session: Session, school: SchoolId, stocktake: StockTakeId, subject: str) -> int:
    """How often something was said of this subject's errands."""
    its = (TaskMark.school_id == school, TaskMark.stocktake_id == stocktake, TaskMark.subject == subject)
    return session.scalar(select(func.count()).select_from(TaskMark).where(*its)) or 0
