"""Finding what somebody has to do about slips, in so many statements, however many slips there are."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from inventory.actions.documents.document_list import slips_told
from inventory.actions.documents.renewing import due_now
from inventory.actions.documents.reversing import undone
from inventory.actions.documents.routes import delegations_of
from inventory.approvals import Level, Signer
from inventory.document_list import ListedDocument
from inventory.ids import SchoolId, SlipId
from inventory.kinds import KINDS
from inventory.my_tasks import Duty, Me, Told, Waiting, Want, duties
from inventory.slips import LIVE, SlipStatus
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.slips import Signature, SlipLine, SlipRow

REMEMBERED = timedelta(days=30)
"""How long a rejection is told to who asked."""


def duties_of(
    session: Session, school: SchoolId, signer: Signer, person: UUID | None, today: date, now: datetime
) -> list[Duty]:
    """What they have to do, or should know, sort by sort, what waits the longest first."""
    me = Me(signer, person, delegations_of(session, school))
    rejected = _rejected(session, school, signer.account, now - REMEMBERED)
    return [*duties(_waiting(session, school), me, today), *rejected]


def told_duties(session: Session, school: SchoolId, some: Sequence[Duty], today: date) -> list[Told]:
    """The duties with what there is to say of their documents."""
    documents: dict[UUID, ListedDocument] = {}
    for ids in in_parts(list({duty.slip for duty in some})):
        documents |= slips_told(session, school, ids, today)
    return [Told(duty, documents[duty.slip]) for duty in some]


def _waiting(session: Session, school: SchoolId) -> Iterator[Waiting]:
    """Every slip that is not over."""
    signed, taken = _signed(session, school), _taken(session, school)
    columns = (SlipRow.id, SlipRow.kind, SlipRow.status, SlipRow.asked_by, SlipRow.asked_at, SlipRow.levels)
    rows = session.execute(
        select(*columns, SlipRow.asker_may, SlipRow.person_id, Room.keeper_id, due_now().label("due_on"))
        .outerjoin(Room, and_(Room.school_id == school, Room.id == SlipRow.room_id))
        .where(SlipRow.school_id == school, SlipRow.status.in_(LIVE))
    )
    for row in rows:
        count, since = signed.get(row.id, (0, row.asked_at))
        asked = row.status == SlipStatus.ASKED
        yield Waiting(
            SlipId(row.id),
            KINDS[row.kind],
            row.asked_by,
            since,
            Level.of(row.levels[count]) if asked else None,
            row.asker_may,
            row.person_id or row.keeper_id,
            row.person_id,
            row.due_on,
            {each: (things, at or since) for each, things, at in taken.get(row.id, ())},
        )


def _in(school: SchoolId, *status: SlipStatus) -> Select[UUID]:
    return select(SlipRow.id).where(SlipRow.school_id == school, SlipRow.status.in_(status))


def _signed(session: Session, school: SchoolId) -> dict[UUID, tuple[int, datetime]]:
    """How many signatures each has, and when the last was given."""
    rows = session.execute(
        select(Signature.slip_id, func.count(), func.max(Signature.at))
        .where(Signature.school_id == school, Signature.slip_id.in_(_in(school, *LIVE)))
        .group_by(Signature.slip_id)
    )
    return {slip: (count, at) for slip, count, at in rows}


def _taken(session: Session, school: SchoolId) -> dict[UUID, list[tuple[int, int, datetime | None]]]:
    """Of each slip how many things have gone through how many stages, and when the last of them did."""
    moved = (
        select(MovementRow.slip_id, func.count().label("stages"), func.max(MovementRow.made_at).label("at"))
        .join(MovementLine, and_(MovementLine.school_id == school, MovementLine.movement_id == MovementRow.id))
        .where(MovementRow.school_id == school, MovementRow.slip_id.in_(_in(school, SlipStatus.UNDER_WAY)))
        .where(MovementRow.id.not_in(undone(school)))
        .group_by(MovementRow.slip_id, MovementLine.item_id)
        .subquery()
    )
    its = moved.c
    found: dict[UUID, list[tuple[int, int, datetime | None]]] = {}
    rows = select(its.slip_id, its.stages, func.count(), func.max(its.at)).group_by(its.slip_id, its.stages)
    for slip, stages, things, at in session.execute(rows.order_by(its.stages)):
        found.setdefault(slip, []).append((stages, things, at))
    all_of = (
        select(SlipLine.slip_id, func.count())
        .where(
            SlipLine.school_id == school,
            SlipLine.slip_id.in_(_in(school, SlipStatus.READY, SlipStatus.UNDER_WAY)),
        )
        .group_by(SlipLine.slip_id)
    )
    for slip, things in session.execute(all_of):
        left = things - sum(count for _, count, _ in found.get(slip, ()))
        if left:
            found.setdefault(slip, []).insert(0, (0, left, None))
    return found


def _rejected(session: Session, school: SchoolId, account: str, since: datetime) -> list[Duty]:
    rows = session.execute(
        select(Signature, SlipRow.levels)
        .join(SlipRow, and_(SlipRow.school_id == school, SlipRow.id == Signature.slip_id))
        .where(Signature.school_id == school, ~Signature.approved, Signature.at >= since)
        .where(SlipRow.asked_by == account, SlipRow.status == SlipStatus.REJECTED.value)
        .order_by(Signature.at.desc())
    )
    return [
        Duty(
            Want.REJECTED,
            SlipId(no.slip_id),
            levels[no.level]["name"],
            no.at,
            name=no.by,
            reason=no.reason,
        )
        for no, levels in rows
    ]
