"""Changing what stands on cards: the one way, for one field of one card or for a whole file of them.

Every change leaves who, when, from, to and why (State Council Order 738, articles 15 and 35; append-only).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import literal_column, select
from sqlalchemy.orm import Session

from inventory.actions.proof.sums import counted, entered
from inventory.fields import as_text
from inventory.ids import AssetId, ImportId, ItemId, SchoolId, new_ids
from inventory.store.bulk import insert_rows, update_rows
from inventory.store.cards import CardChange
from inventory.store.parts import among, in_parts
from inventory.store.register import Asset, Category, Item
from inventory.store.schools import Department, Person
from inventory.store.written import Written


@dataclass(frozen=True, slots=True)
class Change:
    """A new value for a column of a card, or of one of its pieces.

    A reference (`category_id`, `department_id`, `user_id`) is given by its id and logged by its name. `custom:` with
    the id of an own field (hex) changes that one, `others:` with a head what the register said under it.
    """

    asset: AssetId
    field: str
    value: Any
    item: ItemId | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Who changes cards, when and why, and in which import if in one."""

    by: str
    at: datetime
    reason: str = ""
    import_id: ImportId | None = None


_NAMES: Mapping[str, tuple[str, type[Category | Department | Person]]] = {
    "category_id": ("category", Category),
    "department_id": ("department", Department),
    "user_id": ("user", Person),
}


def change_cards(session: Session, school: SchoolId, changes: Iterable[Change], why: Why) -> int:
    """Carries the changes out and logs each that makes a difference; how many did.

    Each card changed counts one revision. A fixed number of statements for each few thousand cards. Whoever calls
    this has touched the open stock-takes and locked the school before.
    """
    changes = list(changes)
    before = _before(session, school, changes)
    real = [change for change in changes if _old(before, change) != change.value]
    if not real:
        return 0
    spelt = _spelling(session, school, before, real)
    ids = new_ids(len(real))
    logged = [_logged(school, before, spelt, change, why, each) for change, each in zip(real, ids, strict=True)]
    entered(session, CardChange, insert_rows(session, CardChange, logged))
    pieces = _values((c for c in real if c.item), before)
    with counted(session, school, Item, among(session, Item.id, list(pieces))):
        _write(session, school, Item, pieces)
    cards = _values((c for c in real if not c.item), before)
    with counted(session, school, Asset, among(session, Asset.id, list(cards))):
        _write(session, school, Asset, cards | {c.asset: cards.get(c.asset, {}) for c in real})
    return len(real)


def _before(
    session: Session, school: SchoolId, changes: Sequence[Change]
) -> dict[AssetId | ItemId, Mapping[str, Any]]:
    """By id of each card and piece the columns concerned, as they are now."""
    found: dict[AssetId | ItemId, Mapping[str, Any]] = {}
    tables: tuple[tuple[type[Asset | Item], list[Any]], ...] = (
        (Asset, list({change.asset: None for change in changes if not change.item})),
        (Item, list({change.item: None for change in changes if change.item})),
    )
    for table, ids in tables:
        names = sorted({_column(c.field) for c in changes if bool(c.item) == (table is Item)})
        columns = [getattr(table, name) for name in names]
        for some in in_parts(ids):
            which = (table.school_id == school, among(session, table.id, some))
            rows = session.execute(select(table.id, *columns).where(*which))
            found.update({row: dict(zip(names, values, strict=True)) for row, *values in rows})
    return found


def _column(field: str) -> str:
    """The column that holds the field; of several in one, what comes before the colon."""
    return field.partition(":")[0]


def _old(before: Mapping[AssetId | ItemId, Mapping[str, Any]], change: Change) -> Any:
    """What the field says now; one of several in a column that was never filled in says ""."""
    column, _, name = change.field.partition(":")
    value = before[change.item or change.asset][column]
    return value.get(name, "") if name else value


def _spelling(
    session: Session,
    school: SchoolId,
    before: Mapping[AssetId | ItemId, Mapping[str, Any]],
    changes: Sequence[Change],
) -> dict[UUID, str]:
    """What the categories and departments that are named by their ids are called."""
    spelt: dict[UUID, str] = {}
    for field, (_, table) in _NAMES.items():
        of_field = [change for change in changes if change.field == field]
        ids = {named for c in of_field for named in (c.value, _old(before, c)) if named is not None}
        said = (Category.code, Category.name) if table is Category else (table.name,)
        for some in in_parts(sorted(ids)):
            rows = session.execute(select(table.id, *said).where(table.school_id == school, table.id.in_(some)))
            spelt.update({row[0]: " ".join(filter(None, row[1:])) for row in rows})
    return spelt


def _logged(
    school: SchoolId,
    before: Mapping[AssetId | ItemId, Mapping[str, Any]],
    spelt: Mapping[UUID, str],
    change: Change,
    why: Why,
    written_as: Written,
) -> dict[str, Any]:
    name, _ = _NAMES.get(change.field, (change.field, None))
    was, becomes = (
        spelt.get(value, "") if name != change.field else as_text(value)
        for value in (_old(before, change), change.value)
    )
    return {
        "school_id": school,
        "id": written_as,
        "asset_id": change.asset,
        "item_id": change.item,
        "field": name,
        "before": was,
        "after": becomes,
        "at": why.at,
        "by": why.by,
        "reason": why.reason,
        "import_id": why.import_id,
    }


def _values(
    changes: Iterable[Change], before: Mapping[AssetId | ItemId, Mapping[str, Any]]
) -> dict[UUID, dict[str, Any]]:
    """By id the columns to write; the own fields of a card are one column."""
    values: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for change in changes:
        row, (column, _, name) = values[change.item or change.asset], change.field.partition(":")
        together = row.get(column, before[change.asset].get(column)) if name else None
        row[column] = {**(together or {}), name: change.value} if name else change.value
    return values


def _write(
    session: Session, school: SchoolId, table: type[Asset | Item], values: Mapping[UUID, Mapping[str, Any]]
) -> None:
    """Rows that get the same columns are written in one statement; a card counts it as a revision."""
    alike: dict[frozenset[str], list[dict[str, Any]]] = defaultdict(list)
    for row, columns in values.items():
        alike[frozenset(columns)].append({"school_id": school, "id": row, **columns})
    counted = {"revision": Asset.revision + literal_column("1")} if table is Asset else {}
    for rows in alike.values():
        update_rows(session, table, rows, **counted)
