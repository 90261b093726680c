"""Looking things up in the register: by any part of what stands on a card or its tag."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from inventory.actions.history import history_of
from inventory.cards import AssetCard, AssetSummary, ItemLine
from inventory.errors import NotFound
from inventory.ids import AssetId, ItemId, SchoolId
from inventory.register import ItemState
from inventory.store.places import Room
from inventory.store.register import Asset, Category, Item, TagBinding
from inventory.store.schools import Department, Person
from inventory.tags import Tag

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


def asset_card(session: Session, school: SchoolId, asset_id: AssetId) -> AssetCard:
    """The whole card with its items and everything that happened to it. Raises `NotFound`."""
    row = session.execute(
        select(Asset, Category.code, Category.name, Department.name)
        .outerjoin(Category, and_(Category.school_id == Asset.school_id, Category.id == Asset.category_id))
        .outerjoin(Department, and_(Department.school_id == Asset.school_id, Department.id == Asset.department_id))
        .where(Asset.school_id == school, Asset.id == asset_id)
    ).one_or_none()
    if row is None:
        raise NotFound(kind="card", name=asset_id)
    asset, category_code, category_name, department = row
    items = _items(session, school, asset_id)
    return AssetCard(
        id=asset_id,
        asset_no=asset.asset_no,
        fiscal_no=asset.fiscal_no,
        name=asset.name,
        category_code=category_code or "",
        category_name=category_name or "",
        department=department or "",
        quantity=asset.quantity,
        unit=asset.unit,
        cost=asset.cost,
        acquired=asset.acquired,
        posted=asset.posted,
        life_months=asset.life_months,
        brand=asset.brand,
        model=asset.model,
        serial=asset.serial,
        location=asset.location,
        note=asset.note,
        others=asset.others,
        items=items,
        history=tuple(history_of(session, school, asset, items)),
    )


def _items(session: Session, school: SchoolId, asset: AssetId) -> tuple[ItemLine, ...]:
    tags = _tags(session, school, asset)
    rows = session.execute(
        select(Item, Room.code, Person.name)
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .outerjoin(Person, and_(Person.school_id == Item.school_id, Person.id == Item.keeper_id))
        .where(Item.school_id == school, Item.asset_id == asset)
        .order_by(Item.position)
    )
    return tuple(
        ItemLine(
            ItemId(item.id), item.position, room, keeper or "", ItemState(item.state), tuple(tags.get(item.id, ()))
        )
        for item, room, keeper in rows
    )


def _tags(session: Session, school: SchoolId, asset: AssetId) -> dict[UUID, list[Tag]]:
    rows = session.execute(
        select(TagBinding.item_id, TagBinding.tag)
        .join(Item, and_(Item.school_id == TagBinding.school_id, Item.id == TagBinding.item_id))
        .where(Item.school_id == school, Item.asset_id == asset, TagBinding.unbound_at.is_(None))
        .order_by(TagBinding.bound_at, TagBinding.id)
    )
    tags: dict[UUID, list[Tag]] = defaultdict(list)
    for item, tag in rows:
        if item is not None:
            tags[item].append(Tag(tag))
    return tags
