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


class MovementKind(StrEnum):
    """What a document does. The value is the word on the wire and in the log.

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


MOVEMENT_NAME = {
    MovementKind.TRANSFER: "Transfer",
    MovementKind.RECEIPT: "Receipt",
    MovementKind.SHORTAGE: "Shortage",
    MovementKind.FOUND_AGAIN: "Found again",
    MovementKind.LABELLING: "Labelling",
    MovementKind.WRITE_OFF: "Write-off",
    MovementKind.REVERSAL: "Reversal",
}
"""What the kinds are called in the number of a document."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was made. `number` counts from 1 within kind and year, without gaps."""

    id: MovementId
    kind: MovementKind
    year: int
    number: int

    def facts(self) -> dict[str, str]:
        """What fills the gaps of its number as people write it: {year}-{kind}-{number}."""
        return {"year": str(self.year), "kind": MOVEMENT_NAME[self.kind], "number": f"{self.number:04}"}


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
