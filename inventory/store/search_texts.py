"""Keeps the search up with the register: at the end of a transaction, before anybody sees what it did."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, and_, delete, func, insert, select
from sqlalchemy.orm import Session, aliased

from inventory.collecting import uncollected
from inventory.ids import SchoolId
from inventory.store.card_keys import CardKey, add_keys, drop_keys
from inventory.store.parts import among, in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Category, Item, TagBinding
from inventory.store.schools import Department, Person
from inventory.store.search import (
    CardStale,
    add_texts,
    change_texts,
    drop_all_texts,
    drop_texts,
    known_texts,
)
from inventory.store.search_words import Words, add_pieces, keys_of, words_of
from inventory.store.written import Written, as_id, written

SAID = (
    *(Asset.asset_no, Asset.fiscal_no, Asset.former_no, Asset.census_no, Asset.brand, Asset.model, Asset.serial),
    *(Asset.manufacturer, Asset.supplier, Asset.voucher, Asset.location, Asset.note, Category.code),
)
NAMED = (Asset.name, Category.name, Department.name)
"""What a card is found by: texts, its number first, and names, its own first, that are found by their sound too."""


@uncollected()
def freshen(session: Session) -> None:
    """Every card that changed in this transaction is found by what it says now."""
    session.flush()
    stale: dict[Written, list[Written]] = defaultdict(list)
    noted = select(*written(CardStale.school_id, CardStale.asset_id))
    in_order = noted.order_by(CardStale.school_id, CardStale.asset_id)
    for school, *asset in session.connection().execute(in_order).all():
        stale[school] += asset
    for school, assets in stale.items():
        for some in in_parts(assets):
            _renew(session, SchoolId(as_id(school)), some)
    if stale:
        session.execute(delete(CardStale))


def make_stale(session: Session) -> int:
    """The texts of all cards of all schools are made anew when the transaction ends; how many cards there are."""
    session.execute(delete(CardKey))
    drop_all_texts(session)
    session.execute(delete(CardStale))
    session.execute(insert(CardStale).from_select(["school_id", "asset_id"], select(Asset.school_id, Asset.id)))
    return session.scalar(select(func.count()).select_from(Asset)) or 0


def _renew(session: Session, school: SchoolId, assets: Sequence[Written]) -> None:
    cards = _gathered(session, school, assets)
    texts = {asset: card.text for asset, card in cards.items()}
    known = known_texts(session, school, assets)
    drop_keys(session, school, [was.number for was in known.values()])
    numbers = {asset: was.number for asset, was in known.items()}
    numbers |= add_texts(session, school, {asset: text for asset, text in texts.items() if asset not in known})
    kept = {asset: (was, texts[asset]) for asset, was in known.items() if asset in texts}
    change_texts(session, school, {asset: (was, text) for asset, (was, text) in kept.items() if was.text != text})
    drop_texts(session, school, {asset: was for asset, was in known.items() if asset not in texts})
    add_keys(session, school, keys_of(cards, numbers))


def _gathered(session: Session, school: SchoolId, assets: Sequence[Written]) -> dict[Written, Words]:
    """Of these cards, as many as one statement takes, what the register says now."""
    cards = _cards(session, school, assets)
    _add_parts(session, school, assets, cards)
    _add_pieces(session, school, assets, cards)
    return cards


def _cards(session: Session, school: SchoolId, assets: Sequence[Written]) -> dict[Written, Words]:
    rows = session.connection().execute(
        select(
            *written(Asset.id, Asset.category_id, Asset.department_id, Asset.merged_into),
            *(Asset.by_number, Asset.custom, Asset.cost, Asset.acquired, *SAID, *NAMED),
        )
        .outerjoin(Category, and_(Category.school_id == Asset.school_id, Category.id == Asset.category_id))
        .outerjoin(Department, and_(Department.school_id == Asset.school_id, Department.id == Asset.department_id))
        .where(Asset.school_id == school, among(session, Asset.id, assets))
    )
    return words_of(rows.all())


def _add_parts(session: Session, school: SchoolId, assets: Sequence[Written], cards: Mapping[Written, Words]) -> None:
    """The numbers of cards that were merged into these, by which people go on to ask."""
    numbers = (Asset.asset_no, Asset.fiscal_no, Asset.former_no)
    of_these = (Asset.school_id == school, among(session, Asset.merged_into, assets))
    for whole, *said in session.connection().execute(select(*written(Asset.merged_into), *numbers).where(*of_these)):
        cards[whole].said += filter(None, said)


def _add_pieces(
    session: Session, school: SchoolId, assets: Sequence[Written], cards: Mapping[Written, Words]
) -> None:
    """Numbers, tags carried now, rooms and people."""
    keeper, user = aliased(Person), aliased(Person)
    rows = session.connection().execute(
        select(
            *(*written(Item.asset_id, Item.room_id, Item.keeper_id), Item.state, TagBinding.tag),
            *(Item.number, Item.serial, Room.code, Room.name, keeper.name, user.name),
        )
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .outerjoin(keeper, and_(keeper.school_id == Item.school_id, keeper.id == Item.keeper_id))
        .outerjoin(user, and_(user.school_id == Item.school_id, user.id == Item.user_id))
        .outerjoin(TagBinding, _carried())
        .where(Item.school_id == school, among(session, Item.asset_id, assets))
    )
    add_pieces(cards, rows.all())


def _carried() -> ColumnElement[bool]:
    its = (TagBinding.school_id == Item.school_id, TagBinding.item_id == Item.id)
    return and_(*its, TagBinding.unbound_at.is_(None))
