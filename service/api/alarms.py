"""Alarms for other programs: which there are, and that somebody has seen to one."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from inventory.actions.presence.alarm_list import AlarmFilter, Show, list_alarms
from inventory.actions.presence.alarms import acknowledge
from inventory.alarms import Alarm, AlarmKind
from service.access import Counter, Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession, WriteSession
from service.wire import Word

router = APIRouter(prefix="/alarms")


class AlarmOut(BaseModel):
    """One episode of one thing. `booked` is its room by the books, `room` where it was heard, `gate` what it passed.

    `times` is how often it happened in this episode, last at `last_at`; `held_until` is the end of the quiet hours
    that kept it back.
    """

    id: UUID
    kind: AlarmKind
    item: UUID
    name: str
    asset_no: str
    booked: str
    room: str
    gate: str
    raised_at: datetime
    last_at: datetime
    times: int
    held_until: datetime | None
    acknowledged_by: str
    acknowledged_at: datetime | None
    reason: str


class AlarmsOut(BaseModel):
    """A page of them, the newest first; `next` is the cursor of the one after it."""

    alarms: list[AlarmOut]
    next: UUID | None


class SeenTo(BaseModel):
    """What became of it."""

    reason: Word


@router.get("")
def get_alarms(
    who: Viewer,
    session: ReadSession,
    show: Show = Show.OPEN,
    kind: AlarmKind | None = None,
    cursor: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> AlarmsOut:
    """The alarms that fit."""
    refuse_register_if_blind(session, who)
    found = list_alarms(session, who.school, AlarmFilter(show, kind, cursor), most=limit + 1)
    shown = found[:limit]
    return AlarmsOut(alarms=[_alarm(each) for each in shown], next=shown[-1].id if len(found) > limit else None)


@router.post("/{alarm}/acknowledge", status_code=204)
def post_acknowledge(who: Counter, session: WriteSession, alarm: UUID, said: SeenTo) -> None:
    """Somebody has seen to it."""
    refuse_register_if_blind(session, who)
    acknowledge(session, who.school, alarm, by=who.name, reason=said.reason, at=datetime.now(UTC))


def _alarm(each: Alarm) -> AlarmOut:
    return AlarmOut(
        id=each.id,
        kind=each.kind,
        item=each.item,
        name=each.name,
        asset_no=each.number,
        booked=each.booked,
        room=each.room,
        gate=each.gate,
        raised_at=each.raised_at,
        last_at=each.last_at,
        times=each.times,
        held_until=each.held_until,
        acknowledged_by=each.acknowledged_by,
        acknowledged_at=each.acknowledged_at,
        reason=each.reason,
    )
