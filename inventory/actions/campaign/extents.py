"""How much a scope comes to: told again and again while somebody still chooses, so at once in any register."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.scoping import CATEGORY_CALLED, fits, pieces, refuse_unknown, rooms_in
from inventory.campaign import Scope
from inventory.facets import Facet, facet_word
from inventory.ids import SchoolId
from inventory.listing import Order
from inventory.store.card_keys import CardKey
from inventory.store.found_cards import Range, Sought, some
from inventory.store.parts import among
from inventory.store.register import Category, Item
from inventory.store.schools import Department, Person


class Limits(NamedTuple):
    """So many `things` are counted at most. Of a register of more than `small` cards only those that the search finds
    are held against the scope, and no more than so many `cards`."""

    things: int = 100_000
    small: int = 10_000
    cards: int = 3_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a scope comes to. `things` None: more than are counted, in so many `rooms` at most."""

    rooms: int
    things: int | None


def extent(session: Session, school: SchoolId, scope: Scope, limits: Limits = LIMITS) -> Extent:
    """How many rooms and how many things would be counted. Raises `NotFound` for a name nobody knows.

    Of a large register, things that somebody kept when they were written off are left out.
    """
    refuse_unknown(session, school, scope)
    rooms = rooms_in(session, school, Scope(scope.rooms, scope.buildings))
    things = _things(session, school, scope, limits)
    if things is None:
        return Extent(len(rooms), None)
    if scope.rooms or scope.buildings:
        things = things.where(or_(Item.room_id.is_(None), among(session, Item.room_id, rooms)))
    first = things.limit(limits.things + 1).subquery()
    by_room = select(first.c.room_id, func.count()).group_by(first.c.room_id)
    booked: Counter[UUID | None] = Counter(dict(session.execute(by_room).all()))
    if booked.total() > limits.things:
        return Extent(len(rooms), None)
    if scope.chooses_things and not scope.rooms:
        rooms = [room for room in rooms if room in booked]
    return Extent(len(rooms), sum(booked[room] for room in (None, *rooms)))


def _things(session: Session, school: SchoolId, scope: Scope, limits: Limits) -> Select[UUID | None] | None:
    """The rooms of all things of the scope, a row for each; None if they are on too many cards."""
    if not scope.chooses_things:
        return select(Item.room_id).where(Item.school_id == school)
    things: Select[UUID | None] = pieces(school, Item.room_id).where(fits(scope))
    if not _is_large(session, school, limits.small):
        return things
    cards = some(session, _sought(session, school, scope), limits.cards + 1)
    its = among(session, Item.asset_id, [card.asset for card in cards])
    return things.where(its) if len(cards) <= limits.cards else None


def _is_large(session: Session, school: SchoolId, small: int) -> bool:
    """Whether the register has more than so many cards."""
    cards = select(CardKey.number).where(CardKey.school_id == school).limit(small + 1)
    return (session.scalar(select(func.count()).select_from(cards.subquery())) or 0) > small


def _sought(session: Session, school: SchoolId, scope: Scope) -> Sought:
    """The cards that may have things of the scope: all of its things that are on the books are on them."""
    named: Sequence[tuple[Facet, type[Department | Person | Category], ColumnElement[str], Sequence[str]]] = (
        (Facet.DEPARTMENT, Department, Department.name.expression, scope.departments),
        (Facet.KEEPER, Person, Person.name.expression, scope.keepers),
        (Facet.CATEGORY, Category, CATEGORY_CALLED, scope.categories),
    )
    parts = [
        [facet_word(facet, id_) for id_ in session.scalars(select(table.id).where(_of(table, school, called, names)))]
        for facet, table, called, names in named
        if names
    ]
    ranges = [Range(Order.COST, scope.value_from, None)] if scope.value_from is not None else []
    return Sought(school, parts, ranges, Order.NUMBER, False)


def _of(
    table: type[Department | Person | Category], school: SchoolId, called: ColumnElement[str], names: Sequence[str]
) -> ColumnElement[bool]:
    return and_(table.school_id == school, called.in_(names))
