"""Listing the cards that somebody wants to see, a page at a time; as quick in a register of a million things.

One question tells whether they are few. Few are sorted as wanted. Many are taken as they were entered, in which order
the index of the search gives them, or else from the index of the order wanted, until the page is full.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from inventory.facets import Facet, facet_word
from inventory.ids import AssetId, SchoolId
from inventory.listing import MOST_COUNTED, CardLine, Listed, Order, Wanted
from inventory.reading_order import by_reading
from inventory.register import ItemState
from inventory.searching import sought
from inventory.store.places import Room
from inventory.store.register import Asset, Category, Item
from inventory.store.schools import Department, Person
from inventory.store.search import CardText, having, in_order

_COLUMNS: dict[Order, InstrumentedAttribute[Any]] = {
    Order.NUMBER: Asset.asset_no,
    Order.NAME: Asset.name,
    Order.ACQUIRED: Asset.acquired,
    Order.COST: Asset.cost,
}

Parts = Sequence[Sequence[str]]
"""What the text of a card must contain: one at least of each."""


def list_cards(
    session: Session, school: SchoolId, wanted: Wanted, *, limit: int = 50, after: AssetId | None = None
) -> Listed:
    """A page of at most `limit` cards; `after` is the last card of the page before."""
    parts = _parts(session, school, wanted)
    few = session.scalars(_any_order(session, school, wanted, parts).limit(MOST_COUNTED + 1)).all()
    total = len(few) if len(few) <= MOST_COUNTED else None
    if total is not None:
        found = _few_sorted(session, school, few, wanted, after)[: limit + 1]
    elif parts and wanted.order is None:
        found = _as_entered(session, school, wanted, parts, after, limit + 1)
    else:
        last = session.get(Asset, (school, after)) if after is not None else None
        found = _sorted(session, _conditions(session, school, wanted, parts), wanted, last, limit + 1)
    return Listed(tuple(lines_of(session, school, found[:limit])), len(found) > limit, total)


def ids_of(session: Session, school: SchoolId, wanted: Wanted, *, most: int) -> list[AssetId]:
    """All the cards wanted, at most so many, in no order."""
    parts = _parts(session, school, wanted)
    return [AssetId(asset) for asset in session.scalars(_any_order(session, school, wanted, parts).limit(most))]


def departments_of(session: Session, school: SchoolId) -> list[str]:
    """The names of the departments there are."""
    names = session.scalars(select(Department.name).where(Department.school_id == school))
    return sorted(names, key=by_reading)


def _parts(session: Session, school: SchoolId, wanted: Wanted) -> list[list[str]]:
    """What is wanted as parts of the text; of a name that nobody bears nothing has a part."""
    parts = [[part] for part in sought(wanted.text)]
    named: tuple[tuple[Facet, str, type[Room | Person | Department | Category], ColumnElement[bool]], ...] = (
        (Facet.ROOM, wanted.room, Room, Room.code == wanted.room),
        (Facet.KEEPER, wanted.keeper, Person, Person.name == wanted.keeper),
        (Facet.DEPARTMENT, wanted.department, Department, Department.name == wanted.department),
        (Facet.CATEGORY, wanted.category, Category, _of_category(wanted.category)),
    )
    for facet, said, table, which in named:
        if said:
            ids = session.scalars(select(table.id).where(table.school_id == school, which)).all()
            parts.append([facet_word(facet, id_) for id_ in ids] or [facet_word(facet, school)])
    for facet, value in ((Facet.STATE, wanted.state), (Facet.LACKS, wanted.lacks)):
        if value is not None:
            parts.append([facet_word(facet, value)])
    return parts


def _of_category(said: str) -> ColumnElement[bool]:
    return or_(Category.name == said, Category.code.startswith(said, autoescape=True))


def _ranges(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Amounts and days; and no card that was merged into another."""
    least = ((Asset.cost, wanted.cost_from), (Asset.acquired, wanted.acquired_from))
    most = ((Asset.cost, wanted.cost_to), (Asset.acquired, wanted.acquired_to))
    return [
        Asset.merged_into.is_(None),
        *(column >= value for column, value in least if value is not None),
        *(column <= value for column, value in most if value is not None),
    ]


def _any_order(session: Session, school: SchoolId, wanted: Wanted, parts: Parts) -> Select[UUID]:
    if not parts:
        return select(Asset.id).where(Asset.school_id == school, *_ranges(wanted))
    mine = and_(Asset.school_id == CardText.school_id, Asset.id == CardText.asset_id)
    return in_order(session, parts).join(Asset, mine).where(CardText.school_id == school, *_ranges(wanted))


def _conditions(session: Session, school: SchoolId, wanted: Wanted, parts: Parts) -> list[ColumnElement[bool]]:
    """The same as conditions of a card."""
    conditions = [Asset.school_id == school, *_ranges(wanted)]
    if parts:
        mine = (CardText.school_id == Asset.school_id, CardText.asset_id == Asset.id)
        conditions.append(select(CardText.number).where(*mine, having(session, parts)).exists())
    return conditions


def _as_entered(
    session: Session, school: SchoolId, wanted: Wanted, parts: Parts, after: AssetId | None, limit: int
) -> list[UUID]:
    found = _any_order(session, school, wanted, parts)
    if after is not None:
        this = (CardText.school_id == school, CardText.asset_id == after)
        found = found.where(CardText.number > (session.scalar(select(CardText.number).where(*this)) or 0))
    return list(session.scalars(found.limit(limit)))


def _few_sorted(
    session: Session, school: SchoolId, few: Sequence[UUID], wanted: Wanted, after: AssetId | None
) -> list[UUID]:
    """All of them, or those after the last one seen. A database might rather walk through all cards in that order."""
    column = _COLUMNS[wanted.order or Order.NUMBER]
    rows = session.execute(select(column, Asset.id).where(Asset.school_id == school, Asset.id.in_(few))).all()
    there = sorted(((value, asset) for value, asset in rows if value is not None), reverse=wanted.descending)
    without = sorted((asset for value, asset in rows if value is None), reverse=wanted.descending)
    found = [*(asset for _, asset in there), *without]
    return found[found.index(after) + 1 :] if after in found else found


def _sorted(
    session: Session, conditions: Sequence[ColumnElement[bool]], wanted: Wanted, last: Asset | None, limit: int
) -> list[UUID]:
    """First the cards that have what they are sorted by, then the others: no database then has to compare nothing."""
    column = _COLUMNS[wanted.order or Order.NUMBER]
    reached = getattr(last, column.key) if last is not None else None
    found: list[UUID] = []
    if last is None or reached is not None:
        keys = (column, Asset.id)
        there = select(Asset.id).where(*conditions, column.is_not(None))
        if last is not None:
            there = there.where(_beyond(keys, (reached, last.id), wanted.descending))
        found += session.scalars(_in(there, keys, wanted.descending).limit(limit))
    if len(found) < limit and column.property.columns[0].nullable:
        without = select(Asset.id).where(*conditions, column.is_(None))
        if last is not None and reached is None:
            without = without.where(_beyond((Asset.id,), (last.id,), wanted.descending))
        found += session.scalars(_in(without, (Asset.id,), wanted.descending).limit(limit - len(found)))
    return found


def _beyond(keys: tuple[Any, ...], reached: tuple[Any, ...], descending: bool) -> ColumnElement[bool]:
    return tuple_(*keys) < reached if descending else tuple_(*keys) > reached


def _in(found: Select[UUID], keys: tuple[Any, ...], descending: bool) -> Select[UUID]:
    return found.order_by(*(key.desc() if descending else key for key in keys))


def lines_of(session: Session, school: SchoolId, assets: Sequence[UUID]) -> list[CardLine]:
    """The lines of these cards, at most as many as one statement takes, in this order."""
    pieces = _pieces(session, school, assets)
    rows = session.execute(
        select(Asset, Category.name, Department.name)
        .outerjoin(Category, and_(Category.school_id == Asset.school_id, Category.id == Asset.category_id))
        .outerjoin(Department, and_(Department.school_id == Asset.school_id, Department.id == Asset.department_id))
        .where(Asset.school_id == school, Asset.id.in_(assets))
    )
    lines = {asset.id: _line(asset, category, department, pieces[asset.id]) for asset, category, department in rows}
    return [lines[asset] for asset in assets]


@dataclass(slots=True)
class _Pieces:
    """The codes of the rooms, the names of the custodians and the states of the pieces of a card."""

    rooms: set[str | None] = field(default_factory=set)
    keepers: set[str | None] = field(default_factory=set)
    states: set[str] = field(default_factory=set)


def _line(asset: Asset, category: str | None, department: str | None, pieces: _Pieces) -> CardLine:
    return CardLine(
        AssetId(asset.id),
        asset.asset_no,
        asset.name,
        asset.model,
        category or "",
        department or "",
        asset.quantity,
        asset.unit,
        asset.cost,
        asset.acquired,
        tuple(sorted(filter(None, pieces.rooms))),
        tuple(sorted(filter(None, pieces.keepers))),
        tuple(state for state in ItemState if state.value in pieces.states),
    )


def _pieces(session: Session, school: SchoolId, assets: Sequence[UUID]) -> dict[UUID, _Pieces]:
    rows = session.execute(
        select(Item.asset_id, Room.code, Person.name, Item.state)
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .outerjoin(Person, and_(Person.school_id == Item.school_id, Person.id == Item.keeper_id))
        .where(Item.school_id == school, Item.asset_id.in_(assets))
        .distinct()
    )
    found: dict[UUID, _Pieces] = defaultdict(_Pieces)
    for asset, room, keeper, state in rows:
        found[asset].rooms.add(room)
        found[asset].keepers.add(keeper)
        found[asset].states.add(state)
    return found
