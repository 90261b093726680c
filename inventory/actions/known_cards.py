"""Loads the cards that the lines of a register file mean: a few statements for each few thousand lines."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, and_, select
from sqlalchemy.orm import Session, aliased

from inventory.ids import AssetId, ItemId, SchoolId
from inventory.matching import TEXTS, VALUES, KnownCard, KnownPiece, keys
from inventory.register import ItemState, RegisterRow
from inventory.store.cards import CustomField
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Category, Item, TagBinding
from inventory.store.schools import Department, Person
from inventory.tags import Tag


def known_cards(session: Session, school: SchoolId, keys: Sequence[str]) -> dict[str, KnownCard]:
    """By import key the cards of these keys that the register has."""
    cards: dict[str, KnownCard] = {}
    own = {field.hex: name for name, field in own_fields(session, school).items()}
    for some in in_parts(keys):
        rows = session.execute(_cards(school, some)).mappings().all()
        pieces = _pieces(session, school, [row["id"] for row in rows])
        cards.update({row["import_key"]: _card(row, own, pieces[row["id"]]) for row in rows})
    return cards


def keys_of(session: Session, school: SchoolId, rows: Sequence[RegisterRow]) -> list[str]:
    """The key of each line: that of the card it names by its id, else the one it gives by what it says."""
    named = [row.card for row in rows if row.card is not None]
    of_card: dict[UUID, str] = {}
    for some in in_parts(named):
        these = select(Asset.id, Asset.import_key).where(Asset.school_id == school, Asset.id.in_(some))
        of_card.update(dict(session.execute(these).all()))
    return [of_card.get(row.card, key) if row.card else key for row, key in zip(rows, keys(rows), strict=True)]


def own_fields(session: Session, school: SchoolId) -> dict[str, UUID]:
    """By name the school's own fields of a card, in use now. A column of that name fills it."""
    in_use = (CustomField.school_id == school, CustomField.dropped_at.is_(None))
    return dict(session.execute(select(CustomField.name, CustomField.id).where(*in_use)).all())


def _cards(school: SchoolId, keys: Sequence[str]) -> Select[Any]:
    said = [getattr(Asset, name) for name in (*TEXTS, *VALUES)]
    whole = aliased(Asset)
    return (
        select(
            *(Asset.import_key, Asset.id, Asset.others, Asset.custom, *said),
            *(Category.code, Category.name.label("category_name"), Department.name.label("department")),
            whole.asset_no.label("part_of"),
        )
        .outerjoin(Category, and_(Category.school_id == Asset.school_id, Category.id == Asset.category_id))
        .outerjoin(Department, and_(Department.school_id == Asset.school_id, Department.id == Asset.department_id))
        .outerjoin(whole, and_(whole.school_id == Asset.school_id, whole.id == Asset.merged_into))
        .where(Asset.school_id == school, Asset.import_key.in_(keys))
    )


def _card(row: RowMapping, own: Mapping[str, str], pieces: Iterable[KnownPiece]) -> KnownCard:
    return KnownCard(
        AssetId(row["id"]),
        {name: row[name] for name in (*TEXTS, *VALUES)},
        (row["code"] or "", row["category_name"] or ""),
        row["department"] or "",
        row["others"] | {own[field]: text for field, text in row["custom"].items() if field in own},
        tuple(pieces),
        row["part_of"],
    )


def _pieces(session: Session, school: SchoolId, assets: Sequence[UUID]) -> Mapping[UUID, list[KnownPiece]]:
    keeper, user = aliased(Person), aliased(Person)
    rows = session.execute(
        select(
            *(Item.asset_id, Item.id, Item.position, Room.code, keeper.name, user.name),
            *(Item.state, Item.number, Item.serial),
        )
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .outerjoin(keeper, and_(keeper.school_id == Item.school_id, keeper.id == Item.keeper_id))
        .outerjoin(user, and_(user.school_id == Item.school_id, user.id == Item.user_id))
        .where(Item.school_id == school, Item.asset_id.in_(assets))
        .order_by(Item.asset_id, Item.position)
    ).all()
    tags = _tags(session, school, assets)
    pieces: dict[UUID, list[KnownPiece]] = defaultdict(list)
    for asset, item, position, room, kept, used, state, number, serial in rows:
        piece = ItemId(item), position, room or "", kept or "", used or "", ItemState(state), number, serial
        pieces[asset].append(KnownPiece(*piece, frozenset(tags[item])))
    return pieces


def _tags(session: Session, school: SchoolId, assets: Sequence[UUID]) -> Mapping[UUID, set[Tag]]:
    rows = session.execute(
        select(TagBinding.item_id, TagBinding.tag)
        .join(Item, and_(Item.school_id == TagBinding.school_id, Item.id == TagBinding.item_id))
        .where(TagBinding.school_id == school, TagBinding.unbound_at.is_(None), Item.asset_id.in_(assets))
    )
    tags: dict[UUID, set[Tag]] = defaultdict(set)
    for item, tag in rows:
        if item is not None:
            tags[item].add(Tag(tag))
    return tags
