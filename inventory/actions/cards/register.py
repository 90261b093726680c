"""Entering cards: what the new lines of a register file become, with their pieces, tags and rooms."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from inventory.actions.cards.categories import category_ids
from inventory.actions.cards.named import ids_by_name
from inventory.actions.cards.rooms import room_ids
from inventory.actions.importing.known_cards import own_fields
from inventory.actions.proof.sums import came, entered
from inventory.digests import beginning, together
from inventory.ids import ImportId, SchoolId, new_id, new_ids
from inventory.locations import room_named
from inventory.matching import SAID
from inventory.register import ItemState, Piece, RegisterRow
from inventory.store.bulk import Columns, insert_columns
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Item, TagBinding
from inventory.store.schools import Department, Person
from inventory.store.search_entered import find_entered
from inventory.store.search_triggers import unwatched
from inventory.store.written import Written
from inventory.tags import Tag

FIELDS = (*SAID, "quantity")
_of_line = attrgetter(*FIELDS)
_NOTHING: dict[str, str] = {}
FEW = 500
"""So many cards the database notes sooner than it makes triggers anew."""


@dataclass(frozen=True, slots=True)
class Names:
    """The ids of everything the lines of a file call by a name."""

    rooms: Mapping[str, Written]
    people: Mapping[str, Written]
    departments: Mapping[str, Written]
    categories: Mapping[tuple[str, str], Written]
    own: Mapping[str, UUID]

    def written(self) -> "Names":
        """The same, but for the own fields, as 32 hexadecimal digits: ids of many rows are stored so at once."""
        of_cards = {"departments": _written(self.departments), "categories": _written(self.categories)}
        return replace(self, rooms=_written(self.rooms), people=_written(self.people), **of_cards)


def _written(ids: Mapping[Any, UUID | None]) -> dict[Any, Written]:
    return {name: found.hex if found else None for name, found in ids.items()}


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


class NewPiece(NamedTuple):
    """A piece to be entered: its card, its position there, and what the line says of it."""

    asset: Written
    position: int
    said: Piece


def add_cards(session: Session, entry: Entry, new: Sequence[tuple[str, RegisterRow]], names: Names) -> str:
    """Enters every new card with its pieces and their tags, by thousands in a statement; how the pieces began."""
    many, ids = len(new) > FEW, names.written()
    with unwatched(session.connection()) if many else nullcontext():
        return together([_add_some(session, entry, some, ids) for some in in_parts(new)])


def _add_some(session: Session, entry: Entry, new: Sequence[tuple[str, RegisterRow]], names: Names) -> str:
    cards = insert_columns(session, Asset, _cards(entry, new, names))
    entered(session, Asset, cards)
    said = [row.said_of(row.quantity) for _, row in new]
    pieces = [
        NewPiece(card, position, piece)
        for card, its in zip(cards["id"], said, strict=True)
        for position, piece in enumerate(its, start=1)
    ]
    items, began = add_pieces(session, entry, pieces, names)
    tags = [piece.said.tags for piece in pieces]
    bind_tags(session, entry, [(tag, item) for its, item in zip(tags, items["id"], strict=True) for tag in its])
    find_entered(session, entry.school, cards, items, tags)
    return began


def add_pieces(session: Session, entry: Entry, pieces: Sequence[NewPiece], names: Names) -> tuple[Columns, str]:
    """Enters pieces of cards that are there; as they are stored, and how they began (`digests.beginning`)."""
    assets, positions, said = _by_column(pieces, 3)
    rooms, keepers, users, states, numbers, serials, _, removed = _by_column(said, 8)
    columns: dict[str, Sequence[Any]] = {
        "school_id": [entry.school] * len(pieces),
        "id": new_ids(len(pieces)),
        "asset_id": assets,
        "position": positions,
        "room_id": [names.rooms[room] for room in rooms],
        "keeper_id": list(map(names.people.get, keepers)),
        "user_id": list(map(names.people.get, users)),
        "state": [(state or ItemState.IN_USE).value for state in states],
        "number": numbers,
        "serial": serials,
        "removed_on": removed,
    }
    if pieces:
        entered(session, Item, insert_columns(session, Item, columns))
    began = beginning(zip(*(columns[name] for name in ("id", "room_id", "keeper_id", "state")), strict=True))
    return columns, began


def _by_column(rows: Sequence[tuple[Any, ...]], count: int) -> Sequence[Sequence[Any]]:
    return list(zip(*rows, strict=True)) or [()] * count


def bind_tags(session: Session, entry: Entry, tags: Sequence[tuple[Tag, Written]]) -> None:
    """Binds each tag to its piece."""
    if not tags:
        return
    found, items = zip(*tags, strict=True)
    nothing = [None] * len(tags)
    columns: dict[str, Sequence[Any]] = {
        "school_id": [entry.school] * len(tags),
        "id": new_ids(len(tags)),
        "tag": found,
        "item_id": items,
        "bound_at": [entry.at] * len(tags),
        "bound_by": [entry.by] * len(tags),
        **dict.fromkeys(("tid", "room_id", "person_id", "unbound_at"), nothing),
    }
    entered(session, TagBinding, insert_columns(session, TagBinding, columns))


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


def _cards(entry: Entry, new: Sequence[tuple[str, RegisterRow]], names: Names) -> Columns:
    keys, rows = zip(*new, strict=True)
    told = [row.others for row in rows]
    own = names.own.keys() & {head for others in told if others for head in others}
    return dict(zip(FIELDS, zip(*map(_of_line, rows), strict=True), strict=True)) | {
        "school_id": [entry.school] * len(rows),
        "id": new_ids(len(rows)),
        "import_key": keys,
        "import_id": [entry.import_id] * len(rows),
        "category_id": [names.categories.get((row.category_code, row.category_name)) for row in rows],
        "department_id": [names.departments.get(row.department) for row in rows],
        "others": [{head: text for head, text in others.items() if head not in own} or _NOTHING for others in told],
        "custom": [
            {names.own[head].hex: text for head, text in others.items() if head in own} or _NOTHING for others in told
        ],
        "by_number": [bool(row.by_number) for row in rows],
    }
