"""Things for a document, found in the register: by what stands on their cards, by numbers and tags, by place."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from inventory.actions.campaign.scoping import share
from inventory.actions.cards.assets import search_assets
from inventory.actions.counting.meanings import things_by_number, things_by_tag
from inventory.actions.documents.called import person_called, room_called
from inventory.choosing import Piece, next_of
from inventory.errors import InventoryError
from inventory.ids import AssetId, ItemId, SchoolId
from inventory.register import ItemState
from inventory.scanned import Scan, scan
from inventory.store.base import Money
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Item
from inventory.store.schools import Person

MOST_CARDS = 20
"""Cards in an answer to a search."""

_NAMED = 20


class UnknownThings(InventoryError):
    """Numbers and tags that are on nothing of the school."""

    text = "Nothing here goes by: {numbers}. Check them, or enter the things first."


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on the card of a chosen thing."""

    asset_no: str
    name: str
    model: str


class TooManyNumbers(InventoryError):
    """More than go on one document."""

    text = (
        "These are {count} numbers, and one document takes {most} at most. Write several documents: part the list, "
        "such as by rooms."
    )


@dataclass(frozen=True, slots=True)
class Understood:
    """What a list of numbers, tags and ids means: the things, and the texts that mean nothing."""

    pieces: tuple[Piece, ...]
    unknown: tuple[str, ...]


def understand(
    session: Session,
    school: SchoolId,
    texts: Sequence[str],
    takes: Collection[ItemState] = frozenset(ItemState),
    *,
    chosen: Collection[ItemId] = (),
    among: Collection[ItemId] | None = None,
) -> Understood:
    """The things the texts mean: ids of things, tags, labels, numbers of pieces and of cards.

    The number of a card of several pieces means one of them each time it stands there, as when things are ticked
    off; those `chosen` already are not meant again. Nothing but what is `among` these is meant, if any are said.
    """
    scans = [scan(text) for text in texts]
    meant = _meant(session, school, scans)
    pieces = _pieces_where(session, school, Item.id, set().union(*meant.values()))
    at = {piece.item: piece for piece in pieces if among is None or piece.item in among}
    found, taken = [], set(chosen)
    for each in scans:
        candidates = [at[item] for item in meant[each.text] if item in at]
        piece = next_of(candidates, taken, takes)
        if piece:
            found.append(piece)
            taken.add(piece.item)
    unknown = [each.text for each in scans if at.keys().isdisjoint(meant[each.text])]
    return Understood(tuple(found), tuple(dict.fromkeys(unknown)))


def all_understood(
    session: Session,
    school: SchoolId,
    texts: Sequence[str],
    takes: Collection[ItemState] = frozenset(ItemState),
    *,
    among: Collection[ItemId] | None = None,
) -> list[ItemId]:
    """The same where every text has to mean something. Raises `UnknownThings`."""
    found = understand(session, school, texts, takes, among=among)
    if found.unknown:
        more = ["…"] if len(found.unknown) > _NAMED else []
        raise UnknownThings(numbers=", ".join([*found.unknown[:_NAMED], *more]))
    return [piece.item for piece in found.pieces]


def _meant(session: Session, school: SchoolId, scans: Sequence[Scan]) -> dict[str, set[ItemId]]:
    """For each text every thing it can mean; an id or a label before a number, and that before a tag."""
    named = {each.text: _id(each) for each in scans}
    numbers = things_by_number(session, school, {number for each in scans for number in each.numbers if number})
    unclear = [each for each in scans if numbers.keys().isdisjoint(each.numbers)]
    tags = things_by_tag(session, school, {tag for each in unclear for tag in each.tags()})
    meant = {}
    for each in scans:
        by_number = set().union(*(numbers.get(number, set()) for number in each.numbers))
        tag = each.tag(tags)
        by_tag = tags.get(tag, set()) if tag else set()
        item = named[each.text]
        meant[each.text] = {item} if item else by_number or by_tag
    return meant


def _id(of: Scan) -> ItemId | None:
    """The thing whose id or label the text is."""
    if len(of.text) != 36:
        return of.thing
    try:
        return ItemId(UUID(of.text))
    except ValueError:
        return of.thing


def pieces_by_card(session: Session, school: SchoolId, assets: Collection[AssetId]) -> dict[AssetId, list[Piece]]:
    """Every piece of the cards, by its position."""
    by_card: dict[AssetId, list[Piece]] = defaultdict(list)
    for piece in _pieces_where(session, school, Item.asset_id, assets):
        by_card[piece.asset].append(piece)
    return by_card


def pieces_of_items(session: Session, school: SchoolId, items: Collection[ItemId]) -> list[Piece]:
    """These pieces as the books have them."""
    return _pieces_where(session, school, Item.id, items)


def cards_named(session: Session, school: SchoolId, assets: Collection[AssetId]) -> Mapping[AssetId, Card]:
    """What the cards are called."""
    columns = (Asset.id, Asset.asset_no, Asset.name, Asset.model)
    return {
        AssetId(asset): Card(*said)
        for some in in_parts(sorted(assets))
        for asset, *said in session.execute(select(*columns).where(Asset.school_id == school, Asset.id.in_(some)))
    }


def found_by_text(session: Session, school: SchoolId, text: str, takes: Collection[ItemState]) -> list[Piece]:
    """Pieces that can be asked for, of the first twenty cards that have every word of the text."""
    if not text.strip():
        return []
    cards = {card.id for card in search_assets(session, school, text, limit=MOST_CARDS)}
    return [piece for piece in _pieces_where(session, school, Item.asset_id, cards) if piece.state in takes]


def found_in_room(
    session: Session, school: SchoolId, called: str, takes: Collection[ItemState]
) -> tuple[list[Piece], int]:
    """What can be asked for of all that the books put in the room, and how much cannot. Raises `NotFound`."""
    room = room_called(session, school, called)
    return _sorted_out(_pieces(session, school, Item.room_id == room), takes)


def found_with_keeper(
    session: Session, school: SchoolId, name: str, takes: Collection[ItemState]
) -> tuple[list[Piece], int]:
    """The same of all that somebody keeps. Raises `NotFound`."""
    person_called(session, school, name)
    return _sorted_out(_pieces(session, school, Person.name == name), takes)


def _sorted_out(pieces: Sequence[Piece], takes: Collection[ItemState]) -> tuple[list[Piece], int]:
    fitting = [piece for piece in pieces if piece.state in takes]
    others = [piece for piece in pieces if piece.state not in takes and piece.state is not ItemState.RETIRED]
    return fitting, len(others)


def _pieces_where(
    session: Session, school: SchoolId, column: InstrumentedAttribute[UUID], values: Collection[UUID]
) -> list[Piece]:
    return [piece for some in in_parts(sorted(values)) for piece in _pieces(session, school, column.in_(some))]


def _pieces(session: Session, school: SchoolId, which: ColumnElement[bool]) -> list[Piece]:
    rows = session.execute(
        select(
            *(Item.id, Item.asset_id, Item.position, func.coalesce(Room.code, ""), func.coalesce(Person.name, "")),
            *(Item.state, type_coerce(share(Asset.cost), Money)),
        )
        .select_from(Item)
        .join(Asset, and_(Asset.school_id == Item.school_id, Asset.id == Item.asset_id))
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .outerjoin(Person, and_(Person.school_id == Item.school_id, Person.id == Item.keeper_id))
        .where(Item.school_id == school, which)
        .order_by(Asset.asset_no, Asset.id, Item.position)
    )
    return [
        Piece(ItemId(item), AssetId(card), position, room, keeper, ItemState(state), cost)
        for item, card, position, room, keeper, state, cost in rows
    ]
