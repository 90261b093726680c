"""Stations: set up a box and get its token, see who is heard and what is wrong with whom."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from inventory.actions.presence.stations import StationLine, list_stations, stay_in_room
from inventory.heartbeats import complaints, last_tag
from inventory.ids import StationId
from service.access import Admin, Viewer
from service.database import ReadSession, WriteSession
from service.tokens import new_station
from service.wire import Word

router = APIRouter(prefix="/stations")


class StationIn(BaseModel):
    """The name of a new box."""

    name: Annotated[Word, Field(min_length=1)]


class NewStationOut(BaseModel):
    """The new station and its token, which is shown this once."""

    id: UUID
    name: str
    token: str


class RoomIn(BaseModel):
    """The room (its code) a fixed reader stays in; "" for none."""

    room: Word


class ComplaintOut(BaseModel):
    """A sentence. `grave`: nothing is read. `scanner` is the scan point, of a box that has several."""

    text: str
    grave: bool
    scanner: str


class StationOut(BaseModel):
    """A station, when it was last heard, the room it speaks for now, and what is wrong with it, the gravest first.

    `stays`: it speaks for the room until told otherwise. `last_tag` is when any of its scanners last read one. Before
    its first heartbeat there are no complaints.
    """

    id: UUID
    name: str
    heard_at: datetime | None
    room: str | None
    stays: bool
    last_tag: datetime | None
    complaints: list[ComplaintOut]


@router.get("")
def get_stations(who: Viewer, session: ReadSession) -> list[StationOut]:
    """Every station by its name."""
    now = datetime.now(UTC)
    return [_station(line, now) for line in list_stations(session, who.school)]


def _station(line: StationLine, now: datetime) -> StationOut:
    found = complaints(line.report, now) if line.report else ()
    return StationOut(
        id=line.id,
        name=line.name,
        heard_at=line.heard_at,
        room=line.room,
        stays=line.stays,
        last_tag=last_tag(line.report) if line.report else None,
        complaints=[
            ComplaintOut(text=each.text.format(**each.facts), grave=each.grave, scanner=each.scanner)
            for each in found
        ],
    )


@router.post("", status_code=201)
def post_station(who: Admin, session: WriteSession, asked: StationIn) -> NewStationOut:
    """A new station with its token."""
    station, token = new_station(session, who.school, asked.name, by=who.name, at=datetime.now(UTC))
    return NewStationOut(id=station, name=asked.name, token=token)


@router.put("/{station}/room", status_code=204)
def put_room(who: Admin, session: WriteSession, station: UUID, asked: RoomIn) -> None:
    """A fixed reader: what it hears from now on is in this room."""
    stay_in_room(session, who.school, StationId(station), asked.room, by=who.name, at=datetime.now(UTC))
