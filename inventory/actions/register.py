"""Entering cards: what the new lines of a register file become, with their pieces, tags and rooms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from inventory.actions.categories import category_ids
from inventory.actions.known_cards import own_fields
from inventory.actions.named import ids_by_name
from inventory.actions.rooms import room_ids
from inventory.actions.sums import came
from inventory.digests import beginning
from inventory.ids import ImportId, SchoolId, new_id
from inventory.locations import room_named
from inventory.matching import SAID
from inventory.register import ItemState, Piece, RegisterRow
from inventory.store.bulk import insert_rows
from inventory.store.parts import among
from inventory.store.places import Room
from inventory.store.register import Asset, Item, TagBinding
from inventory.store.schools import Department, Person

FIELDS = (*SAID, "quantity")
_of_line = attrgetter(*FIELDS)
_NOTHING: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Names:
    """The ids of everything the lines of a file call by a name."""

    rooms: Mapping[str, UUID | None]
    people: Mapping[str, UUID]
    departments: Mapping[str, UUID]
    categories: Mapping[tuple[str, str], UUID]
    own: Mapping[str, UUID]


def names_of(
    session: Session,
    school: SchoolId,
    rows: Sequence[RegisterRow],
    categories: Mapping[tuple[str, str], tuple[str, str]],
) -> Names:
    """What the lines name, entered where it is new; rooms must be there already.

    `categories` are those of the lines, by code and name: their scheme and edition.
    """
    codes = room_ids(session, school)
    return Names(
        {place: room_named(place, codes) for place in {place for row in rows for place in row.places}},
        ids_by_name(session, school, Person, {name for row in rows for name in row.people}),
        ids_by_name(session, school, Department, {row.department for row in rows}),
        category_ids(session, school, categories),
        own_fields(session, school),
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """In which school, by which file, by whom and when cards are entered."""

    school: SchoolId
    import_id: ImportId
    by: str
    at: datetime


def add_cards(session: Session, entry: Entry, new: Sequence[tuple[str, RegisterRow]], names: Names) -> str:
    """Enters every new card with its pieces and their tags, in one statement a table; how the pieces began."""
    assets, items, tags = [], [], []
    for key, row in new:
        card = _card(entry, key, row, names)
        assets.append(card)
        for position, said in enumerate(row.said_of(row.quantity), start=1):
            made = piece(entry, card["id"], position, said, names)
            items.append(made)
            tags += [binding(entry, tag, made["id"]) for tag in said.tags]
    for table, values in ((Asset, assets), (Item, items), (TagBinding, tags)):
        insert_rows(session, table, values)
    _count(session, entry, [card["id"] for card in assets], [made["id"] for made in items])
    return beginning_of(items)


def _count(session: Session, entry: Entry, cards: Sequence[UUID], pieces: Sequence[UUID]) -> None:
    came(session, entry.school, Asset, among(session, Asset.id, cards))
    came(session, entry.school, Item, among(session, Item.id, pieces))
    came(session, entry.school, TagBinding, among(session, TagBinding.item_id, pieces))


def beginning_of(pieces: Iterable[Mapping[str, Any]]) -> str:
    """The sum of the pieces (`inventory.digests.beginning`), given by their columns."""
    return beginning((each["id"], each["room_id"], each["keeper_id"], each["state"]) for each in pieces)


def add_rooms(session: Session, entry: Entry, codes: Iterable[str]) -> None:
    """Enters rooms of which nothing is known but what the register calls them."""
    unknown = {"name": "", "building_id": None, "floor": None, "position": None, "keeper_id": None}
    rooms = [
        {"school_id": entry.school, "id": new_id(), "code": code, "import_id": entry.import_id} | unknown
        for code in codes
    ]
    if rooms:
        session.execute(insert(Room), rooms)
        came(session, entry.school, Room, Room.code.in_(room["code"] for room in rooms))


def _card(entry: Entry, key: str, row: RegisterRow, names: Names) -> dict[str, Any]:
    own = names.own.keys() & row.others.keys()
    return dict(zip(FIELDS, _of_line(row), strict=True)) | {
        "school_id": entry.school,
        "id": new_id(),
        "import_key": key,
        "import_id": entry.import_id,
        "category_id": names.categories.get((row.category_code, row.category_name)),
        "department_id": names.departments.get(row.department),
        "others": {head: text for head, text in row.others.items() if head not in own} or _NOTHING,
        "custom": {names.own[head].hex: text for head, text in row.others.items() if head in own} or _NOTHING,
        "by_number": bool(row.by_number),
    }


def piece(entry: Entry, asset: UUID, position: int, said: Piece, names: Names) -> dict[str, Any]:
    """The columns of the piece of this position, as the line says."""
    return {
        "school_id": entry.school,
        "id": new_id(),
        "asset_id": asset,
        "position": position,
        "room_id": names.rooms[said.room],
        "keeper_id": names.people.get(said.keeper),
        "user_id": names.people.get(said.user),
        "state": (said.state or ItemState.IN_USE).value,
        "number": said.number,
        "serial": said.serial,
        "removed_on": said.removed_on,
    }


def binding(entry: Entry, tag: str, item: UUID) -> dict[str, Any]:
    """The columns of a tag on a piece."""
    return {
        "school_id": entry.school,
        "id": new_id(),
        "tag": tag,
        "tid": None,
        "item_id": item,
        "room_id": None,
        "person_id": None,
        "bound_at": entry.at,
        "bound_by": entry.by,
        "unbound_at": None,
    }
