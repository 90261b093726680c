"""Renewing a loan: a later day is agreed on, with a reason; the first day stays readable."""

from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from inventory.actions.documents.approving import WhyNot, the_slip_row
from inventory.actions.documents.movements import Occasion
from inventory.actions.proof.journal import record
from inventory.errors import InventoryError
from inventory.ids import SchoolId, SlipId
from inventory.kinds import KINDS
from inventory.slip_papers import Renewed
from inventory.slips import LIVE, SlipStatus
from inventory.store.slips import Renewal, SlipRow


class NoRenewal(InventoryError):
    """A document that has no day to come back by, or is over."""

    text = "Nothing of this document has to come back by a day, so there is nothing to renew."


class NotLater(InventoryError):
    """The new day is not after the one that holds."""

    text = "The new day has to be after {day}."


def renew(session: Session, school: SchoolId, slip: SlipId, due_on: date, occasion: Occasion) -> None:
    """From now on the things are due on the new day. Raises `NotFound`, `NoRenewal`, `NotLater`, `WhyNot`."""
    row = the_slip_row(session, school, slip)
    if KINDS[row.kind].due is None or row.due_on is None or SlipStatus(row.status) not in LIVE:
        raise NoRenewal
    before = renewals_of(session, school, slip)
    holds = before[-1].due_on if before else row.due_on
    if due_on <= holds:
        raise NotLater(day=holds)
    if not occasion.reason.strip():
        raise WhyNot
    session.add(
        Renewal(
            school_id=school,
            slip_id=slip,
            number=len(before) + 1,
            due_on=due_on,
            by=occasion.by,
            at=occasion.at,
            reason=occasion.reason,
        )
    )
    facts = {"from": holds.isoformat(), "to": due_on.isoformat()}
    record(
        session,
        school,
        at=occasion.at,
        by=occasion.by,
        what="document renewed",
        subject=slip,
        facts=facts,
        reason=occasion.reason,
    )


def renewals_of(session: Session, school: SchoolId, slip: SlipId) -> tuple[Renewed, ...]:
    """The later days, the first agreed on first."""
    its = (Renewal.school_id == school, Renewal.slip_id == slip)
    rows = session.scalars(select(Renewal).where(*its).order_by(Renewal.number))
    return tuple(Renewed(row.due_on, row.by, row.at, row.reason) for row in rows)


def due_now() -> ColumnElement[date | None]:
    """For a statement over slips: the day that holds for each, None for one that names none."""
    latest = (
        select(Renewal.due_on)
        .where(Renewal.school_id == SlipRow.school_id, Renewal.slip_id == SlipRow.id)
        .order_by(Renewal.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(latest, SlipRow.due_on)
