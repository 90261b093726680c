"""Alarms: when a thing is somewhere it should not be, and how often somebody is told.

One alarm per thing and episode. What happens again while an episode lasts is folded into its alarm. An episode is
over when what it is about began anew, and either somebody has acknowledged it or it was quiet for some minutes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from inventory.gates import Way
from inventory.ids import AssetId, ItemId, RoomId, SlipId
from inventory.presence import Presence
from inventory.quiet_hours import QuietHours
from inventory.register import ItemState


class AlarmKind(StrEnum):
    """LEFT went out by a gate, ELSEWHERE stays in another room than booked, UNSEEN was not heard for days."""

    LEFT = "left"
    ELSEWHERE = "elsewhere"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Rules:
    """How a school wants alarms; 0 minutes or days: never.

    `elsewhere_minutes` a thing may stay in another room, `unseen_days` one that fixed readers hear may be silent.
    `gates_always`: what leaves by a gate is told in quiet hours as well.
    """

    elsewhere_minutes: int = 30
    unseen_days: int = 0
    episode_minutes: int = 10
    quiet: QuietHours | None = None
    gates_always: bool = True

    def held_until(self, kind: AlarmKind, now: datetime) -> datetime | None:
        """Until when nobody is told of an alarm raised `now`, which is by the clock of the school."""
        if self.quiet is None or (kind is AlarmKind.LEFT and self.gates_always):
            return None
        return self.quiet.until(now)


@dataclass(frozen=True, slots=True)
class Leave:
    """What the books say of a thing at a gate: where it belongs, its state, the document that lets it go."""

    booked: RoomId | None
    state: ItemState
    slip: SlipId | None


@dataclass(frozen=True, slots=True)
class Case:
    """Something to be told of: `since` is when it began, `at` when it was the case."""

    kind: AlarmKind
    item: ItemId
    since: datetime
    at: datetime
    room: RoomId | None = None
    gate: UUID | None = None


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alarm as it is shown. `times` is how often it happened in this episode, last at `last_at`."""

    id: UUID
    kind: AlarmKind
    item: ItemId
    asset: AssetId
    name: str
    number: str
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


def may_pass(way: Way, was_out: bool, beyond: RoomId | None, leave: Leave) -> bool:
    """Whether nobody minds that a thing passed: inward, with a document, home, or off the books already."""
    outward = way is Way.OUT or (way is Way.UNKNOWN and not was_out)
    going_home = beyond is not None and beyond == leave.booked
    return not outward or going_home or leave.slip is not None or leave.state is ItemState.RETIRED


def is_elsewhere(presence: Presence, leave: Leave, rules: Rules) -> bool:
    """Whether fixed readers have heard a thing for too long in a room where neither books nor documents put it."""
    if not rules.elsewhere_minutes or presence.room is None or not presence.source.stays:
        return False
    stayed = presence.heard_at - presence.since
    foreign = presence.room != leave.booked and leave.slip is None and leave.state is not ItemState.RETIRED
    return foreign and stayed >= timedelta(minutes=rules.elsewhere_minutes)


def episode_is_over(last_at: datetime, acknowledged: bool, case: Case, rules: Rules) -> bool:
    """Whether the case is another episode than the one that was last heard of then."""
    anew = case.since > last_at
    return anew and (acknowledged or case.since - last_at > timedelta(minutes=rules.episode_minutes))
