"""How pieces of a card left the books: the fourth block of the asset card (处置)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from inventory.movements import Approval, Document


@dataclass(frozen=True, slots=True)
class Disposal:
    """Pieces that left the books at once, by their positions.

    `day` is None where the register only says that they have gone. `ways` are how and for which lawful reason, as
    far as it was written down: keys of the message catalogues. `proceeds` are those of all things on the document.
    """

    positions: tuple[int, ...]
    day: date | None
    document: Document | None = None
    ways: tuple[str, ...] = ()
    approval: Approval | None = None
    proceeds: Decimal | None = None
    receiver: str = ""
