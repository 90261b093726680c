"""What people at work need to see at a glance: the rooms there are, and the walks that are under way."""

from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from inventory.ids import PassId, SchoolId, StockTakeId
from inventory.store.places import Building, Room
from inventory.store.sightings import Station
from inventory.store.stocktakes import Pass, RoomCount


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A room as a list shows it; `building` is "" where none is known."""

    code: str
    name: str
    building: str


@dataclass(frozen=True, slots=True)
class OpenPass:
    """A walk that is under way, and the name of the station that makes it."""

    id: PassId
    station: str


def list_rooms(session: Session, school: SchoolId) -> list[RoomLine]:
    """Every room by building, floor and place on the floor."""
    rows = session.execute(
        select(Room.code, Room.name, Building.name)
        .outerjoin(Building, and_(Building.school_id == Room.school_id, Building.id == Room.building_id))
        .where(Room.school_id == school)
        .order_by(Building.name, Room.floor, Room.position, Room.code)
    )
    return [RoomLine(code, name, building or "") for code, name, building in rows]


def open_passes(session: Session, school: SchoolId, stocktake: StockTakeId, code: str) -> tuple[OpenPass, ...]:
    """The walks through the room of that code that stations are making now, the first begun first."""
    counted = (RoomCount.school_id == school, RoomCount.stocktake_id == stocktake, RoomCount.code == code)
    rows = session.execute(
        select(Pass.id, Station.name)
        .join(Station, and_(Station.school_id == Pass.school_id, Station.id == Pass.station_id))
        .where(Pass.school_id == school, Pass.stocktake_id == stocktake, Pass.ended_at.is_(None))
        .where(Pass.room_id == select(RoomCount.room_id).where(*counted).scalar_subquery())
        .order_by(Pass.started_at)
    )
    return tuple(OpenPass(PassId(walk), station) for walk, station in rows)
