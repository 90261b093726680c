"""Listing the cards that somebody wants to see, a page at a time; as quick in a register of a million things.

They come in the order wanted. Without one few are in that of their numbers, and many that are searched for come as
they were entered.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from inventory.facets import Facet, facet_word
from inventory.ids import AssetId, SchoolId
from inventory.listing import MOST_COUNTED, CardLine, Listed, Order, Wanted
from inventory.reading_order import by_reading
from inventory.register import ItemState
from inventory.searching import sought
from inventory.store.found_cards import Place, Range, Sought, as_entered, following, in_order, place_of, some, weighed
from inventory.store.places import Room
from inventory.store.register import Asset, Category, Item
from inventory.store.schools import Department, Person


def list_cards(
    session: Session, school: SchoolId, wanted: Wanted, *, limit: int = 50, after: AssetId | None = None
) -> Listed:
    """A page of at most `limit` cards; `after` is the last card of the page before."""
    cards = _sought(session, school, wanted)
    last = place_of(session, cards, after) if after is not None else None
    if cards.parts and wanted.order is None and not cards.ranges:
        found, total = _counted(partial(as_entered, session, cards), cards, last, limit)
    else:
        found, total = _in_order(session, weighed(session, cards), last, limit)
    lines = lines_of(session, school, [place.asset for place in found[:limit]])
    return Listed(tuple(lines), len(found) > limit, total)


def ids_of(session: Session, school: SchoolId, wanted: Wanted, *, most: int) -> list[AssetId]:
    """All the cards wanted, at most so many, in no order."""
    return [AssetId(place.asset) for place in some(session, _sought(session, school, wanted), most)]


def departments_of(session: Session, school: SchoolId) -> list[str]:
    """The names of the departments there are."""
    names = session.scalars(select(Department.name).where(Department.school_id == school))
    return sorted(names, key=by_reading)


Find = Callable[[Place | None, int], list[Place]]
"""So many cards after one of them."""


def _in_order(session: Session, cards: Sought, last: Place | None, limit: int) -> tuple[list[Place], int | None]:
    find = partial(in_order, session, cards)
    if cards.common and not cards.ranges and len(some(session, cards, MOST_COUNTED + 1)) > MOST_COUNTED:
        return find(last, limit + 1), None
    return _counted(find, cards, last, limit)


def _counted(find: Find, cards: Sought, last: Place | None, limit: int) -> tuple[list[Place], int | None]:
    """The cards after the last one seen, and how many there are in all if they are few; then all are in order."""
    found = find(last, max(limit, MOST_COUNTED) + 1)
    whole = found if last is None or len(found) > MOST_COUNTED else find(None, MOST_COUNTED + 1)
    if len(whole) > MOST_COUNTED:
        return found, None
    return following(whole, last, cards.descending), len(whole)


def _sought(session: Session, school: SchoolId, wanted: Wanted) -> Sought:
    ranges = (
        Range(Order.COST, wanted.cost_from, wanted.cost_to),
        Range(Order.ACQUIRED, wanted.acquired_from, wanted.acquired_to),
    )
    return Sought(
        school,
        _parts(session, school, wanted),
        [cut for cut in ranges if (cut.least, cut.most) != (None, None)],
        wanted.order or Order.NUMBER,
        wanted.descending,
    )


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


def lines_of(session: Session, school: SchoolId, assets: Sequence[UUID]) -> list[CardLine]:
    """The lines of these cards, at most as many as one statement takes, in this order."""
    pieces = _pieces(session, school, assets)
    rows = session.execute(
        select(*_ON_THE_CARD, Category.name.label("category"), Department.name.label("department"))
        .outerjoin(Category, and_(Category.school_id == Asset.school_id, Category.id == Asset.category_id))
        .outerjoin(Department, and_(Department.school_id == Asset.school_id, Department.id == Asset.department_id))
        .where(Asset.school_id == school, Asset.id.in_(assets))
    )
    lines = {row.id: _line(row, pieces[row.id]) for row in rows.all()}
    return [lines[asset] for asset in assets]


_ON_THE_CARD = (
    *(Asset.id, Asset.asset_no, Asset.name, Asset.model),
    *(Asset.quantity, Asset.unit, Asset.cost, Asset.acquired),
)
"""Plain columns: whole cards take twice as long, and a program asks for a thousand at a time."""


@dataclass(slots=True)
class _Pieces:
    """The codes of the rooms, the names of the custodians and the states of the pieces of a card."""

    rooms: set[str | None] = field(default_factory=set)
    keepers: set[str | None] = field(default_factory=set)
    states: set[str] = field(default_factory=set)


def _line(card: Any, pieces: _Pieces) -> CardLine:
    return CardLine(
        AssetId(card.id),
        card.asset_no,
        card.name,
        card.model,
        card.category or "",
        card.department or "",
        card.quantity,
        card.unit,
        card.cost,
        card.acquired,
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
    for asset, room, keeper, state in rows.all():
        found[asset].rooms.add(room)
        found[asset].keepers.add(keeper)
        found[asset].states.add(state)
    return found
