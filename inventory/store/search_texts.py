"""Keeps the search up with the register: at the end of a transaction, before anybody sees what it did."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, insert, select
from sqlalchemy.orm import Session, aliased

from inventory.collecting import uncollected
from inventory.facets import Facet, Lack, facet_word
from inventory.ids import SchoolId
from inventory.register import ItemState
from inventory.searching import card_text
from inventory.store.card_keys import CardKey, Key, add_keys, drop_keys
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
    numbers_of,
    texts_of,
)
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
    cards = {card.asset: card for card in _gathered(session, school, assets)}
    texts = {asset: card_text(card.said, card.named, card.facets) for asset, card in cards.items()}
    known = texts_of(session, school, assets)
    drop_keys(session, school, list(known))
    numbers = numbers_of(session, school, list(known))
    numbers |= add_texts(session, school, {asset: text for asset, text in texts.items() if asset not in known})
    changed = {asset: text for asset, text in texts.items() if asset in known and known[asset] != text}
    change_texts(session, school, changed)
    drop_texts(session, school, sorted(known.keys() - texts.keys()))
    keys = (Key(numbers[asset], asset, *card.sorted_by) for asset, card in cards.items() if not card.is_merged)
    add_keys(session, school, list(keys))


@dataclass(slots=True)
class _Words:
    """What one card is found and sorted by, while it is gathered."""

    asset: UUID
    is_merged: bool
    sorted_by: tuple[str, str, Decimal | None, date | None]
    by_number: bool
    said: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    facets: set[str] = field(default_factory=set)


def _gathered(session: Session, school: SchoolId, assets: Sequence[Written]) -> Iterable[_Words]:
    """Of these cards, as many as one statement takes, what the register says now."""
    cards = _cards(session, school, assets)
    _add_parts(session, school, assets, cards)
    _add_pieces(session, school, assets, cards)
    return cards.values()


def _cards(session: Session, school: SchoolId, assets: Sequence[Written]) -> dict[Written, _Words]:
    rows = session.connection().execute(
        select(
            *written(Asset.id, Asset.category_id, Asset.department_id, Asset.merged_into),
            *(Asset.by_number, Asset.custom, Asset.cost, Asset.acquired, *SAID, *NAMED),
        )
        .outerjoin(Category, and_(Category.school_id == Asset.school_id, Category.id == Asset.category_id))
        .outerjoin(Department, and_(Department.school_id == Asset.school_id, Department.id == Asset.department_id))
        .where(Asset.school_id == school, among(session, Asset.id, assets))
    )
    cards: dict[Written, _Words] = {}
    for row, category, department, whole, by_number, custom, cost, acquired, *texts in rows.all():
        said, named = texts[: len(SAID)], texts[len(SAID) :]
        card = _Words(as_id(row), whole is not None, (said[0], named[0], cost, acquired), by_number)
        card.said += filter(None, said)
        card.said += map(str, custom.values())
        card.named += filter(None, named)
        card.facets |= _has(Facet.CATEGORY, category, Lack.CATEGORY) | _has(Facet.DEPARTMENT, department)
        card.facets |= _lacking(cost is None, acquired is None)
        cards[row] = card
    return cards


def _add_parts(
    session: Session, school: SchoolId, assets: Sequence[Written], cards: Mapping[Written, _Words]
) -> None:
    """The numbers of cards that were merged into these, by which people go on to ask."""
    numbers = (Asset.asset_no, Asset.fiscal_no, Asset.former_no)
    of_these = (Asset.school_id == school, among(session, Asset.merged_into, assets))
    for whole, *said in session.connection().execute(select(*written(Asset.merged_into), *numbers).where(*of_these)):
        cards[whole].said += filter(None, said)


def _add_pieces(
    session: Session, school: SchoolId, assets: Sequence[Written], cards: Mapping[Written, _Words]
) -> None:
    """Numbers, tags carried now, rooms and people; only pieces on the books are in a room, or lack a tag.

    A card that is counted by its number lacks none.
    """
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
    for row, room, kept_by, state, tag, number, serial, code, *names in rows.all():
        card = cards[row]
        card.said += filter(None, (tag, number, serial, code))
        card.named += filter(None, names)
        card.facets.add(facet_word(Facet.STATE, state))
        if state != ItemState.RETIRED.value:
            card.facets |= _has(Facet.ROOM, room, Lack.ROOM) | _has(Facet.KEEPER, kept_by, Lack.KEEPER)
            if tag is None and not card.by_number:
                card.facets.add(_LACKS[Lack.TAG])


def _carried() -> ColumnElement[bool]:
    its = (TagBinding.school_id == Item.school_id, TagBinding.item_id == Item.id)
    return and_(*its, TagBinding.unbound_at.is_(None))


_LACKS = {lack: facet_word(Facet.LACKS, lack) for lack in Lack}


@lru_cache(maxsize=65_536)
def _has(facet: Facet, row: Written, lack: Lack | None = None) -> frozenset[str]:
    """The word for what is there, or for what is lacking."""
    if row is not None:
        return frozenset((facet_word(facet, as_id(row)),))
    return frozenset((_LACKS[lack],)) if lack else frozenset()


@lru_cache(maxsize=4)
def _lacking(no_cost: bool, no_day: bool) -> frozenset[str]:
    lacks = {Lack.COST: no_cost, Lack.ACQUIRED: no_day}
    return frozenset(_LACKS[lack] for lack, is_lacking in lacks.items() if is_lacking)
