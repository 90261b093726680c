"""Decisions about findings: each by a named person with a reason, never overwritten, the newest one counts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.decision_checks import completed
from inventory.actions.campaign.revisions import touch_shown
from inventory.actions.campaign.stocktakes import stocktake_for
from inventory.actions.proof.journal import record
from inventory.actions.proof.sums import came
from inventory.campaign import Step
from inventory.decisions import ONE_BY_ONE, Choice, Decided, decided_upon, fitting, kept
from inventory.details import Details, details_from_json
from inventory.errors import InventoryError
from inventory.ids import SchoolId, StockTakeId, new_id
from inventory.standing import Line
from inventory.store.parts import among
from inventory.store.stocktakes import Decision
from inventory.verdicts import subject_of


class DecisionDoesNotFit(InventoryError):
    """A decision that makes no sense for the finding."""

    text = "A finding that says {finding} cannot be decided as {decision}. Possible: {possible}."


class OneByOne(InventoryError):
    """A decision that names one thing was made about many."""

    text = "“{decision}” names one thing, so it is decided about one finding at a time."


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
    details: Details | None = None,
) -> None:
    """Records what was decided about one finding. Raises as `decide_all` does."""
    decide_all(session, school, stocktake, [line], choice, reason, by=by, at=at, details=details)


def decide_all(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    lines: Sequence[Line],
    choice: Choice,
    reason: str,
    *,
    by: str,
    at: datetime,
    details: Details | None = None,
) -> int:
    """Records the same decision about every one of the findings, or about none; says about how many.

    Raises `DecisionDoesNotFit`, `OneByOne`, `NotFound`, and what `stocktake_for` and `completed` raise.
    """
    stocktake_for(session, school, stocktake, Step.DECIDE)
    _refuse_misfits(lines, choice)
    whole = completed(session, school, stocktake, lines, choice, details or Details())
    numbers = _numbers(session, school, stocktake, lines)
    same = {"school_id": school, "stocktake_id": stocktake, "decided_by": by, "decided_at": at}
    rows = [
        same
        | {
            "id": new_id(),
            "subject": subject_of(line),
            "number": numbers.get(subject_of(line), 0) + 1,
            "decision": choice.value,
            "reason": reason,
            "details": kept(needed, line.kind, line.seen_room),
        }
        for line, needed in zip(lines, whole, strict=True)
    ]
    if rows:
        session.execute(insert(Decision), rows)
        came(session, school, Decision, among(session, Decision.id, [row["id"] for row in rows]))
        touch_shown(session, school, stocktake)
        _journal(session, school, stocktake, lines, choice, reason, by=by, at=at)
    return len(rows)


def _refuse_misfits(lines: Sequence[Line], choice: Choice) -> None:
    if choice in ONE_BY_ONE and len(lines) > 1:
        raise OneByOne(decision=choice.value)
    for line in lines:
        fits = fitting(line.kind, line.notes)
        if choice not in fits:
            possible = ", ".join(sorted(allowed.value for allowed in fits))
            raise DecisionDoesNotFit(finding=line.kind.value, decision=choice.value, possible=possible)


def _numbers(session: Session, school: SchoolId, stocktake: StockTakeId, lines: Sequence[Line]) -> Mapping[str, int]:
    """How many decisions there are about each subject so far."""
    so_far = (
        select(Decision.subject, func.max(Decision.number))
        .where(Decision.school_id == school, Decision.stocktake_id == stocktake)
        .group_by(Decision.subject)
    )
    if len(lines) == 1:
        so_far = so_far.where(Decision.subject == subject_of(lines[0]))
    return dict(session.execute(so_far).all())


def _journal(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    lines: Sequence[Line],
    choice: Choice,
    reason: str,
    *,
    by: str,
    at: datetime,
) -> None:
    """One entry, however many findings: of many it says how many and the SHA-256 of their subjects in order."""
    kinds = ", ".join(sorted({line.kind.value for line in lines}))
    facts = {"finding": kinds, "decision": choice.value}
    if len(lines) == 1:
        facts["subject"] = subject_of(lines[0])
    else:
        subjects = "\n".join(sorted(map(subject_of, lines)))
        facts |= {"count": str(len(lines)), "subjects": sha256(subjects.encode()).hexdigest()}
    record(session, school, at=at, by=by, what="finding decided", subject=stocktake, facts=facts, reason=reason)


def decided(session: Session, school: SchoolId, stocktake: StockTakeId) -> dict[str, Decided]:
    """The decision that counts for each subject; withdrawn ones are left out."""
    rows = session.execute(
        _decisions(school, stocktake).order_by(Decision.number)  # of one subject the newest comes last
    )
    newest = {row.subject: row for row in rows}
    return {subject: _decided(row) for subject, row in newest.items() if row.decision != Choice.WITHDRAWN.value}


def decisions_about(session: Session, school: SchoolId, stocktake: StockTakeId, subject: str) -> list[Decided]:
    """Every decision about one subject, the newest first."""
    rows = session.execute(
        _decisions(school, stocktake).where(Decision.subject == subject).order_by(Decision.number.desc())
    )
    return [_decided(row) for row in rows]


def _decisions(school: SchoolId, stocktake: StockTakeId) -> Any:
    return select(
        Decision.subject,
        Decision.number,
        Decision.decision,
        Decision.reason,
        Decision.decided_by,
        Decision.decided_at,
        Decision.details,
    ).where(Decision.school_id == school, Decision.stocktake_id == stocktake)


def _decided(row: Any) -> Decided:
    finding, room = decided_upon(row.details)
    details = details_from_json(row.details)
    return Decided(
        Choice(row.decision), row.reason, row.decided_by, row.decided_at, row.number, details, finding, room
    )
