"""Decisions about findings: each by a named person with a reason, never overwritten, the newest one counts."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inventory.actions.journal import record
from inventory.actions.revisions import touch_shown
from inventory.actions.stocktakes import counting
from inventory.decisions import ALLOWED, Choice
from inventory.errors import InventoryError
from inventory.findings import Kind
from inventory.ids import SchoolId, StockTakeId, new_id
from inventory.standing import Line
from inventory.store.stocktakes import Decision


class DecisionDoesNotFit(InventoryError):
    """A decision that makes no sense for the finding."""

    text = "A finding that says {finding} cannot be decided as {decision}. Possible: {possible}."


def subject_of(line: Line) -> str:
    """What a decision is about: the item, or the foreign tag."""
    return line.item.hex if line.item else str(line.tag)


def decide(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    line: Line,
    choice: Choice,
    reason: str,
    *,
    by: str,
    at: datetime,
) -> None:
    """Records what was decided about one finding. Raises `DecisionDoesNotFit`, `NotFound` or `StockTakeClosed`."""
    counting(session, school, stocktake)
    if choice not in ALLOWED[line.kind]:
        raise _misfit(line.kind, choice)
    subject = subject_of(line)
    before = (Decision.school_id == school, Decision.stocktake_id == stocktake, Decision.subject == subject)
    number = session.scalar(select(func.count()).select_from(Decision).where(*before)) or 0
    session.add(
        Decision(
            school_id=school,
            id=new_id(),
            stocktake_id=stocktake,
            subject=subject,
            number=number + 1,
            decision=choice.value,
            reason=reason,
            decided_by=by,
            decided_at=at,
        )
    )
    touch_shown(session, school, stocktake)
    facts = {"subject": subject, "finding": line.kind.value, "decision": choice.value}
    record(session, school, at=at, by=by, what="finding decided", subject=stocktake, facts=facts, reason=reason)


def decided(session: Session, school: SchoolId, stocktake: StockTakeId) -> dict[str, str]:
    """The decision that counts for each subject; withdrawn ones are left out."""
    rows = session.execute(
        select(Decision.subject, Decision.decision)
        .where(Decision.school_id == school, Decision.stocktake_id == stocktake)
        .order_by(Decision.number)
    )
    newest = dict(rows.all())
    return {subject: decision for subject, decision in newest.items() if decision != Choice.WITHDRAWN.value}


def _misfit(kind: Kind, choice: Choice) -> DecisionDoesNotFit:
    possible = ", ".join(sorted(allowed.value for allowed in ALLOWED[kind]))
    return DecisionDoesNotFit(finding=kind.value, decision=choice.value, possible=possible)
