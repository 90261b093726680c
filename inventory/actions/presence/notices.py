"""Where notices of alarms go, and the outbox they wait in until they have arrived.

A notice is taken for a while, sent, and then told to be sent or not. Whoever dies in between leaves it in the outbox:
it may arrive twice, and is never lost.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, insert, select
from sqlalchemy.orm import Session

from inventory.actions.presence.alarm_list import the_alarms
from inventory.actions.proof.journal import record
from inventory.alarms import AlarmKind
from inventory.errors import NotFound
from inventory.ids import SchoolId, new_id
from inventory.notices import Notice, checked_address, shown_address, wait_after
from inventory.store.alarms import AlarmRow, NoticeRow, TargetRow
from inventory.store.schools import School

TAKEN_FOR = timedelta(minutes=2)
"""After this a notice that was taken and not told of is sent again."""


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody who is told of alarms of these kinds; of the address only what may be shown."""

    id: UUID
    name: str
    address: str
    kinds: tuple[AlarmKind, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a notice: to whom, how often it was tried, and what went wrong last."""

    id: UUID
    target: str
    trial: bool
    made_at: datetime
    due_at: datetime
    tries: int
    sent_at: datetime | None
    gave_up_at: datetime | None
    error: str


def add_target(
    session: Session, school: SchoolId, name: str, url: str, kinds: Sequence[AlarmKind], *, by: str, at: datetime
) -> UUID:
    """From now on they are told of such alarms. Raises `NotAnAddress`."""
    row = TargetRow(school_id=school, id=new_id(), name=name, url=checked_address(url), made_by=by, made_at=at)
    row.kinds, row.removed_at = [kind.value for kind in kinds], None
    session.add(row)
    session.flush()
    facts = {"name": name, "address": shown_address(row.url), "kinds": ", ".join(row.kinds)}
    record(session, school, at=at, by=by, what="notice target added", subject=row.id, facts=facts)
    return row.id


def remove_target(session: Session, school: SchoolId, target: UUID, *, by: str, at: datetime) -> None:
    """They are told of nothing any more, and the address is forgotten. Raises `NotFound`."""
    row = _target(session, school, target)
    row.removed_at, row.url = at, ""
    record(session, school, at=at, by=by, what="notice target removed", subject=target, facts={"name": row.name})


def try_target(session: Session, school: SchoolId, target: UUID, *, at: datetime) -> None:
    """Sends a notice about nothing, to see whether it arrives. Raises `NotFound`."""
    session.execute(insert(NoticeRow), [_notice(school, _target(session, school, target).id, None, at, at)])


def list_targets(session: Session, school: SchoolId) -> list[Target]:
    """Who is told, by name."""
    rows = session.scalars(select(TargetRow).where(*_in_use(school)).order_by(TargetRow.name, TargetRow.id))
    return [
        Target(row.id, row.name, shown_address(row.url), tuple(AlarmKind(kind) for kind in row.kinds)) for row in rows
    ]


def list_notices(session: Session, school: SchoolId, *, most: int) -> list[Sent]:
    """The newest, at most so many."""
    rows = session.execute(
        select(NoticeRow, TargetRow.name)
        .join(TargetRow, and_(TargetRow.school_id == school, TargetRow.id == NoticeRow.target_id))
        .where(NoticeRow.school_id == school)
        .order_by(NoticeRow.made_at.desc(), NoticeRow.id.desc())
        .limit(most)
    )
    return [
        Sent(
            id=row.id,
            target=name,
            trial=row.alarm_id is None,
            made_at=row.made_at,
            due_at=row.due_at,
            tries=row.tries,
            sent_at=row.sent_at,
            gave_up_at=row.gave_up_at,
            error=row.error,
        )
        for row, name in rows
    ]


def queue_notices(session: Session, school: SchoolId, alarms: Sequence[AlarmRow], *, at: datetime) -> None:
    """A notice of each alarm to each target that wants its kind, not before it may be told."""
    if not alarms:
        return
    targets = session.scalars(select(TargetRow).where(*_in_use(school)).order_by(TargetRow.id)).all()
    rows = [
        _notice(school, target.id, alarm.id, at, alarm.held_until or at)
        for alarm in alarms
        for target in targets
        if alarm.kind in target.kinds
    ]
    if rows:
        session.execute(insert(NoticeRow), rows)


def anything_due(
    session: Session, at: datetime, *, but: Collection[UUID] = (), crowded: Collection[SchoolId] = ()
) -> bool:
    """Whether a notice waits that is due, but to these targets and of these schools; cheap."""
    due = select(NoticeRow.id).where(*_waiting(at, but, crowded))
    return session.scalar(due.limit(1)) is not None


def take_due(
    session: Session,
    at: datetime,
    *,
    most: int,
    each: int | None = None,
    but: Collection[UUID] = (),
    crowded: Collection[SchoolId] = (),
) -> list[Notice]:
    """Notices of all schools that are due, taken so that nobody else sends them now. Those to nobody are given up.

    At most `each` of one school, none to the targets that are named by `but`, none of the `crowded` schools.
    """
    waiting = _waiting(at, but, crowded)
    nth = func.row_number().over(partition_by=NoticeRow.school_id, order_by=(NoticeRow.due_at, NoticeRow.id))
    ranked = select(NoticeRow.id, nth.label("nth")).where(*waiting).subquery()
    first = select(ranked.c.id).where(ranked.c.nth <= (each or most))
    rows = session.execute(
        select(NoticeRow, TargetRow.url, School.name)
        .join(TargetRow, and_(TargetRow.school_id == NoticeRow.school_id, TargetRow.id == NoticeRow.target_id))
        .join(School, School.id == NoticeRow.school_id)
        .where(*waiting, NoticeRow.id.in_(first))
        .order_by(NoticeRow.due_at, NoticeRow.id)
        .limit(most)
        .with_for_update(of=NoticeRow, skip_locked=True)
    ).all()
    by_school: dict[SchoolId, list[UUID]] = {}
    for row, _, _ in rows:
        if row.alarm_id:
            by_school.setdefault(SchoolId(row.school_id), []).append(row.alarm_id)
    alarms = {alarm.id: alarm for school, ids in by_school.items() for alarm in the_alarms(session, school, ids)}
    taken = []
    for row, url, name in rows:
        if not url:
            row.gave_up_at = at
            continue
        row.due_at, row.tries = at + TAKEN_FOR, row.tries + 1
        about = alarms[row.alarm_id] if row.alarm_id else None
        taken.append(Notice(SchoolId(row.school_id), name, row.id, row.target_id, url, about, row.tries))
    return taken


def told_of(session: Session, notice: Notice, error: str, *, at: datetime) -> None:
    """The notice has arrived (no `error`), or has not, and is sent again later or given up.

    One that was removed with its sample school meanwhile is nothing to anybody.
    """
    row = session.get(NoticeRow, (notice.school, notice.id), with_for_update=True)
    if row is None:
        return
    row.error = error
    wait = wait_after(notice.tries)
    if not error:
        row.sent_at = at
    elif wait is None:
        row.gave_up_at = at
    else:
        row.due_at = at + wait


def _target(session: Session, school: SchoolId, target: UUID) -> TargetRow:
    row = session.get(TargetRow, (school, target))
    if row is None or row.removed_at is not None:
        raise NotFound(kind="address", name=target)
    return row


def _in_use(school: SchoolId) -> tuple[ColumnElement[bool], ...]:
    return TargetRow.school_id == school, TargetRow.removed_at.is_(None)


def _waiting(at: datetime, but: Collection[UUID], crowded: Collection[SchoolId]) -> tuple[ColumnElement[bool], ...]:
    return (
        *(NoticeRow.sent_at.is_(None), NoticeRow.gave_up_at.is_(None), NoticeRow.due_at <= at),
        *(NoticeRow.target_id.not_in(list(but)), NoticeRow.school_id.not_in(list(crowded))),
    )


def _notice(school: SchoolId, target: UUID, alarm: UUID | None, at: datetime, due: datetime) -> dict[str, object]:
    return {
        "school_id": school,
        "id": new_id(),
        "target_id": target,
        "alarm_id": alarm,
        "made_at": at,
        "due_at": due,
        "tries": 0,
        "sent_at": None,
        "gave_up_at": None,
        "error": "",
    }
