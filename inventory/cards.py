"""An asset as people look at it: the short line of a search and the whole card with its items and history."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from inventory.ids import AssetId, ItemId, MovementId
from inventory.register import ItemState
from inventory.tags import Tag


@dataclass(frozen=True, slots=True)
class AssetSummary:
    """One hit of a search. `rooms` are the codes of the rooms its items are booked in, in order."""

    id: AssetId
    asset_no: str
    name: str
    model: str
    quantity: int
    rooms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One piece of a card: where the books put it, who keeps it, and the tags it carries now."""

    id: ItemId
    position: int
    room: str | None
    keeper: str
    state: ItemState
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """Something that happened to the card or to one of its items.

    `what` is an English sentence with named gaps, the key of the message catalogues; `facts` fill them.
    `by` is the name of the person, program or station. `item` is the piece's position, None for the card;
    `document` the one that did it, if one did.
    """

    at: datetime
    by: str
    what: str
    facts: dict[str, str]
    item: int | None = None
    document: MovementId | None = None


@dataclass(frozen=True, slots=True)
class AssetCard:
    """The whole card. `cost` is for all pieces together, in yuan; `life_months` is the depreciation life."""

    id: AssetId
    asset_no: str
    fiscal_no: str
    name: str
    category_code: str
    category_name: str
    department: str
    quantity: int
    unit: str
    cost: Decimal | None
    acquired: date | None
    posted: date | None
    life_months: int | None
    brand: str
    model: str
    serial: str
    location: str
    note: str
    others: dict[str, str]
    items: tuple[ItemLine, ...]
    history: tuple[HistoryLine, ...]
