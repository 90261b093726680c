"""Which cards of the register somebody wants to see, in which order, and what a list shows of each."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from inventory.facets import Lack
from inventory.ids import AssetId
from inventory.register import ItemState

MOST_COUNTED = 1_000
"""More cards than this are not counted, and are listed as they were entered unless another order is asked for."""


class Order(StrEnum):
    """What a list is sorted by; cards that have none of it come last."""

    NUMBER = "number"
    NAME = "name"
    ACQUIRED = "acquired"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cards: all that is said holds, what is left empty says nothing.

    `text` is words that stand on the card; `room` is a code, `keeper` and `department` are names, `category` is one
    or the beginning of a code. Of pieces, one that has it is enough. Ranges include both ends. Without an order a
    list is in that of the numbers.
    """

    text: str = ""
    room: str = ""
    keeper: str = ""
    department: str = ""
    category: str = ""
    state: ItemState | None = None
    lacks: Lack | None = None
    cost_from: Decimal | None = None
    cost_to: Decimal | None = None
    acquired_from: date | None = None
    acquired_to: date | None = None
    order: Order | None = None
    descending: bool = False

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        ordered = Wanted(order=self.order, descending=self.descending)
        return self == ordered


@dataclass(frozen=True, slots=True)
class CardLine:
    """What a list shows of a card; `rooms` (codes), `keepers` and `states` are those of its pieces."""

    id: AssetId
    asset_no: str
    name: str
    model: str
    category: str
    department: str
    quantity: int
    unit: str
    cost: Decimal | None
    acquired: date | None
    rooms: tuple[str, ...]
    keepers: tuple[str, ...]
    states: tuple[ItemState, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list: its lines, whether there are more, and how many in all, None if over `MOST_COUNTED`."""

    lines: tuple[CardLine, ...]
    more: bool
    total: int | None
