"""Over which tables the audit log keeps sums (`inventory.actions.proof.sums`), and over which columns of them.

A column that is to count from now on makes another edition: an earlier one is proven by what counted then.
"""

from collections.abc import Mapping
from typing import NamedTuple

from inventory.digests import NARROW, WIDE
from inventory.store.base import Table
from inventory.store.cards import Attachment, CardChange
from inventory.store.lending import Lendable
from inventory.store.places import Building, Room
from inventory.store.recounts import RecountItem, RecountRow
from inventory.store.register import Asset, Category, Item, TagBinding
from inventory.store.schools import Department, Person
from inventory.store.stocktakes import Decision
from inventory.store.tasks import TaskMark


class Summed(NamedTuple):
    """A table, what its rows are called together, and the columns that count, named one by one."""

    table: type[Table]
    called: str
    columns: tuple[str, ...]

    @property
    def fact(self) -> str:
        """Under which entries keep by how much the sum became another one."""
        return f"{SUM}{self.called}"


class Edition(NamedTuple):
    """One way of keeping sums: the fact of the entry from which on they are kept so, their bits, and over what."""

    since: str
    bits: int
    tables: Mapping[type[Table], Summed]


SUM = "sum of "


_CARD = (
    *("id", "asset_no", "import_key", "import_id", "fiscal_no", "former_no", "census_no", "name", "category_id"),
    *("department_id", "quantity", "unit", "cost", "accumulated", "acquired", "posted", "life_months", "value_type"),
    *("funding", "acquisition", "purpose", "voucher", "supplier", "manufacturer", "warranty_until", "brand", "model"),
    *("serial", "location", "note", "others", "custom", "by_number", "merged_into"),
)
_PIECE = ("id", "asset_id", "position", "user_id", "number", "serial")
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

_TABLES: Mapping[type[Table], Summed] = {
    each.table: each
    for each in (
        Summed(Asset, "cards", _CARD),
        Summed(Item, "pieces", (*_PIECE, "removed_on")),
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

NOW = Edition("wide sums", WIDE, _TABLES)
"""How sums are kept."""

FIRST = Edition("sums", NARROW, {**_TABLES, Item: Summed(Item, "pieces", _PIECE)})
"""How they were kept at first: narrower, and without the days on which pieces left the books."""
