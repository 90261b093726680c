"""Looking things up in the register: by any part of what stands on a card or its tag."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from inventory.cards import AssetSummary
from inventory.ids import AssetId, SchoolId
from inventory.store.places import Room
from inventory.store.register import Asset, Item, TagBinding
from inventory.store.schools import Person

SEARCHED = (Asset.asset_no, Asset.fiscal_no, Asset.name, Asset.model, Asset.brand, Asset.serial, Asset.location)


def search_assets(
    session: Session, school: SchoolId, text: str, *, limit: int = 50, after: tuple[str, AssetId] | None = None
) -> list[AssetSummary]:
    """Cards of which every word of the text is a part of the number, name, model, room, keeper or tag.

    At most `limit`, in order of number and id; `after` is number and id of the last card of the page before.
    Registers hold repeated and empty numbers, so the number alone would skip cards.
    """
    found = select(Asset).where(Asset.school_id == school)
    for word in text.split():
        found = found.where(_has(word))
    if after is not None:
        found = found.where(tuple_(Asset.asset_no, Asset.id) > after)
    assets = session.scalars(found.order_by(Asset.asset_no, Asset.id).limit(limit)).all()
    rooms = _rooms(session, school, [asset.id for asset in assets])
    return [_summary(asset, rooms.get(asset.id, ())) for asset in assets]


def how_many_assets(session: Session, school: SchoolId) -> int:
    """How many cards the register holds."""
    return session.scalar(select(func.count()).select_from(Asset).where(Asset.school_id == school)) or 0


def _has(word: str) -> ColumnElement[bool]:
    """Whether the word stands on the card, or belongs to one of its items: room, keeper, tag."""
    of_card = [column.icontains(word, autoescape=True) for column in SEARCHED]
    pieces = (
        select(Item.id)
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .outerjoin(Person, and_(Person.school_id == Item.school_id, Person.id == Item.keeper_id))
        .outerjoin(TagBinding, and_(TagBinding.school_id == Item.school_id, TagBinding.item_id == Item.id))
        .where(
            Item.school_id == Asset.school_id,
            Item.asset_id == Asset.id,
            or_(
                Room.code == word,
                Person.name.icontains(word, autoescape=True),
                TagBinding.tag.icontains(word, autoescape=True),
            ),
        )
    )
    return or_(*of_card, pieces.exists())


def _rooms(session: Session, school: SchoolId, assets: Sequence[UUID]) -> dict[UUID, list[str]]:
    rows = session.execute(
        select(Item.asset_id, Room.code)
        .join(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .where(Item.school_id == school, Item.asset_id.in_(assets))
        .distinct()
        .order_by(Room.code)
    )
    rooms: dict[UUID, list[str]] = defaultdict(list)
    for asset, code in rows:
        rooms[asset].append(code)
    return rooms


def _summary(asset: Asset, rooms: Sequence[str]) -> AssetSummary:
    return AssetSummary(AssetId(asset.id), asset.asset_no, asset.name, asset.model, asset.quantity, tuple(rooms))
