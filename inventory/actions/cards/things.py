"""Single things of the register by what they are called, for whoever has to choose one."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from inventory.actions.cards.assets import search_assets
from inventory.ids import AssetId, ItemId, SchoolId
from inventory.register import ItemState
from inventory.store.places import Room
from inventory.store.register import Asset, Item, TagBinding

MOST_CARDS, MOST_THINGS = 20, 60


@dataclass(frozen=True, slots=True)
class Thing:
    """A piece of a card: `position` of `quantity`, the code of its room, and how many tags it carries."""

    item: ItemId
    asset: AssetId
    asset_no: str
    name: str
    model: str
    position: int
    quantity: int
    room: str | None
    tags: int


def search_things(session: Session, school: SchoolId, text: str) -> list[Thing]:
    """Pieces on the books whose card has every word of the text; those without a tag first. None for no text."""
    if not text.strip():
        return []
    cards = [card.id for card in search_assets(session, school, text, limit=MOST_CARDS)]
    found = _things(session, school, Asset.id.in_(cards), Item.state != ItemState.RETIRED.value)
    return sorted(found, key=lambda thing: thing.tags > 0)[:MOST_THINGS]


def things(session: Session, school: SchoolId, items: Collection[ItemId]) -> dict[ItemId, Thing]:
    """These pieces, whatever became of them."""
    return {thing.item: thing for thing in _things(session, school, Item.id.in_(items))}


def _things(session: Session, school: SchoolId, *which: ColumnElement[bool]) -> list[Thing]:
    bound = (
        select(func.count())
        .where(TagBinding.school_id == Item.school_id, TagBinding.item_id == Item.id, TagBinding.unbound_at.is_(None))
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            *(Item.id, Asset.id, Asset.asset_no, Asset.name, Asset.model),
            *(Item.position, Asset.quantity, Room.code, bound),
        )
        .select_from(Item)
        .join(Asset, and_(Asset.school_id == Item.school_id, Asset.id == Item.asset_id))
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .where(Item.school_id == school, *which)
        .order_by(Asset.asset_no, Asset.id, Item.position)
    )
    return [Thing(ItemId(item), AssetId(asset), *said) for item, asset, *said in rows]
