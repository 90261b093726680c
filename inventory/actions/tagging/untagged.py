"""What is still to be tagged: things on the books without a tag, room by room."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import starmap
from operator import itemgetter
from typing import NamedTuple, TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, func, select, tuple_
from sqlalchemy.orm import Session

from inventory.errors import NotFound
from inventory.facets import Facet, Lack, facet_word
from inventory.ids import ItemId, SchoolId
from inventory.listing import Order
from inventory.register import ItemState
from inventory.store.found_cards import Sought, some
from inventory.store.parts import among, in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Item, TagBinding
from inventory.store.schools import Person
from inventory.store.written import Written, written

MOST_SHOWN, MOST_ROOMS = 1_000, 20
_FEW_CARDS, _ROOMS_AT_ONCE = 1_000, MOST_ROOMS + 2

Columns = TypeVarTuple("Columns")


@dataclass(frozen=True, slots=True)
class RoomToTag:
    """A room (its code; "": in no room) and how many things in it carry no tag."""

    code: str
    name: str
    things: int


@dataclass(frozen=True, slots=True)
class Untagged:
    """A thing without a tag: `position` of `quantity` of its card."""

    item: ItemId
    number: str
    name: str
    model: str
    position: int
    quantity: int
    keeper: str


def rooms_to_tag(
    session: Session, school: SchoolId, *, after: str | None = None, most: int = MOST_ROOMS
) -> list[RoomToTag]:
    """At most so many rooms with untagged things in order of their codes, after that of this code.

    What is in no room comes first. If few cards have such things, those are counted; else rooms, until there are
    enough.
    """
    rooms = [room for room in _rooms(session, school) if after is None or room.code > after]
    cards = [place.asset for place in some(session, _without_a_tag(school), _FEW_CARDS + 1)]
    if len(cards) <= _FEW_CARDS:
        return _counted(session, school, rooms, (Item.asset_id.in_(part) for part in in_parts(cards)))[:most]
    found: list[RoomToTag] = []
    for start in range(0, len(rooms), _ROOMS_AT_ONCE):
        few = rooms[start : start + _ROOMS_AT_ONCE]
        found += _counted(session, school, few, _in_any(session, few))
        if len(found) >= most:
            break
    return found[:most]


class _Room(NamedTuple):
    """`id` None: in no room."""

    code: str
    name: str
    id: Written | None


def _rooms(session: Session, school: SchoolId) -> list[_Room]:
    rows = session.execute(select(Room.code, Room.name, *written(Room.id)).where(Room.school_id == school)).all()
    return sorted([_Room("", "", None), *starmap(_Room, rows)], key=itemgetter(0))


def _in_any(session: Session, rooms: Sequence[_Room]) -> list[ColumnElement[bool]]:
    """What is in these rooms; what is in none is asked for by itself, as an index has it elsewhere."""
    ids = [room.id for room in rooms if room.id]
    return [among(session, Item.room_id, ids), *([Item.room_id.is_(None)] if len(ids) < len(rooms) else [])]


def _without_a_tag(school: SchoolId) -> Sought:
    """The cards that have things without a tag, and perhaps some of which only pieces are lacking."""
    return Sought(school, [[facet_word(Facet.LACKS, Lack.TAG)]], (), Order.NUMBER, False)


def _counted(
    session: Session, school: SchoolId, rooms: Sequence[_Room], which: Iterable[ColumnElement[bool]]
) -> list[RoomToTag]:
    """Those of the rooms in which any of these things are untagged."""
    things: Counter[Written | None] = Counter()
    for some_of_them in which:
        (room,) = written(Item.room_id)
        here = _untagged(select(room, func.count()), school).where(some_of_them).group_by(Item.room_id)
        things.update(dict(session.execute(here).all()))
    return [RoomToTag(room.code, room.name, things[room.id]) for room in rooms if things[room.id]]


def untagged_in(session: Session, school: SchoolId, room: str) -> list[Untagged]:
    """The untagged things in the room, in order of number and piece, at most `MOST_SHOWN`."""
    rows = session.execute(
        _untagged(
            select(
                *(Item.id, Item.number, Asset.asset_no, Asset.name, Asset.model),
                *(Item.position, Asset.quantity, Person.name),
            ),
            school,
        )
        .outerjoin(Person, and_(Person.school_id == Item.school_id, Person.id == Item.keeper_id))
        .where(_in(room))
        .order_by(*_ORDER)
        .limit(MOST_SHOWN)
    )
    return [
        Untagged(ItemId(item), own or number, name, model, position, quantity, keeper or "")
        for item, own, number, name, model, position, quantity, keeper in rows
    ]


def next_untagged(session: Session, school: SchoolId, room: str, after: ItemId | None = None) -> ItemId | None:
    """The next untagged thing in the room, from the first or after one of them. Raises `NotFound` (thing)."""
    found = _untagged(select(Item.id), school).where(_in(room)).order_by(*_ORDER).limit(1)
    if after is not None:
        its = select(*_ORDER).join(Asset, _its_card()).where(Item.school_id == school, Item.id == after)
        place = session.execute(its).one_or_none()
        if place is None:
            raise NotFound(kind="thing", name=after)
        found = found.where(tuple_(*_ORDER) > tuple(place))
    item = session.scalar(found)
    return ItemId(item) if item else None


def untagged_of(session: Session, school: SchoolId, items: Sequence[ItemId]) -> set[ItemId]:
    """Those of the items that can be tagged and are not; what another school has is none of them."""
    return {
        ItemId(item)
        for some in in_parts(items)
        for item in session.scalars(_untagged(select(Item.id), school).where(Item.id.in_(some)))
    }


_ORDER = (Asset.asset_no, Asset.id, Item.position)


def _untagged(things: Select[*Columns], school: SchoolId) -> Select[*Columns]:
    """Things that can be tagged and are not: here by the books, and not counted by the number of their card."""
    bound = select(TagBinding.item_id).where(
        TagBinding.school_id == Item.school_id, TagBinding.item_id == Item.id, TagBinding.unbound_at.is_(None)
    )
    return (
        things.select_from(Item)
        .join(Asset, _its_card())
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .where(Item.school_id == school, Item.state.not_in([ItemState.RETIRED.value, ItemState.SHORTAGE.value]))
        .where(Asset.by_number.is_(False), ~bound.exists())
    )


def _its_card() -> ColumnElement[bool]:
    return and_(Asset.school_id == Item.school_id, Asset.id == Item.asset_id)


def _in(room: str) -> ColumnElement[bool]:
    return Room.code == room if room else Item.room_id.is_(None)
