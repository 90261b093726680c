"""Which documents a filter means, as conditions of statements: of slips, and of what was made at once."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, select, union
from sqlalchemy.orm import InstrumentedAttribute as Attribute
from sqlalchemy.orm import Session, aliased

from inventory.actions.cards.listing import ids_of
from inventory.document_list import DocumentFilter, number_in
from inventory.ids import SchoolId
from inventory.listing import Wanted
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.places import Room
from inventory.store.register import Item
from inventory.store.schools import Person
from inventory.store.slips import SlipLine, SlipRow

MOST_CARDS = 2_000
"""Cards that some words lead to."""

Ids = Select[UUID] | CompoundSelect[UUID]
Condition = ColumnElement[bool]
Which = list[Condition]


def slips_sought(session: Session, school: SchoolId, wanted: DocumentFilter) -> Which:
    """What holds of the slips that are meant, whatever state they are in."""
    which = [SlipRow.school_id == school, *_of_kind_and_time(SlipRow.kind, SlipRow.asked_at, wanted)]
    return [*which, *(SlipRow.id.in_(ids) for ids in _slip_ids(session, school, wanted))]


def _of_kind_and_time(kind: Attribute[str], at: Attribute[datetime], wanted: DocumentFilter) -> Iterator[Condition]:
    if wanted.kind:
        yield kind == wanted.kind
    if wanted.since:
        yield at >= wanted.since
    if wanted.before:
        yield at < wanted.before


def _slip_ids(session: Session, school: SchoolId, wanted: DocumentFilter) -> Iterator[Ids]:
    slips = select(SlipRow.id).where(SlipRow.school_id == school)
    lines = select(SlipLine.slip_id).where(SlipLine.school_id == school)
    if wanted.room:
        room = _room(school, wanted.room)
        yield union(slips.where(SlipRow.room_id == room), lines.where(SlipLine.room_id == room))
    if wanted.person:
        person = _person(school, wanted.person)
        named = slips.where(SlipRow.person_id == person), slips.where(SlipRow.asked_by == wanted.person)
        yield union(*named, lines.where(SlipLine.keeper_id == person))
    if wanted.text:
        numbered = slips.where(*_numbered(SlipRow, wanted.text))
        yield union(numbered, lines.where(SlipLine.item_id.in_(_things(session, school, wanted.text))))


def at_once_sought(session: Session, school: SchoolId, wanted: DocumentFilter) -> Which:
    """What holds of the documents that are meant among those made at once, taken back or not."""
    made_at_once = (MovementRow.school_id == school, MovementRow.slip_id.is_(None))
    which = [*made_at_once, *_of_kind_and_time(MovementRow.kind, MovementRow.made_at, wanted)]
    return [*which, *(MovementRow.id.in_(ids) for ids in _movement_ids(session, school, wanted))]


def _movement_ids(session: Session, school: SchoolId, wanted: DocumentFilter) -> Iterator[Ids]:
    made = select(MovementRow.id).where(MovementRow.school_id == school, MovementRow.slip_id.is_(None))
    lines = select(MovementLine.movement_id).where(MovementLine.school_id == school)
    if wanted.room:
        room = _room(school, wanted.room)
        yield union(lines.where(MovementLine.from_room_id == room), lines.where(MovementLine.to_room_id == room))
    if wanted.person:
        person = _person(school, wanted.person)
        gave, got = (lines.where(side == person) for side in (MovementLine.from_keeper_id, MovementLine.to_keeper_id))
        yield union(made.where(MovementRow.made_by == wanted.person), gave, got)
    if wanted.text:
        numbered = made.where(*_numbered(MovementRow, wanted.text))
        yield union(numbered, lines.where(MovementLine.item_id.in_(_things(session, school, wanted.text))))


def taken_back(school: SchoolId) -> ColumnElement[bool]:
    """That a document made at once was taken back."""
    later = aliased(MovementRow)
    its = and_(later.school_id == school, later.reverses == MovementRow.id)
    return select(later.id).where(its).exists()


def _numbered(rows: type[SlipRow | MovementRow], text: str) -> Which:
    meant = number_in(text)
    if meant is None:
        return [rows.number < 0]
    year = [rows.year == meant.year] if meant.year is not None else []
    return [rows.number == meant.number, *year]


def _things(session: Session, school: SchoolId, text: str) -> Select[UUID]:
    cards = ids_of(session, school, Wanted(text), most=MOST_CARDS)
    return select(Item.id).where(Item.school_id == school, Item.asset_id.in_(cards))


def _room(school: SchoolId, code: str) -> Any:
    return select(Room.id).where(Room.school_id == school, Room.code == code).scalar_subquery()


def _person(school: SchoolId, name: str) -> Any:
    named = select(Person.id).where(Person.school_id == school, Person.name == name)
    return named.order_by(Person.id).limit(1).scalar_subquery()
