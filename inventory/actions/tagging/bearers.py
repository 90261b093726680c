"""Things, rooms and persons as what tags are on: by their ids, and by what they are called."""

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from inventory.actions.cards.things import search_things
from inventory.errors import NotFound
from inventory.ids import SchoolId
from inventory.register import ItemState
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Item
from inventory.store.schools import Person
from inventory.tagging import Bearer, Bears, Named

MOST_FOUND = 20


def the_bearer(session: Session, school: SchoolId, bearer: Bearer) -> Named:
    """What it is called. Raises `NotFound`."""
    found = named(session, school, [bearer])
    if bearer not in found:
        thing = bearer.kind is Bears.ITEM
        raise NotFound(kind="thing" if thing else "room or person", name=bearer.id)
    return found[bearer]


def named(session: Session, school: SchoolId, bearers: Collection[Bearer]) -> dict[Bearer, Named]:
    """What they are called; those that are none of the school's are left out."""
    ids = {kind: sorted({one.id for one in bearers if one.kind is kind}) for kind in Bears}
    found: dict[Bearer, Named] = {}
    for kind, among in ((Bears.ITEM, _items), (Bears.ROOM, _rooms), (Bears.PERSON, _persons)):
        for some in in_parts(ids[kind]):
            found.update({one.bearer: one for one in among(session, school, some)})
    return found


def search_bearers(session: Session, school: SchoolId, text: str) -> list[Named]:
    """Rooms, persons and things on the books that the text calls by name or number; none for no text."""
    if not text.strip():
        return []
    of_room = or_(Room.code.icontains(text, autoescape=True), Room.name.icontains(text, autoescape=True))
    rooms = select(Room.id).where(Room.school_id == school, of_room).order_by(Room.code).limit(MOST_FOUND)
    of_person = Person.name.icontains(text, autoescape=True)
    persons = select(Person.id).where(Person.school_id == school, of_person).order_by(Person.name).limit(MOST_FOUND)
    things = search_things(session, school, text)
    bearers = [
        *(Bearer(Bears.ROOM, room) for room in session.scalars(rooms)),
        *(Bearer(Bears.PERSON, person) for person in session.scalars(persons)),
        *(Bearer(Bears.ITEM, thing.item) for thing in things),
    ]
    found = named(session, school, bearers)
    return [found[bearer] for bearer in bearers]


def _items(session: Session, school: SchoolId, ids: Collection[UUID]) -> Iterator[Named]:
    rows = session.execute(
        select(Item, Asset.name, Asset.asset_no, Asset.model, Asset.quantity, Room.code)
        .join(Asset, and_(Asset.school_id == Item.school_id, Asset.id == Item.asset_id))
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .where(Item.school_id == school, Item.id.in_(ids))
    )
    for item, name, number, model, quantity, room in rows:
        yield Named(
            Bearer(Bears.ITEM, item.id),
            name,
            item.number or number,
            model,
            item.position,
            quantity,
            room or "",
            gone=item.state == ItemState.RETIRED.value,
        )


def _rooms(session: Session, school: SchoolId, ids: Collection[UUID]) -> Iterator[Named]:
    rows = session.execute(select(Room.id, Room.name, Room.code).where(Room.school_id == school, Room.id.in_(ids)))
    return (Named(Bearer(Bears.ROOM, room), name, code) for room, name, code in rows)


def _persons(session: Session, school: SchoolId, ids: Collection[UUID]) -> Iterator[Named]:
    rows = session.execute(select(Person.id, Person.name).where(Person.school_id == school, Person.id.in_(ids)))
    return (Named(Bearer(Bears.PERSON, person), name) for person, name in rows)
