"""Stations: the boxes beside the scanners."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from inventory.actions.heartbeats import as_report
from inventory.actions.journal import record
from inventory.errors import InventoryError
from inventory.heartbeats import StationReport
from inventory.ids import SchoolId, StationId, new_id
from inventory.store.places import Room
from inventory.store.sightings import Heartbeat, Placement, Station


class StationNameTaken(InventoryError):
    """Two stations of one school cannot have the same name."""

    text = "There is a station named {name} already. Choose another name."


@dataclass(frozen=True, slots=True)
class StationLine:
    """A station, when it was last heard, the room (its code) it speaks for now, and what its box told last."""

    id: StationId
    name: str
    heard_at: datetime | None
    room: str | None
    report: StationReport | None


def create_station(session: Session, school: SchoolId, name: str, *, by: str, at: datetime) -> StationId:
    """A new station. Raises `StationNameTaken`."""
    station = Station(school_id=school, id=new_id(), name=name, created_at=at, heard_at=None)
    session.add(station)
    try:
        session.flush()
    except IntegrityError as error:
        raise StationNameTaken(name=name) from error
    record(session, school, at=at, by=by, what="station created", subject=station.id, facts={"name": name})
    return StationId(station.id)


def list_stations(session: Session, school: SchoolId) -> list[StationLine]:
    """Every station in order of its name."""
    rows = session.execute(
        select(Station, Room.code, Heartbeat)
        .outerjoin(Heartbeat, (Heartbeat.school_id == Station.school_id) & (Heartbeat.id == Station.id))
        .outerjoin(
            Placement,
            (Placement.school_id == Station.school_id)
            & (Placement.station_id == Station.id)
            & (Placement.ended_at.is_(None)),
        )
        .outerjoin(Room, (Room.school_id == Placement.school_id) & (Room.id == Placement.room_id))
        .where(Station.school_id == school)
        .order_by(Station.name, Placement.started_at)
    )
    latest = {station.name: _line(station, room, told) for station, room, told in rows}
    return list(latest.values())


def _line(station: Station, room: str | None, told: Heartbeat | None) -> StationLine:
    report = as_report(told) if told else None
    return StationLine(StationId(station.id), station.name, station.heard_at, room, report)
