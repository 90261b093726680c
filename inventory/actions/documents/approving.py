"""Signing slips, level by level: a yes leads to the next level or lets it take effect, a no ends it."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.documents.routes import delegations_of
from inventory.actions.proof.journal import record
from inventory.actions.proof.sealing import sealed_signatures
from inventory.actions.school.schools import lock_school
from inventory.approvals import Level, Signer, Signing, signs_for
from inventory.errors import InventoryError, NotFound
from inventory.ids import SchoolId, SlipId
from inventory.slips import SlipStatus
from inventory.store.movements import MovementRow
from inventory.store.slips import Signature, SlipRow


class AlreadySigned(InventoryError):
    """Two people decide the same level; the first one counts."""

    text = "{name} has decided this already."


class NotAsked(InventoryError):
    """A signature on a slip that waits for none, or not for this one."""

    text = "This document does not wait for this signature now. Look at it again."


class WhyNot(InventoryError):
    """A no, a withdrawal or a cancellation without a reason."""

    text = "Say why."


class NotYourSlip(InventoryError):
    """Somebody withdraws what another has asked for."""

    text = "Only {name}, who wrote this document, or a manager may do that."


def sign(
    session: Session,
    school: SchoolId,
    slip: SlipId,
    level: int,
    *,
    approved: bool,
    signer: Signer,
    reason: str,
    at: datetime,
    zone: tzinfo = UTC,
) -> SlipStatus:
    """Decides this level (from 0) of the slip; the status it has then.

    Raises `NotFound`, `AlreadySigned`, `NotAsked`, `NotYours`, `OwnSlip`, and `WhyNot` for a no without a reason.
    """
    row = the_slip_row(session, school, slip)
    signatures = signatures_of(session, school, slip)
    if level < len(signatures):
        raise AlreadySigned(name=signatures[level].by)
    if row.status != SlipStatus.ASKED or level != len(signatures):
        raise NotAsked
    if not approved and not reason.strip():
        raise WhyNot
    signing = Signing(row.asked_by, at.astimezone(zone).date(), delegations_of(session, school), row.asker_may)
    name = signs_for(Level.of(row.levels[level]), signer, signing)
    session.add(
        Signature(
            school_id=school,
            slip_id=slip,
            level=level,
            approved=approved,
            by=signer.account,
            on_behalf_of=name if name != signer.account else "",
            at=at,
            reason=reason,
        )
    )
    if not approved:
        row.status = SlipStatus.REJECTED.value
    elif level + 1 == len(row.levels):
        row.status = SlipStatus.READY.value
    *_, sealed = sealed_signatures(session, school, slip)
    facts = {
        "level": row.levels[level]["name"],
        "on_behalf_of": name if name != signer.account else "",
        "digest": sealed.digest,
    }
    record(
        session,
        school,
        at=at,
        by=signer.account,
        what="document approved" if approved else "document rejected",
        subject=slip,
        facts=facts,
        reason=reason,
    )
    return SlipStatus(row.status)


def withdraw(
    session: Session, school: SchoolId, slip: SlipId, *, by: str, role: Role, reason: str, at: datetime
) -> None:
    """Takes back a slip nothing of which has taken effect. Raises `NotFound`, `NotAsked`, `NotYourSlip`, `WhyNot`."""
    row = the_slip_row(session, school, slip)
    if row.asked_by != by and role < Role.MANAGER:
        raise NotYourSlip(name=row.asked_by)
    if row.status not in (SlipStatus.ASKED, SlipStatus.READY) or _has_movements(session, school, slip):
        raise NotAsked
    if not reason.strip():
        raise WhyNot
    row.status = SlipStatus.WITHDRAWN.value
    record(session, school, at=at, by=by, what="document withdrawn", subject=slip, reason=reason)


def the_slip_row(session: Session, school: SchoolId, slip: SlipId) -> SlipRow:
    """The slip, which nobody else changes until the commit. Raises `NotFound`."""
    lock_school(session, school)
    row = session.get(SlipRow, (school, slip), populate_existing=True)
    if row is None:
        raise NotFound(kind="document", name=slip)
    return row


def signatures_of(session: Session, school: SchoolId, slip: SlipId) -> Sequence[Signature]:
    """The signatures so far, by level."""
    its = (Signature.school_id == school, Signature.slip_id == slip)
    return session.scalars(select(Signature).where(*its).order_by(Signature.level)).all()


def _has_movements(session: Session, school: SchoolId, slip: SlipId) -> bool:
    its = (MovementRow.school_id == school, MovementRow.slip_id == slip)
    return session.scalar(select(MovementRow.id).where(*its).limit(1)) is not None
