"""Things as their labels tell of them, and those that somebody wants labels for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, select
from sqlalchemy.orm import Session

from inventory.actions.cards.listing import ids_of
from inventory.ids import AssetId, ItemId, SchoolId
from inventory.labels.face import Labelled
from inventory.labels.layout import Field
from inventory.listing import Wanted as Cards
from inventory.register import ItemState
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Item, TagBinding
from inventory.store.schools import Department, Person, School
from inventory.tags import Tag

MOST_LABELS = 1_000
"""So many at a time: a drawer full of sheets, and a file that a small machine sets in half a minute."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which things: those of some cards, in a room (its code), with every word of a text on the card, of an import.

    `unlabelled` are only those that no label was printed for. What is left empty says nothing; the rest all holds.
    """

    cards: tuple[AssetId, ...] = ()
    room: str = ""
    text: str = ""
    imported: UUID | None = None
    unlabelled: bool = False

    @property
    def anything(self) -> bool:
        """Whether something is asked for at all."""
        return self.unlabelled or self.narrowed

    @property
    def narrowed(self) -> bool:
        """Whether they are not of the whole register."""
        return bool(self.cards or self.room or self.text or self.imported)


def wanted_things(session: Session, school: SchoolId, wanted: Wanted) -> list[ItemId]:
    """Things on the books, at most `MOST_LABELS` of them; none if nothing is asked for.

    The first by number, or of the whole register the first as they were entered. They come room by room, since that
    is how somebody goes round with them.
    """
    if not wanted.anything:
        return []
    found = (
        select(Item.id, func.coalesce(Room.code, ""))
        .join(Asset, and_(Asset.school_id == Item.school_id, Asset.id == Item.asset_id))
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .where(Item.school_id == school, _ON_THE_BOOKS, *_asked(session, school, wanted))
        .order_by(*(_BY_NUMBER if wanted.narrowed else _AS_ENTERED))
        .limit(MOST_LABELS)
    )
    return [ItemId(item) for item, _ in sorted(session.execute(found), key=lambda row: str(row[1]))]


_BY_NUMBER = (Asset.asset_no, Asset.id, Item.position)
_AS_ENTERED = (Item.asset_id, Item.position)

# Spelt out as in the index of things without a label: no database knows it again by a value to be filled in.
_ON_THE_BOOKS = Item.state != literal_column(f"'{ItemState.RETIRED.value}'")


def _asked(session: Session, school: SchoolId, wanted: Wanted) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.cards:
        asked.append(Item.asset_id.in_(wanted.cards[:MOST_LABELS]))
    if wanted.room:
        asked.append(Room.code == wanted.room)
    if wanted.text:
        asked.append(Item.asset_id.in_(ids_of(session, school, Cards(wanted.text), most=MOST_LABELS)))
    if wanted.imported:
        asked.append(Asset.import_id == wanted.imported)
    if wanted.unlabelled:
        asked.append(Item.labelled.is_(False))
    return asked


def fullest_thing(session: Session, school: SchoolId) -> list[ItemId]:
    """The longest-named thing among the first of the register, by which a layout is judged; none in an empty one."""
    first = (
        select(Asset.id, func.length(Asset.name).label("signs"))
        .where(Asset.school_id == school)
        .order_by(Asset.asset_no, Asset.id)
        .limit(MOST_LABELS)
        .subquery()
    )
    longest = (
        select(Item.id)
        .join(first, first.c.id == Item.asset_id)
        .where(Item.school_id == school, Item.state != ItemState.RETIRED.value)
        .order_by(first.c.signs.desc(), Item.id)
        .limit(1)
    )
    return [ItemId(item) for item in session.scalars(longest)]


def labelled(session: Session, school: SchoolId, items: Sequence[ItemId], address: str) -> list[Labelled]:
    """The things in this order, those that are none of the school's left out.

    `address` is that of the service, by which a label leads to its thing.
    """
    name = session.scalar(select(School.name).where(School.id == school)) or ""
    tags = _tags(session, school, items)
    found = {
        item: Labelled(
            item,
            {**says, Field.EPC: tags.get(item, "")},
            tags.get(item),
            f"{address.rstrip('/')}/things/{item}",
        )
        for some in in_parts(items)
        for item, says in _said(session, school, some, name)
    }
    return [found[item] for item in items if item in found]


def _said(
    session: Session, school: SchoolId, items: Sequence[ItemId], school_name: str
) -> list[tuple[ItemId, Mapping[Field, str]]]:
    rows = session.execute(_things().where(Item.school_id == school, Item.id.in_(items))).all()
    return [
        (
            ItemId(thing.id),
            {
                Field.SCHOOL: school_name,
                Field.NAME: thing.name,
                Field.NUMBER: thing.number or thing.asset_no,
                Field.FISCAL_NUMBER: thing.fiscal_no,
                Field.PIECE: f"{thing.position} / {thing.quantity}" if thing.quantity > 1 else "",
                Field.MODEL: thing.model,
                Field.SERIAL: thing.serial or thing.card_serial,
                Field.DEPARTMENT: thing.department or "",
                Field.ROOM: f"{thing.code or ''} {thing.room or ''}".strip(),
                Field.KEEPER: thing.keeper or "",
                Field.ACQUIRED: _day(thing.acquired),
            },
        )
        for thing in rows
    ]


def _things() -> Select[*tuple[Any, ...]]:
    """What labels say of a thing. Plain columns: a page of labels asks for hundreds."""
    return (
        select(
            *(Item.id, Item.number, Item.serial, Item.position),
            *(Asset.asset_no, Asset.fiscal_no, Asset.name, Asset.quantity, Asset.model, Asset.acquired),
            *(Asset.serial.label("card_serial"), Room.code, Room.name.label("room")),
            *(Person.name.label("keeper"), Department.name.label("department")),
        )
        .join(Asset, and_(Asset.school_id == Item.school_id, Asset.id == Item.asset_id))
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .outerjoin(Person, and_(Person.school_id == Item.school_id, Person.id == Item.keeper_id))
        .outerjoin(Department, and_(Department.school_id == Asset.school_id, Department.id == Asset.department_id))
    )


def _tags(session: Session, school: SchoolId, items: Sequence[ItemId]) -> dict[ItemId, Tag]:
    """The tag each thing carries now; of several, the one bound last."""
    bound = (TagBinding.school_id == school, TagBinding.unbound_at.is_(None))
    return {
        ItemId(item): Tag(tag)
        for some in in_parts(items)
        for item, tag in session.execute(
            select(TagBinding.item_id, TagBinding.tag)
            .where(*bound, TagBinding.item_id.in_(some))
            .order_by(TagBinding.bound_at, TagBinding.id)
        )
        if item is not None
    }


def card_of(session: Session, school: SchoolId, item: ItemId) -> tuple[AssetId, int] | None:
    """The card of a thing, and which of its pieces it is; None if there is no such thing."""
    row = session.execute(
        select(Item.asset_id, Item.position).where(Item.school_id == school, Item.id == item)
    ).one_or_none()
    return (AssetId(row.asset_id), row.position) if row else None


def _day(day: date | None) -> str:
    """As it stands in every language."""
    return day.isoformat() if day else ""
