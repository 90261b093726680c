"""Entering a card by hand: the card, its pieces, and the receipt that puts them on the books."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import touch_open_stocktakes
from inventory.actions.cards.card_changes import Why
from inventory.actions.cards.card_editing import Filled, NameMissing, check_values, columns_of, free_key, read_fields
from inventory.actions.cards.named import ids_by_name
from inventory.actions.documents.movements import Occasion, move
from inventory.actions.proof.journal import record
from inventory.actions.proof.sums import came
from inventory.actions.school.schools import lock_school
from inventory.digests import beginning
from inventory.errors import InventoryError, NotFound
from inventory.fields import CARD_FIELDS, Holds
from inventory.ids import AssetId, ItemId, RoomId, SchoolId, new_id
from inventory.movements import MovementKind
from inventory.register import ItemState
from inventory.store.cards import CardChange
from inventory.store.places import Room
from inventory.store.register import Asset, Item
from inventory.store.schools import Person

MOST_PIECES = 10_000


class PiecesOutOfRange(InventoryError):
    """No card has so many pieces, or none."""

    text = "A card has 1 to {most} pieces."


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card somebody wrote: its fields, how many pieces, where they go (the code of a room) and who keeps them.

    Without a keeper the custodian of the room keeps them. Handed in again with its `id` it is entered once.
    """

    filled: Filled
    pieces: int = 1
    room: str = ""
    keeper: str = ""
    by_number: bool = False
    id: AssetId = field(default_factory=lambda: AssetId(new_id()))


def enter_card(session: Session, school: SchoolId, new: NewCard, occasion: Occasion) -> AssetId:
    """The card with its pieces, received by one document.

    Raises `BadValue`, `NameMissing`, `MoreThanItCost`, `PiecesOutOfRange`, or `NotFound` for a room or a field
    nobody knows.
    """
    touch_open_stocktakes(session, school)
    lock_school(session, school)
    if session.get(Asset, (school, new.id)) is not None:
        return new.id
    if not 1 <= new.pieces <= MOST_PIECES:
        raise PiecesOutOfRange(most=MOST_PIECES)
    read = read_fields(session, school, new.filled)
    if not read.plain.get("name"):
        raise NameMissing
    check_values(read.plain, read.plain)
    asset, number = new.id, str(read.plain.get("asset_no", ""))
    said = {
        "quantity": new.pieces,
        "by_number": new.by_number,
        "custom": dict(read.own),
        "import_key": free_key(session, school, asset, number),
    }
    columns = {**_blank(), **columns_of(session, school, read.plain), **said}
    session.execute(insert(Asset), [columns | {"school_id": school, "id": asset}])
    items = add_pieces(session, school, asset, new.pieces)
    came(session, school, Asset, Asset.id == asset)
    came(session, school, Item, Item.asset_id == asset)
    room, keeper = _place(session, school, new)
    move(session, school, MovementKind.RECEIPT, items, occasion, room=room, keeper=keeper, state=ItemState.IN_USE)
    note(session, school, asset, "entered", str(new.pieces), Why(occasion.by, occasion.at, occasion.reason))
    began = beginning((item, None, None, ItemState.RETIRED.value) for item in items)
    facts = {"card": number, "name": str(read.plain["name"]), "pieces": str(new.pieces), "beginning": began}
    record(session, school, at=occasion.at, by=occasion.by, what="card entered", subject=asset, facts=facts)
    return asset


def note(session: Session, school: SchoolId, asset: AssetId, deed: str, said: str, why: Why) -> None:
    """One line in the log of changes for a deed that no field tells by itself."""
    change = CardChange(
        school_id=school,
        id=new_id(),
        asset_id=asset,
        item_id=None,
        field=deed,
        before="",
        after=said,
        at=why.at,
        by=why.by,
        reason=why.reason,
        import_id=None,
    )
    session.add(change)
    came(session, school, CardChange, CardChange.id == change.id)


def add_pieces(session: Session, school: SchoolId, asset: AssetId, pieces: int) -> list[ItemId]:
    """The pieces of a new card, off the books until a document puts them on."""
    items = [ItemId(new_id()) for _ in range(pieces)]
    session.execute(
        insert(Item), [nowhere(school, asset, item, position) for position, item in enumerate(items, start=1)]
    )
    return items


def nowhere(school: SchoolId, asset: UUID, item: ItemId, position: int) -> dict[str, Any]:
    """The columns of a piece as it begins: off the books, in no room, kept by nobody."""
    return {
        "school_id": school,
        "id": item,
        "asset_id": asset,
        "position": position,
        "room_id": None,
        "keeper_id": None,
        "user_id": None,
        "state": ItemState.RETIRED.value,
    }


def _blank() -> dict[str, Any]:
    """A card on which nothing stands yet, by columns."""
    plain = [each for each in CARD_FIELDS if each.name not in ("category", "department")]
    empty = {each.name: "" if each.holds is Holds.TEXT else None for each in plain}
    return {**empty, "category_id": None, "department_id": None, "import_id": None, "others": {}}


def _place(session: Session, school: SchoolId, new: NewCard) -> tuple[RoomId | None, UUID | None]:
    room = keeper = None
    if new.room:
        here = select(Room).where(Room.school_id == school, Room.code == new.room)
        found = session.scalar(here)
        if found is None:
            raise NotFound(kind="room", name=new.room)
        room, keeper = RoomId(found.id), found.keeper_id
    if new.keeper:
        keeper = ids_by_name(session, school, Person, {new.keeper})[new.keeper]
    return room, keeper
