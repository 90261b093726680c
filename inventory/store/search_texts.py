"""Keeps the search up with the register: at the end of a transaction, before anybody sees what it did."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from sqlalchemy import and_, delete, func, insert, select
from sqlalchemy.orm import Session, aliased

from inventory.facets import Facet, Lack, facet_word
from inventory.ids import SchoolId
from inventory.register import ItemState
from inventory.searching import card_text
from inventory.store.card_keys import CardKey, add_keys, drop_keys
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Category, Item, TagBinding
from inventory.store.schools import Department, Person
from inventory.store.search import CardStale, add_texts, change_texts, drop_all_texts, drop_texts, texts_of

SAID = (
    *(Asset.asset_no, Asset.fiscal_no, Asset.former_no, Asset.census_no, Asset.brand, Asset.model, Asset.serial),
    *(Asset.manufacturer, Asset.supplier, Asset.voucher, Asset.location, Asset.note, Category.code),
)
NAMED = (Asset.name, Category.name, Department.name)
"""What a card is found by: texts, and names that are found by their sound as well."""


def freshen(session: Session) -> None:
    """Every card that changed in this transaction is found by what it says now."""
    session.flush()
    stale: dict[SchoolId, list[UUID]] = defaultdict(list)
    for school, asset in session.execute(select(CardStale.school_id, CardStale.asset_id)):
        stale[school].append(asset)
    for school, assets in stale.items():
        for some in in_parts(sorted(assets)):
            _renew(session, school, some)
        session.execute(delete(CardStale).where(CardStale.school_id == school))


def make_stale(session: Session) -> int:
    """The texts of all cards of all schools are made anew when the transaction ends; how many cards there are."""
    session.execute(delete(CardKey))
    drop_all_texts(session)
    session.execute(delete(CardStale))
    session.execute(insert(CardStale).from_select(["school_id", "asset_id"], select(Asset.school_id, Asset.id)))
    return session.scalar(select(func.count()).select_from(Asset)) or 0


def _renew(session: Session, school: SchoolId, assets: Sequence[UUID]) -> None:
    texts, known = _texts(session, school, assets), texts_of(session, school, assets)
    drop_keys(session, school, list(known))
    add_texts(session, school, {asset: text for asset, text in texts.items() if asset not in known})
    changed = {asset: text for asset, text in texts.items() if asset in known and known[asset] != text}
    change_texts(session, school, changed)
    drop_texts(session, school, sorted(known.keys() - texts.keys()))
    add_keys(session, school, list(texts))


def _texts(session: Session, school: SchoolId, assets: Sequence[UUID]) -> dict[UUID, str]:
    """The texts of these cards, as many as one statement takes, from what the register says now."""
    cards: dict[UUID, _Words] = defaultdict(_Words)
    for words in (_cards, _parts, _pieces, _tags):
        words(session, school, assets, cards)
    return {asset: card_text(card.said, card.named, card.facets) for asset, card in cards.items()}


@dataclass(slots=True)
class _Words:
    """What one card is found by, while it is gathered."""

    said: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    facets: set[str] = field(default_factory=set)


def _cards(session: Session, school: SchoolId, assets: Sequence[UUID], cards: Mapping[UUID, _Words]) -> None:
    rows = session.execute(
        select(
            Asset.id, Asset.custom, Asset.category_id, Asset.department_id, Asset.cost, Asset.acquired, *SAID, *NAMED
        )
        .outerjoin(Category, and_(Category.school_id == Asset.school_id, Category.id == Asset.category_id))
        .outerjoin(Department, and_(Department.school_id == Asset.school_id, Department.id == Asset.department_id))
        .where(Asset.school_id == school, Asset.id.in_(assets))
    )
    for asset, custom, category, department, cost, acquired, *texts in rows:
        card = cards[asset]
        card.said += [*filter(None, texts[: len(SAID)]), *map(str, custom.values())]
        card.named += filter(None, texts[len(SAID) :])
        card.facets |= _has(Facet.CATEGORY, category, Lack.CATEGORY) | _has(Facet.DEPARTMENT, department)
        card.facets |= {
            _LACKS[lack] for lack, value in ((Lack.COST, cost), (Lack.ACQUIRED, acquired)) if value is None
        }


def _parts(session: Session, school: SchoolId, assets: Sequence[UUID], cards: Mapping[UUID, _Words]) -> None:
    """The numbers of cards that were merged into these, by which people go on to ask."""
    numbers = (Asset.asset_no, Asset.fiscal_no, Asset.former_no)
    of_these = (Asset.school_id == school, Asset.merged_into.in_(assets))
    for whole, *said in session.execute(select(Asset.merged_into, *numbers).where(*of_these)):
        if whole is not None:
            cards[whole].said += filter(None, said)


def _pieces(session: Session, school: SchoolId, assets: Sequence[UUID], cards: Mapping[UUID, _Words]) -> None:
    """Numbers, rooms and people; only pieces on the books are in a room."""
    keeper, user = aliased(Person), aliased(Person)
    rows = session.execute(
        select(
            *(Item.asset_id, Item.state, Item.room_id, Item.keeper_id),
            *(Item.number, Item.serial, Room.code, Room.name, keeper.name, user.name),
        )
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .outerjoin(keeper, and_(keeper.school_id == Item.school_id, keeper.id == Item.keeper_id))
        .outerjoin(user, and_(user.school_id == Item.school_id, user.id == Item.user_id))
        .where(Item.school_id == school, Item.asset_id.in_(assets))
        .distinct()
    )
    for asset, state, room, kept_by, number, serial, code, *names in rows:
        card = cards[asset]
        card.said += filter(None, (number, serial, code))
        card.named += filter(None, names)
        card.facets.add(facet_word(Facet.STATE, state))
        if state != ItemState.RETIRED.value:
            card.facets |= _has(Facet.ROOM, room, Lack.ROOM) | _has(Facet.KEEPER, kept_by, Lack.KEEPER)


def _tags(session: Session, school: SchoolId, assets: Sequence[UUID], cards: Mapping[UUID, _Words]) -> None:
    """The tags that pieces carry now; a card that is counted by its number lacks none."""
    carries = and_(
        TagBinding.school_id == Item.school_id, TagBinding.item_id == Item.id, TagBinding.unbound_at.is_(None)
    )
    rows = session.execute(
        select(Item.asset_id, TagBinding.tag, Item.state == ItemState.RETIRED.value, Asset.by_number)
        .join(Asset, and_(Asset.school_id == Item.school_id, Asset.id == Item.asset_id))
        .outerjoin(TagBinding, carries)
        .where(Item.school_id == school, Item.asset_id.in_(assets))
        .distinct()
    )
    for asset, tag, retired, by_number in rows:
        if tag is not None:
            cards[asset].said.append(tag)
        elif not (retired or by_number):
            cards[asset].facets.add(_LACKS[Lack.TAG])


_LACKS = {lack: facet_word(Facet.LACKS, lack) for lack in Lack}


@lru_cache(maxsize=65_536)
def _has(facet: Facet, value: UUID | None, lack: Lack | None = None) -> frozenset[str]:
    """The word for what is there, or for what is lacking."""
    if value is not None:
        return frozenset((facet_word(facet, value),))
    return frozenset((_LACKS[lack],)) if lack else frozenset()
