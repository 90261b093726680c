"""The room ledgers and door lists of the register as it is now."""

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from inventory.actions.cards.exports import register_rows
from inventory.books import Place, RoomBook, room_books
from inventory.errors import NotFound
from inventory.ids import AssetId, SchoolId
from inventory.reading_order import by_reading
from inventory.store.places import Building, Room
from inventory.store.register import Item
from inventory.store.schools import Person


def books_of_rooms(session: Session, school: SchoolId, code: str | None = None) -> list[RoomBook]:
    """The book of every room in reading order, or of the one with this code. Raises `NotFound`."""
    rooms = _rooms(session, school, code)
    if code is None:
        return room_books(rooms, register_rows(session, school))
    if not rooms:
        raise NotFound(kind="room", name=code)
    here = select(Item.asset_id).join(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
    cards = session.scalars(here.where(Room.school_id == school, Room.code == code).distinct()).all()
    return room_books(rooms, register_rows(session, school, [AssetId(card) for card in cards]))[:1]


def _rooms(session: Session, school: SchoolId, code: str | None) -> list[Place]:
    which = (Room.school_id == school, *(() if code is None else (Room.code == code,)))
    rows = session.execute(
        select(Room.code, Room.name, Building.name, Room.floor, Person.name)
        .outerjoin(Building, and_(Building.school_id == Room.school_id, Building.id == Room.building_id))
        .outerjoin(Person, and_(Person.school_id == Room.school_id, Person.id == Room.keeper_id))
        .where(*which)
    )
    places = [
        Place(number, name, building or "", floor, keeper or "") for number, name, building, floor, keeper in rows
    ]
    return sorted(places, key=lambda place: (place.building, by_reading(place.code)))
