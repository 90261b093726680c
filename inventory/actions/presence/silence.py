"""Things that fixed readers have not heard for long."""

from datetime import datetime, timedelta, tzinfo

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from inventory.actions.presence.alarms import raise_alarms, rules_now
from inventory.actions.school.schools import lock_school
from inventory.alarms import AlarmKind, Case
from inventory.ids import ItemId, RoomId, SchoolId
from inventory.register import ItemState
from inventory.store.presence import PresenceRow
from inventory.store.register import Item
from inventory.store.schools import School

HERE = (ItemState.IN_USE.value, ItemState.IDLE.value)
"""What the books say of a thing that should be heard where it is."""


def tell_of_silence(session: Session, *, at: datetime, zone: tzinfo) -> None:
    """Raises an alarm for what was silent for longer than the rules of its school let it, in every school."""
    for found in session.scalars(select(School.id).order_by(School.id)).all():
        school = SchoolId(found)
        rules = rules_now(session, school, at)
        if rules.unseen_days:
            lock_school(session, school)
            cases = _silent(session, school, at - timedelta(days=rules.unseen_days), at)
            raise_alarms(session, school, cases, rules, at=at, zone=zone)


def _silent(session: Session, school: SchoolId, latest: datetime, at: datetime) -> list[Case]:
    """What a reader that stays in a room heard last, before that moment, and that is not away or gone."""
    rows = session.execute(
        select(PresenceRow.item_id, PresenceRow.heard_at, PresenceRow.room_id)
        .join(Item, and_(Item.school_id == school, Item.id == PresenceRow.item_id))
        .where(PresenceRow.school_id == school, PresenceRow.heard_at < latest, Item.state.in_(HERE))
        .where(PresenceRow.pass_id.is_(None), PresenceRow.room_id.is_not(None))
    )
    return [Case(AlarmKind.UNSEEN, ItemId(item), heard, at, RoomId(room)) for item, heard, room in rows if room]
