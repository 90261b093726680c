"""A line of a register file, read: the fields of a card as values, whatever the file called them.

Fields follow the fiscal asset card (four blocks: basic, financial, use, disposal) as far as the register
of a school needs them; every column that is not understood is kept under `others` by its head.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

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


class Piece(NamedTuple):
    """What a line says of one piece; "" and None where it says nothing. `room` is what the line calls the place."""

    room: str = ""
    keeper: str = ""
    user: str = ""
    state: ItemState | None = None
    number: str = ""
    serial: str = ""
    tags: tuple[Tag, ...] = ()
    removed_on: date | None = None


class RegisterRow(NamedTuple):
    """One line of a register: one card. Text fields are "" where the file says nothing.

    `cost` and `accumulated` (depreciation so far) are the whole card's in yuan, not one piece's. `location` is the
    raw text. `tags` are in the order written; for a card of several pieces the first tag belongs to the first piece.
    `piece_numbers` and `piece_serials` name each piece in order, or are empty: `asset_no` and `serial` are what the
    file says, such as 001-048. `former_no` is the number before the present one, `census_no` that of the census
    (清查编号). `category_scheme` and `category_edition` are what the file says of its codes, not what they look like.

    A file that Rollcall wrote names its cards by their ids (`card`) and says of each piece where it is and who has it
    (`pieces`); then nothing but `location`, as the first register wrote it, is said of all of them. Only such a file
    says whether its pieces are counted by number (`by_number`), and need no tags.
    """

    line: int
    sheet: str | None
    asset_no: str
    name: str
    fiscal_no: str = ""
    former_no: str = ""
    census_no: str = ""
    category_code: str = ""
    category_name: str = ""
    category_scheme: str = ""
    category_edition: str = ""
    quantity: int = 1
    unit: str = ""
    cost: Decimal | None = None
    accumulated: Decimal | None = None
    value_type: str = ""
    funding: str = ""
    acquisition: str = ""
    acquired: date | None = None
    posted: date | None = None
    voucher: str = ""
    life_months: int | None = None
    warranty_until: date | None = None
    department: str = ""
    keeper: str = ""
    user: str = ""
    purpose: str = ""
    location: str = ""
    state: ItemState = ItemState.IN_USE
    brand: str = ""
    model: str = ""
    manufacturer: str = ""
    supplier: str = ""
    serial: str = ""
    note: str = ""
    tags: tuple[Tag, ...] = ()
    piece_numbers: tuple[str, ...] = ()
    piece_serials: tuple[str, ...] = ()
    others: Mapping[str, str] = MappingProxyType({})
    card: UUID | None = None
    pieces: tuple[Piece, ...] = ()
    by_number: bool | None = None

    def said_of(self, count: int) -> Sequence[Piece]:
        """What the line says of each of the first `count` pieces of its card, if it says anything of them.

        Many lists have one column for custodian and user (使用人/保管人), so who uses a thing keeps it if nobody else
        is said to.
        """
        if self.pieces:
            return self.pieces[:count]
        alike = (self.location, self.keeper or self.user, self.user, self.state)
        if not (self.piece_numbers or self.piece_serials or self.tags):
            return (Piece(*alike),) * count
        return [
            Piece(*alike, _nth(self.piece_numbers, nth), _nth(self.piece_serials, nth), self.tags[nth : nth + 1])
            for nth in range(count)
        ]

    @property
    def places(self) -> set[str]:
        """What the line calls the rooms of its pieces, "" for none."""
        return {piece.room for piece in self.pieces} or {self.location}

    @property
    def people(self) -> set[str]:
        """Everybody the line names."""
        return {name for piece in self.pieces for name in (piece.keeper, piece.user)} or {self.keeper, self.user}


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """A sheet with anything on it; `name` is None for text. `taken`: entries were read from it.

    A hidden one is taken only if somebody chooses it.
    """

    name: str | None
    hidden: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A column of the sheets taken: its `head` as the file words it, and the field it was read as.

    `field` is "others" for a column kept under its own head and "ignore" for one that was left out. `sample` holds a
    few of its texts.
    """

    head: str
    field: str
    sample: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """What a file said: its rows in order, and every doubt in order of its place.

    `shape` is a hash of the heads: files of one shape can be read with one mapping.
    """

    rows: tuple[RegisterRow, ...]
    doubts: tuple[Doubt, ...]
    sheets: tuple[RegisterSheet, ...]
    columns: tuple[RegisterColumn, ...]
    shape: str


def _nth(texts: Sequence[str], nth: int) -> str:
    return texts[nth] if nth < len(texts) else ""
