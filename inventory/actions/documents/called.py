"""Rooms and persons by what people call them, for whoever fills in a document."""

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from inventory.errors import NotFound
from inventory.ids import RoomId, SchoolId
from inventory.reading_order import by_reading
from inventory.store.places import Room
from inventory.store.schools import Person

MOST = 1_000
"""A list of more is no help to anybody who types."""


def room_called(session: Session, school: SchoolId, text: str) -> RoomId:
    """The room of this code, or else the only one of this name. Raises `NotFound`."""
    called = (Room.school_id == school, or_(Room.code == text, Room.name == text))
    found = session.execute(select(Room.id, Room.code).where(*called)).all()
    of_code = [room for room, code in found if code == text]
    if not of_code and len(found) != 1:
        raise NotFound(kind="room", name=text)
    return RoomId(of_code[0] if of_code else found[0].id)


def person_called(session: Session, school: SchoolId, name: str) -> UUID:
    """The person of this name; of two, the first. Raises `NotFound`."""
    called = (Person.school_id == school, Person.name == name)
    person = session.scalar(select(Person.id).where(*called).order_by(Person.id).limit(1))
    if person is None:
        raise NotFound(kind="person", name=name)
    return person


def rooms_offered(session: Session, school: SchoolId) -> list[tuple[str, str]]:
    """Codes and names of rooms to choose from, in the order of their reading."""
    rows = session.execute(select(Room.code, Room.name).where(Room.school_id == school).limit(MOST))
    return sorted(((code, name) for code, name in rows), key=lambda room: by_reading(room[0]))


def persons_offered(session: Session, school: SchoolId) -> list[str]:
    """Names of persons to choose from."""
    named = select(Person.name).distinct().where(Person.school_id == school).limit(MOST)
    return sorted(session.scalars(named), key=by_reading)
