"""One card of the register as it is now, and its pieces."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from inventory.actions.cards.last_seen import last_seen
from inventory.cards import AssetCard, ItemLine
from inventory.categories import Category
from inventory.errors import NotFound
from inventory.fields import CARD_FIELDS
from inventory.ids import AssetId, ItemId, SchoolId
from inventory.register import ItemState
from inventory.store import register as store
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Item, TagBinding
from inventory.store.schools import Department, Person
from inventory.tags import Tag


def asset_card(session: Session, school: SchoolId, asset: AssetId) -> AssetCard:
    """The card. Raises `NotFound`."""
    for card in asset_cards(session, school, [asset]):
        return card
    raise NotFound(kind="card", name=asset)


def asset_cards(session: Session, school: SchoolId, assets: Sequence[AssetId]) -> list[AssetCard]:
    """Those of the cards that there are, by number."""
    category = and_(store.Category.school_id == Asset.school_id, store.Category.id == Asset.category_id)
    department = and_(Department.school_id == Asset.school_id, Department.id == Asset.department_id)
    merged = _merged(session, school, assets)
    rows = session.execute(
        select(Asset, store.Category, Department.name)
        .outerjoin(store.Category, category)
        .outerjoin(Department, department)
        .where(Asset.school_id == school, Asset.id.in_(assets))
        .order_by(Asset.asset_no, Asset.id)
        .execution_options(populate_existing=True)
    )
    return [_card(asset, of, used_by, merged[asset.id]) for asset, of, used_by in rows]


def _card(
    asset: Asset, of: store.Category | None, department: str | None, merged: Sequence[tuple[AssetId, str]]
) -> AssetCard:
    named = {"category": f"{of.code} {of.name}".strip() if of else "", "department": department or ""}
    plain = {field.name: getattr(asset, field.name) for field in CARD_FIELDS if field.name not in named}
    return AssetCard(
        id=AssetId(asset.id),
        revision=asset.revision,
        quantity=asset.quantity,
        category=Category(of.scheme, of.edition, of.code, of.name) if of else Category("", "", ""),
        values=plain | named,
        own=asset.custom,
        others=asset.others,
        by_number=asset.by_number,
        merged_into=AssetId(asset.merged_into) if asset.merged_into else None,
        merged=tuple(merged),
    )


def _merged(
    session: Session, school: SchoolId, assets: Sequence[AssetId]
) -> Mapping[UUID | None, list[tuple[AssetId, str]]]:
    """By card the cards that became part of it."""
    parts: dict[UUID | None, list[tuple[AssetId, str]]] = defaultdict(list)
    into = select(Asset.merged_into, Asset.id, Asset.asset_no).where(Asset.school_id == school)
    for whole, part, number in session.execute(
        into.where(Asset.merged_into.in_(assets)).order_by(Asset.asset_no, Asset.id)
    ):
        parts[whole].append((AssetId(part), number))
    return parts


def pieces_of(
    session: Session, school: SchoolId, asset: AssetId, *, start: int = 0, most: int | None = None
) -> list[ItemLine]:
    """The pieces of a card in order, at most so many from the `start`-th (from 0) on."""
    keeper, user = aliased(Person), aliased(Person)
    rows = session.execute(
        select(Item, Room.code, keeper.name, user.name)
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .outerjoin(keeper, and_(keeper.school_id == Item.school_id, keeper.id == Item.keeper_id))
        .outerjoin(user, and_(user.school_id == Item.school_id, user.id == Item.user_id))
        .where(Item.school_id == school, Item.asset_id == asset)
        .order_by(Item.position)
        .offset(start)
        .limit(most)
    ).all()
    ids = [ItemId(item.id) for item, *_ in rows]
    tags, seen = _tags(session, school, ids), last_seen(session, school, ids)
    return [
        ItemLine(
            id=ItemId(item.id),
            position=item.position,
            room=room,
            keeper=kept_by or "",
            state=ItemState(item.state),
            tags=tuple(tags.get(item.id, ())),
            user=used_by or "",
            number=item.number,
            serial=item.serial,
            seen=seen.get(ItemId(item.id)),
        )
        for item, room, kept_by, used_by in rows
    ]


def rooms_of(session: Session, school: SchoolId, asset: AssetId) -> list[tuple[str, int]]:
    """How many pieces of the card each room has by the books, by its code; "" for no room."""
    code = func.coalesce(Room.code, "")
    rows = session.execute(
        select(code, func.count())
        .select_from(Item)
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .where(Item.school_id == school, Item.asset_id == asset)
        .group_by(code)
        .order_by(code)
    )
    return [(room, count) for room, count in rows]


def _tags(session: Session, school: SchoolId, items: Sequence[ItemId]) -> dict[UUID, list[Tag]]:
    tags: dict[UUID, list[Tag]] = defaultdict(list)
    for some in in_parts(items):
        rows = session.execute(
            select(TagBinding.item_id, TagBinding.tag)
            .where(TagBinding.school_id == school, TagBinding.item_id.in_(some), TagBinding.unbound_at.is_(None))
            .order_by(TagBinding.bound_at, TagBinding.id)
        )
        for item, tag in rows:
            if item is not None:
                tags[item].append(Tag(tag))
    return tags
