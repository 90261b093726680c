"""Stations: set up a box and get its token, see who is heard."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from inventory.actions.stations import list_stations
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


class StationOut(BaseModel):
    """A station, when it was last heard and the room it speaks for now."""

    id: UUID
    name: str
    heard_at: datetime | None
    room: str | None


@router.get("")
def get_stations(who: Viewer, session: ReadSession) -> list[StationOut]:
    """Every station by its name."""
    return [
        StationOut(id=line.id, name=line.name, heard_at=line.heard_at, room=line.room)
        for line in list_stations(session, who.school)
    ]


@router.post("", status_code=201)
def post_station(who: Admin, session: WriteSession, asked: StationIn) -> NewStationOut:
    """A new station with its token."""
    station, token = new_station(session, who.school, asked.name, by=who.name, at=datetime.now(UTC))
    return NewStationOut(id=station, name=asked.name, token=token)
