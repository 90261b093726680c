"""A line of a register file, read: the fields of a card as values, whatever the file called them.

Fields follow the fiscal asset card (four blocks: basic, financial, use, disposal) as far as the register
of a school needs them; every column that is not understood is kept under `others` by its head.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from inventory.tags import Tag


class ItemState(StrEnum):
    """Where a thing is in its life (使用状况).

    SHORTAGE: confirmed as not there, and on the books until its write-off is approved (待处理).
    """

    IN_USE = "in use"
    IDLE = "idle"
    LENT = "lent"
    REPAIR = "repair"
    IN_TRANSIT = "in transit"
    AWAITING_DISPOSAL = "awaiting disposal"
    SHORTAGE = "shortage"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at: where it stands in the file, what is odd, what was done about it.

    `text` is an English sentence with named gaps, the key of the message catalogues; `facts` fill them.
    `line` counts from 1 as a spreadsheet shows it; `column` is the head's own wording. `sheet` is None
    for text files. `code` is stable for programs, such as "duplicate_number".
    """

    code: str
    text: str
    facts: Mapping[str, object] = field(default_factory=dict)
    sheet: str | None = None
    line: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        return self.text.format(**self.facts)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of a register: one card. Text fields are "" where the file says nothing.

    `cost` and `accumulated`
    (depreciation so far) are the whole card's in yuan, not one piece's. `location` is the raw text. `tags` are in the
    order written; for a card of several pieces the first tag belongs to the first piece.
    """

    line: int
    sheet: str | None
    asset_no: str
    name: str
    fiscal_no: str = ""
    category_code: str = ""
    category_name: str = ""
    quantity: int = 1
    unit: str = ""
    cost: Decimal | None = None
    accumulated: Decimal | None = None
    acquired: date | None = None
    posted: date | None = None
    life_months: int | None = None
    department: str = ""
    keeper: str = ""
    user: str = ""
    location: str = ""
    state: ItemState = ItemState.IN_USE
    brand: str = ""
    model: str = ""
    serial: str = ""
    note: str = ""
    tags: tuple[Tag, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """What a file said: its rows in order, and every doubt in order of its place."""

    rows: tuple[RegisterRow, ...]
    doubts: tuple[Doubt, ...]
