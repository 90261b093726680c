"""Loads the cards that the lines of a register file mean: a few statements for each few thousand lines."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased

from inventory.ids import AssetId, ItemId, SchoolId
from inventory.matching import SAID, KnownCard, KnownPiece, keys
from inventory.register import ItemState, RegisterRow
from inventory.store.cards import CustomField
from inventory.store.parts import among, in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Category, Item, TagBinding
from inventory.store.schools import Department, Person
from inventory.store.written import Written, written
from inventory.tags import Tag


def known_cards(session: Session, school: SchoolId, keys: Sequence[str]) -> dict[str, KnownCard]:
    """By import key the cards of these keys that the register has."""
    cards: dict[str, KnownCard] = {}
    own = {field.hex: name for name, field in own_fields(session, school).items()}
    for some in in_parts(keys):
        rows = session.connection().execute(_cards(session, school, some)).all()
        pieces = _pieces(session, school, [row[2] for row in rows])
        cards.update({row[0]: _card(row, own, pieces) for row in rows})
    return cards


def keys_of(session: Session, school: SchoolId, rows: Sequence[RegisterRow]) -> list[str]:
    """The key of each line: that of the card it names by its id, else the one it gives by what it says."""
    named = [row.card for row in rows if row.card is not None]
    of_card: dict[UUID, str] = {}
    for some in in_parts(named):
        these = select(Asset.id, Asset.import_key).where(Asset.school_id == school, among(session, Asset.id, some))
        of_card.update(dict(session.execute(these).all()))
    return [of_card.get(row.card, key) if row.card else key for row, key in zip(rows, keys(rows), strict=True)]


def own_fields(session: Session, school: SchoolId) -> dict[str, UUID]:
    """By name the school's own fields of a card, in use now. A column of that name fills it."""
    in_use = (CustomField.school_id == school, CustomField.dropped_at.is_(None))
    return dict(session.execute(select(CustomField.name, CustomField.id).where(*in_use)).all())


def _cards(session: Session, school: SchoolId, keys: Sequence[str]) -> Select[Any]:
    whole = aliased(Asset)
    return (
        select(
            *(Asset.import_key, Asset.id, *written(Asset.id), Asset.others, Asset.custom),
            *(Category.code, Category.name, Department.name, whole.asset_no),
            *(getattr(Asset, name) for name in SAID),
        )
        .outerjoin(Category, and_(Category.school_id == Asset.school_id, Category.id == Asset.category_id))
        .outerjoin(Department, and_(Department.school_id == Asset.school_id, Department.id == Asset.department_id))
        .outerjoin(whole, and_(whole.school_id == Asset.school_id, whole.id == Asset.merged_into))
        .where(Asset.school_id == school, among(session, Asset.import_key, keys))
    )


def _card(row: Iterable[Any], own: Mapping[str, str], pieces: Mapping[Written, list[KnownPiece]]) -> KnownCard:
    _, asset, as_written, others, custom, code, category, department, part_of, *said = row
    return KnownCard(
        AssetId(asset),
        dict(zip(SAID, said, strict=True)),
        (code or "", category or ""),
        department or "",
        others | {own[field]: text for field, text in custom.items() if field in own},
        tuple(pieces.get(as_written, ())),
        part_of,
    )


def _pieces(session: Session, school: SchoolId, assets: Sequence[Written]) -> Mapping[Written, list[KnownPiece]]:
    keeper, user = aliased(Person), aliased(Person)
    its = (TagBinding.school_id == Item.school_id, TagBinding.item_id == Item.id)
    rows = session.connection().execute(
        select(
            *(*written(Item.asset_id), Item.id, Item.position, Room.code, keeper.name, user.name),
            *(Item.state, Item.number, Item.serial, TagBinding.tag),
        )
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .outerjoin(keeper, and_(keeper.school_id == Item.school_id, keeper.id == Item.keeper_id))
        .outerjoin(user, and_(user.school_id == Item.school_id, user.id == Item.user_id))
        .outerjoin(TagBinding, and_(*its, TagBinding.unbound_at.is_(None)))
        .where(Item.school_id == school, among(session, Item.asset_id, assets))
        .order_by(Item.asset_id, Item.position)
    )
    pieces: dict[Written, list[KnownPiece]] = defaultdict(list)
    for asset, item, position, room, kept, used, state, number, serial, tag in rows:
        of_card = pieces[asset]
        tags = frozenset((Tag(tag),)) if tag else _BARE
        if of_card and of_card[-1].position == position:
            of_card[-1] = of_card[-1]._replace(tags=of_card[-1].tags | tags)
        else:
            said = (room or "", kept or "", used or "", ItemState(state), number, serial, tags)
            of_card.append(KnownPiece(ItemId(item), position, *said))
    return pieces


_BARE: frozenset[Tag] = frozenset()
