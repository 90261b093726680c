"""What numbers and tags mean in a stock-take: which things of its frozen list, in a few statements for any number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.ids import AssetId, ItemId, RoomId, SchoolId, StockTakeId
from inventory.scanned import Scan
from inventory.store.parts import in_parts
from inventory.store.register import Asset, Item, TagBinding
from inventory.store.stocktakes import ExpectedItem
from inventory.tags import Tag
from inventory.ticking import Piece


@dataclass(frozen=True, slots=True)
class Meaning:
    """The things a text can mean. `certain`: its very tag or label, not a number several pieces share."""

    pieces: tuple[Piece, ...]
    certain: bool


def meanings(
    session: Session, school: SchoolId, stocktake: StockTakeId, scans: Sequence[Scan]
) -> Mapping[str, Meaning]:
    """For each text what it means; a number on a card is taken before a tag that is written alike."""
    spellings = {number for scan in scans for number in scan.numbers if number}
    numbers = things_by_number(session, school, spellings)
    unclear = [scan for scan in scans if numbers.keys().isdisjoint(scan.numbers)]
    tags = things_by_tag(session, school, {tag for scan in unclear for tag in scan.tags()})
    items = {item for found in (numbers, tags) for of_text in found.values() for item in of_text}
    items |= {scan.thing for scan in scans if scan.thing}
    frozen = _frozen(session, school, stocktake, sorted(items))
    return {scan.text: _meaning(scan, numbers, tags, frozen) for scan in scans}


def known_tags(session: Session, school: SchoolId, tags: Iterable[Tag]) -> set[Tag]:
    """Those of the tags that are on something of the school."""
    bound = (TagBinding.school_id == school, TagBinding.unbound_at.is_(None))
    return {
        Tag(tag)
        for some in in_parts(sorted(set(tags)))
        for tag in session.scalars(select(TagBinding.tag).where(*bound, TagBinding.tag.in_(some)))
    }


def pieces_of(session: Session, school: SchoolId, stocktake: StockTakeId, asset: AssetId) -> list[Piece]:
    """Every piece of the card on the frozen list."""
    items = _of_cards(session, school, [asset]).get(asset, set())
    return list(_frozen(session, school, stocktake, sorted(items)).values())


def _meaning(
    scan: Scan,
    numbers: Mapping[str, set[ItemId]],
    tags: Mapping[Tag, set[ItemId]],
    frozen: Mapping[ItemId, Piece],
) -> Meaning:
    if scan.thing and scan.thing in frozen:
        return Meaning((frozen[scan.thing],), certain=True)
    by_number = {item for number in scan.numbers for item in numbers.get(number, ()) if item in frozen}
    if by_number:
        return Meaning(tuple(frozen[item] for item in sorted(by_number)), certain=False)
    by_tag = {tag: items for tag in scan.tags() if (items := tags.get(tag, set()) & frozen.keys())}
    tag = scan.tag(by_tag)
    return Meaning(tuple(frozen[item] for item in sorted(by_tag[tag])) if tag in by_tag else (), certain=True)


def things_by_number(session: Session, school: SchoolId, numbers: set[str]) -> dict[str, set[ItemId]]:
    """The pieces that have one of the numbers themselves, or whose card has it, as its own or in the fiscal system.

    In two steps, because one statement for both is a walk through all things for some databases.
    """
    cards: dict[str, set[AssetId]] = defaultdict(set)
    for column in (Asset.asset_no, Asset.fiscal_no):
        for some in in_parts(sorted(numbers)):
            of_number = select(column, Asset.id).where(Asset.school_id == school, column.in_(some))
            for number, card in session.execute(of_number):
                cards[number].add(AssetId(card))
    items = _of_cards(session, school, sorted(set().union(*cards.values())))
    found = _of_pieces(session, school, sorted(numbers))
    for number, its in cards.items():
        found[number].update(*(items.get(card, set()) for card in its))
    return found


def _of_pieces(session: Session, school: SchoolId, numbers: Sequence[str]) -> dict[str, set[ItemId]]:
    items: dict[str, set[ItemId]] = defaultdict(set)
    for some in in_parts(numbers):
        of_number = select(Item.number, Item.id).where(Item.school_id == school, Item.number.in_(some))
        for number, item in session.execute(of_number):
            items[number].add(ItemId(item))
    return items


def _of_cards(session: Session, school: SchoolId, cards: Sequence[AssetId]) -> dict[AssetId, set[ItemId]]:
    items: dict[AssetId, set[ItemId]] = defaultdict(set)
    for some in in_parts(cards):
        of_cards = select(Item.asset_id, Item.id).where(Item.school_id == school, Item.asset_id.in_(some))
        for card, item in session.execute(of_cards):
            items[AssetId(card)].add(ItemId(item))
    return items


def things_by_tag(session: Session, school: SchoolId, tags: set[Tag]) -> dict[Tag, set[ItemId]]:
    """The things the tags are on now."""
    bound = (TagBinding.school_id == school, TagBinding.unbound_at.is_(None))
    items: dict[Tag, set[ItemId]] = defaultdict(set)
    for some in in_parts(sorted(tags)):
        of_tags = select(TagBinding.tag, TagBinding.item_id).where(*bound, TagBinding.tag.in_(some))
        for tag, item in session.execute(of_tags):
            if item is not None:
                items[Tag(tag)].add(ItemId(item))
    return items


def _frozen(
    session: Session, school: SchoolId, stocktake: StockTakeId, items: Sequence[ItemId]
) -> dict[ItemId, Piece]:
    """Those of the things that are on the frozen list, as it has them."""
    of_this = (ExpectedItem.school_id == school, ExpectedItem.stocktake_id == stocktake)
    columns = (
        ExpectedItem.item_id,
        ExpectedItem.asset_id,
        ExpectedItem.asset_no,
        ExpectedItem.name,
        ExpectedItem.room_id,
        ExpectedItem.room_code,
    )
    return {
        ItemId(item): Piece(ItemId(item), AssetId(asset), number, name, RoomId(room) if room else None, code or "")
        for some in in_parts(items)
        for item, asset, number, name, room, code in session.execute(
            select(*columns).where(*of_this, ExpectedItem.item_id.in_(some))
        )
    }
