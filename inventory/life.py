"""The life of a thing: what the books say of it now, and every step that led there."""

from dataclasses import dataclass

from inventory.cards import HistoryLine
from inventory.ids import AssetId, ItemId
from inventory.papers import Side


@dataclass(frozen=True, slots=True)
class Life:
    """One piece of a card, the `position`-th of `quantity`, where it is now, and its steps, the newest first."""

    item: ItemId
    asset: AssetId
    asset_no: str
    name: str
    model: str
    position: int
    quantity: int
    now: Side
    steps: tuple[HistoryLine, ...]
