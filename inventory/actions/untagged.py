"""What is still to be tagged: things on the books without a tag, room by room."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, func, select, tuple_
from sqlalchemy.orm import Session

from inventory.errors import NotFound
from inventory.ids import ItemId, SchoolId
from inventory.register import ItemState
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Item, TagBinding
from inventory.store.schools import Person

MOST_SHOWN = 1_000

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


def rooms_to_tag(session: Session, school: SchoolId) -> list[RoomToTag]:
    """The rooms with untagged things in order of their codes, what is in no room first."""
    code = func.coalesce(Room.code, "")
    rows = session.execute(
        _untagged(select(code, func.coalesce(func.max(Room.name), ""), func.count()), school)
        .group_by(code)
        .order_by(code)
    )
    return [RoomToTag(*row) for row in rows]


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
    bound = select(TagBinding.id).where(
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
