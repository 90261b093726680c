"""Writing a slip: what is asked for is written down with how each thing stands, and nothing changes yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, insert, select, type_coerce
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.campaign.scoping import share
from inventory.actions.documents.handing_rooms import name_rooms
from inventory.actions.documents.movements import Occasion, next_number
from inventory.actions.documents.routes import routes_of
from inventory.actions.proof.journal import record
from inventory.actions.proof.sealing import sealed_slips
from inventory.actions.school.schools import lock_school
from inventory.approvals import Case, Route, route_for
from inventory.errors import InventoryError, NotFound
from inventory.filling import filled_in
from inventory.ids import ItemId, SchoolId, SlipId, StockTakeId, new_id
from inventory.kinds import KINDS
from inventory.register import ItemState
from inventory.slips import Asks, Given, Kind, SlipStatus, worth
from inventory.store.base import Money
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Category, Item
from inventory.store.schools import Person
from inventory.store.slips import SlipLine, SlipRow

MOST_ITEMS = 20_000
"""Things on one slip."""


class NothingAsked(InventoryError):
    """A slip without things."""

    text = "Choose at least one thing, and at most {most}."


class NotSaid(InventoryError):
    """A slip that does not name what its kind has to."""

    text = "Fill in: {field}."


class NotNow(InventoryError):
    """A thing whose state does not allow what is asked."""

    text = "{name} ({number}) is “{state}”, so this cannot be asked for it."


class MayNotAsk(InventoryError):
    """A kind of slip that takes more rights to write."""

    text = "Only a {role} writes this kind of document."


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for: the kind by its word, the things, where to, and the fields as typed.

    With `rooms` the rooms whose keepers hand over what is in them go along, where the kind hands rooms over. Asked
    for again with the same `id` it is written once.
    """

    kind: str
    items: Sequence[ItemId]
    given: Given = field(default_factory=Given)
    fields: Mapping[str, str] = field(default_factory=dict)
    stocktake: StockTakeId | None = None
    rooms: bool = False
    id: SlipId = field(default_factory=lambda: SlipId(new_id()))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A thing of a wish as the books have it."""

    item: ItemId
    room: UUID | None
    keeper: UUID | None
    state: ItemState
    number: str
    name: str
    cost: Decimal | None
    category: str


def ask(session: Session, school: SchoolId, wish: Wish, occasion: Occasion, role: Role) -> SlipId:
    """Writes the slip under the next number of its kind and year; it waits for its signatures, if it needs any.

    Raises `NotFound` (kind, room, person or a thing), `MayNotAsk`, `NothingAsked`, `NotSaid`, `BadEntry`, `NotNow`.
    """
    kind = KINDS.get(wish.kind)
    if kind is None or not kind.stages:
        raise NotFound(kind="document", name=wish.kind)
    if role < kind.asks:
        raise MayNotAsk(role=kind.asks.word)
    fields = filled_in(kind.fields, wish.fields)
    wish = replace(wish, given=kind.heeds(wish.given))
    _check_given(session, school, kind, wish.given)
    lock_school(session, school)
    if session.get(SlipRow, (school, wish.id)) is not None:
        return wish.id
    wanted = _wanted(session, school, wish.items)
    for each in wanted:
        if each.state not in kind.takes:
            raise NotNow(name=each.name, number=each.number, state=each.state)
    total = worth(each.cost for each in wanted)
    codes = frozenset(each.category for each in wanted)
    route = route_for(routes_of(session, school), Case(kind.word, total, codes, occasion.day))
    return _write(session, school, wish, wanted, occasion, _Terms(fields, total, route))


@dataclass(frozen=True, slots=True)
class _Terms:
    fields: dict[str, str]
    total: Decimal
    route: Route | None


def _write(
    session: Session, school: SchoolId, wish: Wish, wanted: Sequence[_Wanted], occasion: Occasion, terms: _Terms
) -> SlipId:
    levels = terms.route.levels if terms.route else ()
    slip = SlipRow(
        school_id=school,
        id=wish.id,
        kind=wish.kind,
        year=occasion.year,
        number=next_number(session, school, wish.kind, occasion.year),
        status=(SlipStatus.ASKED if levels else SlipStatus.READY).value,
        asked_by=occasion.by,
        asked_at=occasion.at,
        reason=occasion.reason,
        room_id=wish.given.room,
        person_id=wish.given.person,
        due_on=wish.given.due_on,
        fields=terms.fields,
        worth=terms.total,
        levels=[level.plain() for level in levels],
        asker_may=bool(terms.route and terms.route.asker_may),
        stocktake_id=wish.stocktake,
    )
    session.add(slip)
    session.flush()
    session.execute(insert(SlipLine), [_line(school, slip.id, each) for each in wanted])
    if wish.rooms and KINDS[wish.kind].hands_rooms:
        name_rooms(session, school, wish.id)
    (sealed,) = sealed_slips(session, school, slip.id)
    facts = {
        "document": f"{slip.year}-{slip.kind}-{slip.number}",
        "count": str(len(wanted)),
        "digest": sealed.digest,
    }
    record(
        session,
        school,
        at=occasion.at,
        by=occasion.by,
        what="document asked for",
        subject=slip.id,
        facts=facts,
        reason=occasion.reason,
    )
    return wish.id


def _line(school: SchoolId, slip: UUID, each: _Wanted) -> dict[str, Any]:
    return {
        "school_id": school,
        "slip_id": slip,
        "item_id": each.item,
        "room_id": each.room,
        "keeper_id": each.keeper,
        "state": each.state.value,
    }


def _check_given(session: Session, school: SchoolId, kind: Kind, given: Given) -> None:
    said: list[tuple[Asks | None, object]] = [
        (kind.room, given.room),
        (kind.person, given.person),
        (kind.due, given.due_on),
    ]
    for asks, value in said:
        if asks and asks.needed and value is None:
            raise NotSaid(field=asks.label)
    if given.room is not None and session.get(Room, (school, given.room)) is None:
        raise NotFound(kind="room", name=given.room)
    if given.person is not None and session.get(Person, (school, given.person)) is None:
        raise NotFound(kind="person", name=given.person)


def _wanted(session: Session, school: SchoolId, items: Sequence[ItemId]) -> list[_Wanted]:
    """Each thing once, by its id. Raises `NothingAsked`, or `NotFound` for one that is not there."""
    asked = sorted(set(items))
    if not 0 < len(asked) <= MOST_ITEMS:
        raise NothingAsked(most=MOST_ITEMS)
    columns = (Item.id, Item.room_id, Item.keeper_id, Item.state, Asset.asset_no, Asset.name)
    priced = type_coerce(share(Asset.cost), Money)
    found = [
        _Wanted(ItemId(row[0]), row[1], row[2], ItemState(row[3]), *row[4:])
        for some in in_parts(asked)
        for row in session.execute(
            select(*columns, priced, func.coalesce(Category.code, ""))
            .join(Asset, and_(Asset.school_id == Item.school_id, Asset.id == Item.asset_id))
            .outerjoin(Category, and_(Category.school_id == school, Category.id == Asset.category_id))
            .where(Item.school_id == school, Item.id.in_(some))
        )
    ]
    missing = set(asked) - {each.item for each in found}
    if missing:
        raise NotFound(kind="item", name=min(missing))
    return found
