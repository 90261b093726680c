"""Alarms to read: which there are, how many wait for somebody, and whether there is anything new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.orm import Session, aliased

from inventory.alarms import Alarm, AlarmKind
from inventory.ids import AssetId, ItemId, SchoolId
from inventory.store.alarms import AlarmRow
from inventory.store.base import Moment
from inventory.store.places import Room
from inventory.store.presence import GateRow
from inventory.store.register import Asset, Item
from inventory.store.sightings import Station

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Show(StrEnum):
    """Which alarms: OPEN nobody has seen to, HELD were kept back in quiet hours, SEEN somebody has seen to."""

    OPEN = "open"
    HELD = "held"
    SEEN = "seen"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class AlarmFilter:
    """Which alarms are asked for: of a kind if one is named, only those raised before the alarm `before`."""

    show: Show = Show.OPEN
    kind: AlarmKind | None = None
    before: UUID | None = None


def list_alarms(session: Session, school: SchoolId, wanted: AlarmFilter, *, most: int) -> list[Alarm]:
    """The newest that fit, at most so many."""
    fits = [_shown(wanted.show)]
    if wanted.kind:
        fits.append(AlarmRow.kind == wanted.kind.value)
    if wanted.before:
        fits.append(AlarmRow.id < wanted.before)
    return _alarms(session, school, fits, most)


def the_alarms(session: Session, school: SchoolId, alarms: Sequence[UUID]) -> list[Alarm]:
    """These alarms, the newest first."""
    return _alarms(session, school, [AlarmRow.id.in_(alarms)], len(alarms))


def _alarms(session: Session, school: SchoolId, fits: Sequence[ColumnElement[bool]], most: int) -> list[Alarm]:
    booked, heard = aliased(Room), aliased(Room)
    rows = session.execute(
        select(AlarmRow, Asset.id, Asset.name, Asset.asset_no, booked.code, heard.code, Station.name)
        .join(Item, and_(Item.school_id == school, Item.id == AlarmRow.item_id))
        .join(Asset, and_(Asset.school_id == school, Asset.id == Item.asset_id))
        .outerjoin(booked, and_(booked.school_id == school, booked.id == Item.room_id))
        .outerjoin(heard, and_(heard.school_id == school, heard.id == AlarmRow.room_id))
        .outerjoin(GateRow, and_(GateRow.school_id == school, GateRow.id == AlarmRow.gate_id))
        .outerjoin(Station, and_(Station.school_id == school, Station.id == GateRow.station_id))
        .where(AlarmRow.school_id == school, *fits)
        .order_by(AlarmRow.id.desc())
        .limit(most)
    )
    return [
        Alarm(
            id=row.id,
            kind=AlarmKind(row.kind),
            item=ItemId(row.item_id),
            asset=AssetId(asset),
            name=name,
            number=number,
            booked=belongs or "",
            room=room or "",
            gate=gate or "",
            raised_at=row.raised_at,
            last_at=row.last_at,
            times=row.times,
            held_until=row.held_until,
            acknowledged_by=row.acknowledged_by,
            acknowledged_at=row.acknowledged_at,
            reason=row.reason,
        )
        for row, asset, name, number, belongs, room, gate in rows
    ]


def open_alarms(session: Session, school: SchoolId) -> int:
    """How many nobody has seen to."""
    waiting = (AlarmRow.school_id == school, AlarmRow.acknowledged_at.is_(None))
    return session.scalar(select(func.count()).select_from(AlarmRow).where(*waiting)) or 0


def alarms_revision(session: Session, school: SchoolId) -> int:
    """Another number whenever an alarm was raised, happened again or was seen to; cheap."""
    latest = session.scalar(select(func.max(AlarmRow.changed_at, type_=Moment)).where(AlarmRow.school_id == school))
    return 0 if latest is None else int((latest - _BEGINNING).total_seconds() * 1_000_000)


def _shown(show: Show) -> ColumnElement[bool]:
    match show:
        case Show.OPEN:
            return AlarmRow.acknowledged_at.is_(None)
        case Show.SEEN:
            return AlarmRow.acknowledged_at.is_not(None)
        case Show.HELD:
            return AlarmRow.held_until.is_not(None)
        case Show.ALL:
            return true()
