"""The register as it is now, card by card, to be written to a file or into a ledger.

Cards that were merged into others have no pieces any more, and are left out.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, and_, select
from sqlalchemy.orm import Session, aliased

from inventory.actions.importing.known_cards import own_fields
from inventory.ids import AssetId, SchoolId
from inventory.matching import TEXTS, VALUES
from inventory.register import ItemState, Piece, RegisterRow
from inventory.store.places import Room
from inventory.store.register import Asset, Category, Item, TagBinding
from inventory.store.schools import Department, Person
from inventory.tags import Tag

_AT_ONCE = 2_000
_FIELDS = (*TEXTS, *VALUES)


def register_rows(
    session: Session, school: SchoolId, cards: Sequence[AssetId] | None = None
) -> Iterator[RegisterRow]:
    """Every card of the register by number, or only these in their order, each with what is said of its pieces.

    A few statements for each two thousand cards, which are all that is held at a time.
    """
    wanted: Sequence[UUID] = _all_cards(session, school) if cards is None else cards
    own = {field.hex: name for name, field in own_fields(session, school).items()}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows = {row["id"]: row for row in session.execute(_cards(school, some)).mappings()}
        pieces = _pieces(session, school, some)
        yield from (_row(rows[card], own, pieces[card]) for card in some if card in rows and pieces[card])


def heads_of_others(session: Session, school: SchoolId) -> set[str]:
    """The heads under which any card has something of its own: the school's own fields, and what files said."""
    heads = set(own_fields(session, school))
    said = select(Asset.others).where(Asset.school_id == school).execution_options(yield_per=_AT_ONCE)
    for others in session.scalars(said):
        heads.update(others)
    return heads


def _all_cards(session: Session, school: SchoolId) -> Sequence[UUID]:
    present = (Asset.school_id == school, Asset.merged_into.is_(None))
    return session.scalars(select(Asset.id).where(*present).order_by(Asset.asset_no, Asset.id)).all()


def _cards(school: SchoolId, some: Sequence[UUID]) -> Select[Any]:
    category = and_(Category.school_id == Asset.school_id, Category.id == Asset.category_id)
    department = and_(Department.school_id == Asset.school_id, Department.id == Asset.department_id)
    return (
        select(
            *(Asset.id, Asset.others, Asset.custom, *(getattr(Asset, name) for name in _FIELDS)),
            *(Category.scheme, Category.edition, Category.code, Category.name.label("category_name")),
            Department.name.label("department"),
        )
        .outerjoin(Category, category)
        .outerjoin(Department, department)
        .where(Asset.school_id == school, Asset.id.in_(some))
    )


def _row(row: RowMapping, own: Mapping[str, str], pieces: Sequence[Piece]) -> RegisterRow:
    said = {own[field]: text for field, text in row["custom"].items() if field in own and text}
    return RegisterRow(line=0, sheet=None, **{name: row[name] for name in _FIELDS})._replace(
        category_scheme=row["scheme"] or "",
        category_edition=row["edition"] or "",
        category_code=row["code"] or "",
        category_name=row["category_name"] or "",
        department=row["department"] or "",
        quantity=len(pieces),
        others=row["others"] | said if said else row["others"],
        card=row["id"],
        pieces=tuple(pieces),
    )


def _pieces(session: Session, school: SchoolId, cards: Sequence[UUID]) -> Mapping[UUID, list[Piece]]:
    keeper, user = aliased(Person), aliased(Person)
    rows = session.execute(
        select(
            *(Item.asset_id, Item.id, Room.code, keeper.name, user.name),
            *(Item.state, Item.number, Item.serial, Item.removed_on),
        )
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .outerjoin(keeper, and_(keeper.school_id == Item.school_id, keeper.id == Item.keeper_id))
        .outerjoin(user, and_(user.school_id == Item.school_id, user.id == Item.user_id))
        .where(Item.school_id == school, Item.asset_id.in_(cards))
        .order_by(Item.asset_id, Item.position)
    )
    tags = _tags(session, school, cards)
    pieces: dict[UUID, list[Piece]] = defaultdict(list)
    for card, item, room, kept_by, used_by, state, number, serial, removed_on in rows:
        where = room or "", kept_by or "", used_by or "", ItemState(state)
        pieces[card].append(Piece(*where, number, serial, tuple(tags.get(item, ())), removed_on))
    return pieces


def _tags(session: Session, school: SchoolId, cards: Sequence[UUID]) -> Mapping[UUID | None, list[Tag]]:
    rows = session.execute(
        select(TagBinding.item_id, TagBinding.tag)
        .join(Item, and_(Item.school_id == TagBinding.school_id, Item.id == TagBinding.item_id))
        .where(TagBinding.school_id == school, TagBinding.unbound_at.is_(None), Item.asset_id.in_(cards))
        .order_by(TagBinding.bound_at, TagBinding.id)
    )
    tags: dict[UUID | None, list[Tag]] = defaultdict(list)
    for item, tag in rows:
        tags[item].append(Tag(tag))
    return tags
