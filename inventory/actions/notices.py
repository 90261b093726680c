"""Where notices of alarms go, and the outbox they wait in until they have arrived."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from inventory.ids import SchoolId, new_id
from inventory.store.alarms import AlarmRow, NoticeRow, TargetRow


def queue_notices(session: Session, school: SchoolId, alarms: Sequence[AlarmRow], *, at: datetime) -> None:
    """A notice of each alarm to each target that wants its kind, not before it may be told."""
    if not alarms:
        return
    in_use = (TargetRow.school_id == school, TargetRow.removed_at.is_(None))
    targets = session.scalars(select(TargetRow).where(*in_use).order_by(TargetRow.id)).all()
    rows = [
        _notice(school, target.id, alarm.id, at, alarm.held_until or at)
        for alarm in alarms
        for target in targets
        if alarm.kind in target.kinds
    ]
    if rows:
        session.execute(insert(NoticeRow), rows)


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
