"""What numbers and tags mean in a stock-take: which things of its frozen list, in a few statements for any number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from inventory.ids import AssetId, ItemId, RoomId, SchoolId, StockTakeId
from inventory.scanned import Scan
from inventory.store.register import Asset, Item, TagBinding
from inventory.store.stocktakes import ExpectedItem
from inventory.tags import Tag
from inventory.ticking import Piece

AT_ONCE = 5_000
"""Values in one statement; databases take some tens of thousands."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Meaning:
    """The things a text can mean. `certain`: it is the tag of just that thing, not a number several pieces share."""

    pieces: tuple[Piece, ...]
    certain: bool


UNKNOWN = Meaning((), certain=False)


def meanings(
    session: Session, school: SchoolId, stocktake: StockTakeId, scans: Sequence[Scan]
) -> Mapping[str, Meaning]:
    """For each text what it means; a number on a card is taken before a tag that is written alike."""
    of_this = and_(ExpectedItem.school_id == school, ExpectedItem.stocktake_id == stocktake)
    spellings = {number for scan in scans for number in scan.numbers}
    numbers: dict[str, dict[ItemId, Piece]] = defaultdict(dict)
    for column in (Asset.asset_no, Asset.fiscal_no):
        for number, piece in _rows(session, _by_number(column, of_this), column, spellings):
            numbers[number][piece.item] = piece
    unclear = [scan for scan in scans if not _known(scan, numbers)]
    tags: dict[Tag, dict[ItemId, Piece]] = defaultdict(dict)
    wanted = {str(tag) for scan in unclear for tag in scan.tags()}
    for tag, piece in _rows(session, _by_tag(of_this), TagBinding.tag, wanted):
        tags[Tag(tag)][piece.item] = piece
    return {scan.text: _meaning(scan, numbers, tags) for scan in scans}


def known_tags(session: Session, school: SchoolId, tags: Iterable[Tag]) -> set[Tag]:
    """Those of the tags that are on something of the school."""
    bound = (TagBinding.school_id == school, TagBinding.unbound_at.is_(None))
    return {
        Tag(tag)
        for some in batches(sorted(set(tags)))
        for tag in session.scalars(select(TagBinding.tag).where(*bound, TagBinding.tag.in_(some)))
    }


def batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in lots that fit into one statement."""
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


def pieces_of(session: Session, school: SchoolId, stocktake: StockTakeId, asset: AssetId) -> list[Piece]:
    """Every piece of the card on the frozen list, in the order of the card."""
    rows = session.execute(
        _pieces(ExpectedItem.asset_no).where(
            ExpectedItem.school_id == school, ExpectedItem.stocktake_id == stocktake, Item.asset_id == asset
        )
    )
    return [_piece(row) for row in rows]


def _known(scan: Scan, numbers: Mapping[str, Mapping[ItemId, Piece]]) -> bool:
    return any(number in numbers for number in scan.numbers)


def _meaning(
    scan: Scan, numbers: Mapping[str, Mapping[ItemId, Piece]], tags: Mapping[Tag, Mapping[ItemId, Piece]]
) -> Meaning:
    pieces = {item: piece for number in scan.numbers for item, piece in numbers.get(number, {}).items()}
    if pieces:
        return Meaning(tuple(pieces.values()), certain=False)
    tag = scan.tag(tags)
    return Meaning(tuple(tags[tag].values()), certain=True) if tag and tag in tags else UNKNOWN


def _rows(
    session: Session, query: Select[Any], column: InstrumentedAttribute[str], values: set[str]
) -> Iterator[tuple[str, Piece]]:
    for some in batches(sorted(value for value in values if value)):
        for row in session.execute(query.where(column.in_(some))):
            yield row[0], _piece(row)


def _by_number(column: InstrumentedAttribute[str], of_this: ColumnElement[bool]) -> Select[Any]:
    return (
        _pieces(column).join(Asset, and_(Asset.school_id == Item.school_id, Asset.id == Item.asset_id)).where(of_this)
    )


def _by_tag(of_this: ColumnElement[bool]) -> Select[Any]:
    bound = and_(TagBinding.school_id == Item.school_id, TagBinding.item_id == Item.id)
    return _pieces(TagBinding.tag).join(TagBinding, bound).where(of_this, TagBinding.unbound_at.is_(None))


def _pieces(key: InstrumentedAttribute[str]) -> Select[*tuple[Any, ...]]:
    """The things of frozen lists, `key` before each, ordered as their cards count them."""
    return (
        select(
            key,
            ExpectedItem.item_id,
            ExpectedItem.asset_id,
            ExpectedItem.asset_no,
            ExpectedItem.name,
            ExpectedItem.room_id,
            ExpectedItem.room_code,
        )
        .select_from(ExpectedItem)
        .join(Item, and_(Item.school_id == ExpectedItem.school_id, Item.id == ExpectedItem.item_id))
        .order_by(ExpectedItem.item_id)
    )


def _piece(row: Any) -> Piece:
    _, item, asset, number, name, room, code = row
    return Piece(ItemId(item), AssetId(asset), number, name, RoomId(room) if room else None, code or "")
