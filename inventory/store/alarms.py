"""Alarms, the rules they are raised by, and the outbox of notices about them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from inventory.store.base import OfSchool, Table, within_school

_OPEN = text("acknowledged_at IS NULL")


class AlarmRow(OfSchool, Table):
    """One episode of one thing (`inventory.alarms.Alarm`). `times` counts what was folded into it, last at `last_at`.

    `room_id` is where it was heard, `gate_id` the gate it passed. Nobody is told before `held_until`.
    """

    __tablename__ = "alarm"
    __table_args__ = (
        Index(None, "school_id", "item_id", "kind"),
        Index(None, "school_id", "changed_at"),
        Index("ix_alarm_open", "school_id", "raised_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        within_school("item_id", "item"),
        within_school("room_id", "room"),
        within_school("gate_id", "gate"),
    )

    kind: Mapped[str]
    item_id: Mapped[UUID]
    room_id: Mapped[UUID | None]
    gate_id: Mapped[UUID | None]
    raised_at: Mapped[datetime]
    last_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    times: Mapped[int]
    held_until: Mapped[datetime | None]
    acknowledged_by: Mapped[str]
    acknowledged_at: Mapped[datetime | None]
    reason: Mapped[str]


class RulesRow(OfSchool, Table):
    """From when on alarms are raised how (`inventory.alarms.Rules`); the newest counts."""

    __tablename__ = "alarm_rules"
    __table_args__ = (Index(None, "school_id", "since"),)

    since: Mapped[datetime]
    elsewhere_minutes: Mapped[int]
    unseen_days: Mapped[int]
    episode_minutes: Mapped[int]
    quiet_from: Mapped[str]
    quiet_until: Mapped[str]
    gates_always: Mapped[bool]
    made_by: Mapped[str]


class TargetRow(OfSchool, Table):
    """Where notices go. `url` is a secret: it is shown only in part and written into no log."""

    __tablename__ = "notice_target"

    name: Mapped[str]
    url: Mapped[str]
    kinds: Mapped[list[str]]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


_WAITING = text("sent_at IS NULL AND gave_up_at IS NULL")


class NoticeRow(OfSchool, Table):
    """A notice on its way: about an alarm, or none to try the target. What went wrong last stays in `error`."""

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_waiting", "due_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index(None, "school_id", "made_at"),
        within_school("target_id", "notice_target"),
        within_school("alarm_id", "alarm"),
    )

    target_id: Mapped[UUID]
    alarm_id: Mapped[UUID | None]
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    tries: Mapped[int]
    sent_at: Mapped[datetime | None]
    gave_up_at: Mapped[datetime | None]
    error: Mapped[str]
