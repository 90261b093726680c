"""The documents that change where an item is, what state it is in or which tags it carries: their kinds and numbers.

Every such change leaves who, when, from, to and which document (State Council Order 738, articles 15, 19 and 35);
a document is never changed, and taken back only by another one that reverses it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from inventory.details import Cause
from inventory.ids import AssetId, ItemId, MovementId
from inventory.kinds import KINDS


class MovementKind(StrEnum):
    """The kinds (`inventory.kinds`) the house itself makes documents of. The value is the word in the log.

    SHORTAGE: a thing is not there, and stays on the books until its write-off is approved; WRITE_OFF is that.
    LABELLING puts tags on things and takes them off.
    """

    TRANSFER = "transfer"
    RECEIPT = "receipt"
    SHORTAGE = "shortage"
    FOUND_AGAIN = "found again"
    LABELLING = "labelling"
    WRITE_OFF = "write-off"
    REVERSAL = "reversal"


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was made. `number` counts from 1 within kind and year, without gaps, slips included.

    `part` counts from 1 what was done under a slip; 0: it is no slip's.
    """

    id: MovementId
    kind: str
    year: int
    number: int
    part: int = 0

    def facts(self) -> dict[str, str]:
        """What fills the gaps of its number as people write it: {year}-{kind}-{number}."""
        part = f"/{self.part}" if self.part else ""
        return {"year": str(self.year), "kind": KINDS[self.kind].label, "number": f"{self.number:04}{part}"}


@dataclass(frozen=True, slots=True)
class Approval:
    """The paper that allowed a document: its number and its date."""

    number: str
    day: date


@dataclass(frozen=True, slots=True)
class Pending:
    """A piece that is short and waits for the approval of its write-off. `cost` is its share of the card in yuan.

    `document` is None where the register itself came with the shortage.
    """

    item: ItemId
    asset: AssetId
    asset_no: str
    name: str
    model: str
    position: int
    quantity: int
    cost: Decimal | None
    room: str | None
    keeper: str
    document: Document | None
    stocktake: str
    cause: Cause | None
    reason: str
    since: datetime | None
    by: str
