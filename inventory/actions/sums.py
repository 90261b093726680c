"""Sums over tables that many deeds change: entries of the audit log keep what came and went, and all of it adds up.

Of a table the sum is that of the SHA-256 of its rows, modulo 2^256. Whoever changes, adds or removes rows says so
by `counted`, and the next entry keeps by how much the sum became another one. So rows may be changed by thousands
in one statement, and yet none can be changed behind the back of the log.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, String, cast, func, select
from sqlalchemy.orm import Session, SessionTransaction

from inventory.digests import written
from inventory.ids import SchoolId
from inventory.store.base import Table
from inventory.store.cards import Attachment, CardChange
from inventory.store.journal import Entry
from inventory.store.lending import Lendable
from inventory.store.places import Building, Room
from inventory.store.quoted import quoted
from inventory.store.recounts import RecountItem, RecountRow
from inventory.store.register import Asset, Category, Item, TagBinding
from inventory.store.schools import Department, Person
from inventory.store.stocktakes import Decision
from inventory.store.tasks import TaskMark

AT_ONCE = 5_000

_Untold = defaultdict[str, int]


class Summed(NamedTuple):
    """A table, what its rows are called together, and the columns that count, named one by one: one that is added
    later is not in the sums of before."""

    table: type[Table]
    called: str
    columns: tuple[str, ...]


_CARD = (
    *("id", "asset_no", "import_key", "import_id", "fiscal_no", "former_no", "census_no", "name", "category_id"),
    *("department_id", "quantity", "unit", "cost", "accumulated", "acquired", "posted", "life_months", "value_type"),
    *("funding", "acquisition", "purpose", "voucher", "supplier", "manufacturer", "warranty_until", "brand", "model"),
    *("serial", "location", "note", "others", "custom", "by_number", "merged_into"),
)
_CHANGE = ("id", "asset_id", "item_id", "field", "before", "after", "at", "by", "reason", "import_id")
_BINDING = (
    *("id", "tag", "tid", "item_id", "room_id", "person_id"),
    *("bound_at", "bound_by", "unbound_at", "unbound_by", "unbound_reason"),
)
_FILE = (
    "id",
    "item_id",
    "filename",
    "media_type",
    "sha256",
    "note",
    "added_by",
    "added_at",
    "removed_by",
    "removed_at",
)
_DECISION = ("id", "stocktake_id", "subject", "number", "decision", "reason", "decided_by", "decided_at", "details")
_MARK = ("id", "stocktake_id", "subject", "decision", "number", "done", "marked_by", "marked_at")

SUMMED: Mapping[type[Table], Summed] = {
    each.table: each
    for each in (
        Summed(Asset, "cards", _CARD),
        Summed(Item, "pieces", ("id", "asset_id", "position", "user_id", "number", "serial")),
        Summed(CardChange, "changes of cards", _CHANGE),
        Summed(Attachment, "photos and papers of cards", ("asset_id", *_FILE)),
        Summed(TagBinding, "tags on things, rooms and people", _BINDING),
        Summed(Category, "classifications", ("id", "scheme", "edition", "code", "name")),
        Summed(Person, "people", ("id", "name", "pupil")),
        Summed(Department, "departments", ("id", "name")),
        Summed(Building, "buildings", ("id", "name")),
        Summed(Room, "rooms", ("id", "code", "name", "building_id", "floor", "position", "keeper_id", "import_id")),
        Summed(Decision, "decisions", _DECISION),
        Summed(TaskMark, "errands", _MARK),
        Summed(
            RecountRow, "recounts", ("id", "stocktake_id", "number", "percent", "seed", "started_by", "started_at")
        ),
        Summed(RecountItem, "things to recount", ("recount_id", "subject", "room_code", "kind", "seen_room")),
        Summed(Lendable, "things lent at the desk", ("item_id", "days", "marked_by", "marked_at")),
    )
}

_SUM = "sum of "

_UNTOLD: WeakKeyDictionary[SessionTransaction, _Untold] = WeakKeyDictionary()
"""What no entry keeps yet, by the transaction it is part of: what is rolled back is not told either."""


@contextmanager
def counted(session: Session, school: SchoolId, table: type[Table], *which: ColumnElement[bool]) -> Iterator[None]:
    """Around whatever changes, adds or removes rows of the table: `which` they are, before and after."""
    before = total(session, school, table, *which)
    yield
    _add(session, table, total(session, school, table, *which) - before)


def came(session: Session, school: SchoolId, table: type[Table], *which: ColumnElement[bool]) -> None:
    """After rows were added of which none was there before."""
    _add(session, table, total(session, school, table, *which))


def total(session: Session, school: SchoolId, table: type[Table], *which: ColumnElement[bool]) -> int:
    """The sum over these rows of the school, or over all of them."""
    columns = [getattr(table, name) for name in SUMMED[table].columns]
    its: ColumnElement[bool] = table.__table__.c.school_id == school
    rows = session.scalars(select(quoted(*columns)).where(its, *which).execution_options(yield_per=AT_ONCE))
    return sum(int.from_bytes(sha256(row.encode()).digest()) for row in rows)


def _add(session: Session, table: type[Table], difference: int) -> None:
    if difference:
        _UNTOLD.setdefault(_transaction(session), defaultdict(int))[_fact(table)] += difference


def told_now(session: Session) -> dict[str, str]:
    """What the entry that is about to be written keeps of all that was counted since the last one."""
    untold = _UNTOLD.pop(_transaction(session), defaultdict(int))
    return {fact: written(difference) for fact, difference in untold.items()}


def _transaction(session: Session) -> SessionTransaction:
    innermost = session.get_nested_transaction() or session.get_transaction()
    assert innermost is not None  # noqa: S101 - something was just read in it
    return innermost


def _fact(table: type[Table]) -> str:
    return f"{_SUM}{SUMMED[table].called}"


KEPT = "sums"
"""The fact of the entry from which on all sums are kept."""


def sums_now(session: Session, school: SchoolId) -> dict[str, str]:
    """The facts of an entry from which on all sums are kept, for a school as it stands."""
    totals = {_fact(table): total(session, school, table) for table in SUMMED}
    return {KEPT: "kept from here on"} | {fact: written(each) for fact, each in totals.items() if each}


def kept_since(session: Session, school: SchoolId) -> int | None:
    """The number of the entry from which on all sums are kept; None if there is none yet."""
    begun = Entry.facts[KEPT].as_string().is_not(None)
    its = (Entry.school_id == school, Entry.subject == school, begun)
    return session.scalar(select(func.max(Entry.number)).where(*its))


def strange_sum(session: Session, school: SchoolId) -> str:
    """The first table that does not hold what the entries say came and went; "" also where no sums are kept yet."""
    kept = _kept(session, school)
    if kept is None:
        return ""
    for table, summed in SUMMED.items():
        if written(total(session, school, table)) != written(kept[_fact(table)]):
            return f"the {summed.called} are not those the log tells of: one was changed, put in or taken out"
    return ""


def _kept(session: Session, school: SchoolId) -> _Untold | None:
    """All that came less all that went, by its fact, since sums are kept; None if they are not."""
    kept: _Untold | None = None
    telling = cast(Entry.facts, String).contains("sum")
    entries = select(Entry.facts).where(Entry.school_id == school, telling).order_by(Entry.number)
    for facts in session.scalars(entries.execution_options(yield_per=AT_ONCE)):
        if KEPT in facts:
            kept = defaultdict(int)
        if kept is not None:
            for fact, difference in facts.items():
                if fact.startswith(_SUM):
                    kept[fact] += int(difference, 16)
    return kept
