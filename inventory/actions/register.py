"""Entering cards: which rows of a file are new, and the cards, items and tags they become."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from inventory.actions.categories import category_ids
from inventory.actions.named import ids_by_name
from inventory.actions.rooms import room_ids
from inventory.ids import ImportId, SchoolId, new_id
from inventory.locations import room_named
from inventory.register import Doubt, RegisterRow
from inventory.store.places import Room
from inventory.store.register import Asset, Item, TagBinding
from inventory.store.schools import Department, Person

FIELDS = (
    "asset_no",
    "fiscal_no",
    "name",
    "quantity",
    "unit",
    "cost",
    "accumulated",
    "acquired",
    "posted",
    "life_months",
    "brand",
    "model",
    "serial",
    "location",
    "note",
)
# Depreciation goes on every month; that alone makes no other card.
_SAME = tuple(name for name in FIELDS if name != "accumulated")


@dataclass(frozen=True, slots=True)
class Cards:
    """The rows of a file held against the register.

    `new` are rows with the key they get; `unchanged` counts those already there and alike; `new_rooms` are
    places the register names and nobody has entered. `doubts` tell of rows that differ from their card.
    """

    new: Sequence[tuple[str, RegisterRow]]
    unchanged: int
    new_rooms: Sequence[str]
    doubts: Sequence[Doubt]


def plan(session: Session, school: SchoolId, rows: Sequence[RegisterRow]) -> Cards:
    """Holds the rows of a file against the register; writes nothing."""
    known = _known(session, school)
    keyed = list(zip(_keys(rows), rows, strict=True))
    new = [(key, row) for key, row in keyed if key not in known]
    doubts = [_differs(row) for key, row in keyed if key in known and known[key] != _says(row)]
    codes = room_ids(session, school)
    named = {row.location: row for _, row in reversed(new) if row.location}
    unknown = [row for location, row in named.items() if room_named(location, codes) is None]
    unknown.sort(key=lambda row: row.line)
    return Cards(
        new,
        len(rows) - len(new) - len(doubts),
        [row.location for row in unknown],
        [*doubts, *map(_new_room, unknown)],
    )


def add_cards(session: Session, school: SchoolId, import_id: ImportId, cards: Cards, *, at: datetime) -> None:
    """Enters every new card with its items and tags, and the rooms it names that are not there yet."""
    _add_rooms(session, school, cards.new_rooms)
    rows = [row for _, row in cards.new]
    codes = room_ids(session, school)
    rooms = {location: room_named(location, codes) for location in {row.location for row in rows}}
    people = ids_by_name(session, school, Person, {name for row in rows for name in (row.keeper, row.user)})
    departments = ids_by_name(session, school, Department, {row.department for row in rows})
    categories = category_ids(session, school, rows)
    assets, items, tags = [], [], []
    for key, row in cards.new:
        asset = new_id()
        assets.append(
            {name: getattr(row, name) for name in FIELDS}
            | {
                "school_id": school,
                "id": asset,
                "import_key": key,
                "import_id": import_id,
                "category_id": categories.get((row.category_code, row.category_name)),
                "department_id": departments.get(row.department),
                "others": dict(row.others),
            }
        )
        pieces = [_item(school, asset, position, row, rooms, people) for position in range(1, row.quantity + 1)]
        items += pieces
        tags += [_binding(school, tag, piece["id"], at) for tag, piece in zip(row.tags, pieces, strict=False)]
    for table, values in ((Asset, assets), (Item, items), (TagBinding, tags)):
        if values:
            session.execute(insert(table), values)


def _item(
    school: SchoolId,
    asset: UUID,
    position: int,
    row: RegisterRow,
    rooms: dict[str, UUID | None],
    people: dict[str, UUID],
) -> dict[str, object]:
    return {
        "school_id": school,
        "id": new_id(),
        "asset_id": asset,
        "position": position,
        "room_id": rooms[row.location],
        "keeper_id": people.get(row.keeper or row.user),  # many lists have one column for both, 使用人/保管人
        "user_id": people.get(row.user),
        "state": row.state.value,
    }


def _binding(school: SchoolId, tag: str, item: object, at: datetime) -> dict[str, object]:
    return {
        "school_id": school,
        "id": new_id(),
        "tag": tag,
        "tid": None,
        "item_id": item,
        "room_id": None,
        "person_id": None,
        "bound_at": at,
        "unbound_at": None,
    }


def _add_rooms(session: Session, school: SchoolId, codes: Iterable[str]) -> None:
    rooms = [
        {
            "school_id": school,
            "id": new_id(),
            "code": code,
            "name": "",
            "building_id": None,
            "floor": None,
            "position": None,
            "keeper_id": None,
        }
        for code in codes
    ]
    if rooms:
        session.execute(insert(Room), rooms)


def _keys(rows: Iterable[RegisterRow]) -> list[str]:
    """A key for each row that the same file gives again: its number (else what it says) and the how-manyeth it is."""
    seen: Counter[str] = Counter()
    keys = []
    for row in rows:
        name = row.asset_no or sha256(repr(_says(row)).encode()).hexdigest()[:16]
        seen[name] += 1
        keys.append(f"{'no' if row.asset_no else 'row'}:{name}:{seen[name]}")
    return keys


def _known(session: Session, school: SchoolId) -> dict[str, tuple[Any, ...]]:
    """What every card of the register says, by its import key."""
    columns = [getattr(Asset, name) for name in _SAME]
    rows = session.execute(select(Asset.import_key, *columns).where(Asset.school_id == school))
    return {key: tuple(said) for key, *said in rows}


def _says(row: RegisterRow) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _SAME)


def _differs(row: RegisterRow) -> Doubt:
    return Doubt(
        "differs",
        "Card {number} is in the register already and says something else there; the register was left as it is.",
        {"number": row.asset_no},
        row.sheet,
        row.line,
    )


def _new_room(row: RegisterRow) -> Doubt:
    return Doubt(
        "new_room",
        "There is no room {room} yet; it will be entered under this name.",
        {"room": row.location},
        row.sheet,
        row.line,
    )
