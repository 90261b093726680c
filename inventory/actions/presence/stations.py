"""Stations: the boxes beside the scanners."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from inventory.actions.counting.passes import leave_room
from inventory.actions.presence.gates import end_gate
from inventory.actions.presence.heartbeats import as_report
from inventory.actions.proof.journal import record
from inventory.errors import InventoryError, NotFound
from inventory.heartbeats import StationReport
from inventory.ids import SchoolId, StationId, new_id
from inventory.store.places import Room
from inventory.store.sightings import Heartbeat, Placement, Station


class StationNameTaken(InventoryError):
    """Two stations of one school cannot have the same name."""

    text = "There is a station named {name} already. Choose another name."


@dataclass(frozen=True, slots=True)
class StationLine:
    """A station, when it was last heard, the room (its code) it speaks for now, and what its box told last.

    `stays`: it speaks for that room until somebody says otherwise, and does not merely walk through it.
    """

    id: StationId
    name: str
    heard_at: datetime | None
    room: str | None
    report: StationReport | None
    stays: bool = False


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
        select(Station, Room.code, Heartbeat, Placement.pass_id)
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
    latest = {station.name: _line(station, room, told, walk) for station, room, told, walk in rows}
    return list(latest.values())


def stay_in_room(session: Session, school: SchoolId, station: StationId, code: str, *, by: str, at: datetime) -> None:
    """From now on the station speaks for this room, until told otherwise; "" is for no room.

    A walk it is making ends, and it is no gate of the room it leaves. Raises `NotFound` (station, room).
    """
    found = session.get(Station, (school, station), with_for_update=True)
    if found is None:
        raise NotFound(kind="station", name=station)
    room = session.scalar(select(Room.id).where(Room.school_id == school, Room.code == code))
    if code and room is None:
        raise NotFound(kind="room", name=code)
    leave_room(session, school, station, at=at)
    end_gate(session, school, station, by=by, at=at)
    if room:
        lasting = Placement(school_id=school, id=new_id(), station_id=station, room_id=room, pass_id=None)
        lasting.started_at, lasting.ended_at = at, None
        session.add(lasting)
    record(session, school, at=at, by=by, what="station placed", subject=station, facts={"room": code})


def _line(station: Station, room: str | None, told: Heartbeat | None, walk: UUID | None) -> StationLine:
    report = as_report(told) if told else None
    stays = room is not None and walk is None
    return StationLine(StationId(station.id), station.name, station.heard_at, room, report, stays)
