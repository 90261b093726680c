"""Raising alarms, once an episode, and saying that somebody has seen to them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, tzinfo
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.presence.notices import queue_notices
from inventory.actions.proof.journal import record
from inventory.actions.school.schools import lock_school
from inventory.alarms import AlarmKind, Case, Rules, episode_is_over
from inventory.errors import InventoryError, NotFound
from inventory.ids import ItemId, SchoolId, new_id
from inventory.quiet_hours import QuietHours
from inventory.store.alarms import AlarmRow, RulesRow
from inventory.store.parts import in_parts


class AlreadyAcknowledged(InventoryError):
    """Two people see to one alarm."""

    text = "{by} has seen to this alarm already."


class ReasonForAlarm(InventoryError):
    """An alarm is laid aside without a word."""

    text = "Say what became of it."


def rules_now(session: Session, school: SchoolId, at: datetime) -> Rules:
    """The rules of that moment; before anybody set any, the usual ones."""
    row = session.scalar(
        select(RulesRow)
        .where(RulesRow.school_id == school, RulesRow.since <= at)
        .order_by(RulesRow.since.desc(), RulesRow.id.desc())
        .limit(1)
    )
    if row is None:
        return Rules()
    quiet = QuietHours(time.fromisoformat(row.quiet_from), time.fromisoformat(row.quiet_until))
    return Rules(
        row.elsewhere_minutes,
        row.unseen_days,
        row.episode_minutes,
        quiet if quiet.begin != quiet.end else None,
        row.gates_always,
    )


def set_rules(session: Session, school: SchoolId, rules: Rules, *, by: str, at: datetime) -> None:
    """From now on alarms are raised by these rules."""
    row = RulesRow(school_id=school, id=new_id(), since=at, made_by=by, gates_always=rules.gates_always)
    row.elsewhere_minutes, row.unseen_days = rules.elsewhere_minutes, rules.unseen_days
    row.episode_minutes = rules.episode_minutes
    quiet = rules.quiet or QuietHours(time(), time())
    row.quiet_from, row.quiet_until = quiet.begin.isoformat("minutes"), quiet.end.isoformat("minutes")
    session.add(row)
    facts = {
        "elsewhere": str(rules.elsewhere_minutes),
        "unseen": str(rules.unseen_days),
        "episode": str(rules.episode_minutes),
        "quiet": f"{row.quiet_from}-{row.quiet_until}",
        "gates always": str(rules.gates_always),
    }
    record(session, school, at=at, by=by, what="alarm rules set", subject=row.id, facts=facts)


def raise_alarms(
    session: Session, school: SchoolId, cases: Iterable[Case], rules: Rules, *, at: datetime, zone: tzinfo
) -> list[UUID]:
    """A new alarm for each case whose episode is a new one; the rest is folded in. The school must be locked."""
    told = sorted(cases, key=lambda case: (case.since, case.item))
    last = _last(session, school, told)
    new = []
    for case in told:
        known = last.get((case.item, case.kind))
        if known is None or episode_is_over(known.last_at, known.acknowledged_at is not None, case, rules):
            known = last[case.item, case.kind] = _alarm(session, school, case, rules, at, zone)
            new.append(known)
        elif case.at > known.last_at:
            _fold(known, case, at)
    session.flush()
    queue_notices(session, school, new, at=at)
    return [alarm.id for alarm in new]


def _last(session: Session, school: SchoolId, cases: Sequence[Case]) -> dict[tuple[ItemId, AlarmKind], AlarmRow]:
    items = sorted({case.item for case in cases})
    return {
        (ItemId(row.item_id), AlarmKind(row.kind)): row
        for some in in_parts(items)
        for row in session.scalars(
            select(AlarmRow)
            .where(AlarmRow.school_id == school, AlarmRow.item_id.in_(some))
            .order_by(AlarmRow.last_at, AlarmRow.id)
        )
    }


def _alarm(session: Session, school: SchoolId, case: Case, rules: Rules, at: datetime, zone: tzinfo) -> AlarmRow:
    row = AlarmRow(school_id=school, id=new_id(), kind=case.kind.value, item_id=case.item, times=1)
    row.room_id, row.gate_id = case.room, case.gate
    row.raised_at, row.last_at, row.changed_at = at, case.at, at
    row.held_until = rules.held_until(case.kind, at.astimezone(zone))
    row.acknowledged_by, row.acknowledged_at, row.reason = "", None, ""
    session.add(row)
    facts = {"kind": case.kind.value, "item": str(case.item), "since": case.since.isoformat()}
    record(session, school, at=at, by="", what="alarm raised", subject=row.id, facts=facts)
    return row


def _fold(known: AlarmRow, case: Case, at: datetime) -> None:
    """What happens once more is shown; what merely lasts is only remembered."""
    if case.since > known.last_at:
        known.times += 1
        known.changed_at = at
    known.last_at = case.at


def acknowledge(session: Session, school: SchoolId, alarm: UUID, *, by: str, reason: str, at: datetime) -> None:
    """Somebody has seen to it, and says what became of it.

    Raises `NotFound`, `ReasonForAlarm`, `AlreadyAcknowledged`.
    """
    if not reason.strip():
        raise ReasonForAlarm
    lock_school(session, school)
    row = session.get(AlarmRow, (school, alarm), populate_existing=True)
    if row is None:
        raise NotFound(kind="alarm", name=alarm)
    if row.acknowledged_at is not None:
        raise AlreadyAcknowledged(by=row.acknowledged_by)
    row.acknowledged_by, row.acknowledged_at, row.reason = by, at, reason.strip()
    row.changed_at = at
    record(session, school, at=at, by=by, what="alarm acknowledged", subject=alarm, reason=row.reason)
