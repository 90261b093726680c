"""Entering things that are over: a card and a piece for each, put on the books by one receipt."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import and_, insert, select
from sqlalchemy.orm import Session

from inventory.actions.categories import category_ids
from inventory.actions.labels import Label, put_labels
from inventory.actions.movements import Occasion, move
from inventory.categories import scheme_of
from inventory.consequences import Receipt
from inventory.ids import ItemId, RoomId, SchoolId, new_id
from inventory.movements import Document, MovementKind
from inventory.register import ItemState
from inventory.store.register import Asset, Item


def receive(
    session: Session,
    school: SchoolId,
    receipts: Sequence[Receipt],
    rooms: Mapping[str, RoomId],
    occasion: Occasion,
) -> Document | None:
    """One receipt for all of them. What was received by this stock-take before and taken back keeps its card."""
    known = _known(session, school, receipts, occasion)
    for receipt in receipts:
        if receipt.tag in known:
            _anew(session, school, known[receipt.tag], receipt, rooms)
    new = _enter(session, school, [each for each in receipts if each.tag not in known], rooms, occasion)
    pieces = known | new
    document = move(session, school, MovementKind.RECEIPT, list(pieces.values()), occasion, state=ItemState.IN_USE)
    if document is not None:
        labels = [Label(piece, receipt.tag, True) for receipt in receipts if (piece := pieces.get(receipt.tag))]
        put_labels(session, school, document, labels, at=occasion.at)
    return document


def _key(occasion: Occasion, receipt: Receipt) -> str:
    return f"stocktake:{occasion.stocktake}:{receipt.tag}"


def _known(session: Session, school: SchoolId, receipts: Sequence[Receipt], occasion: Occasion) -> dict[str, ItemId]:
    """The piece of each tag that has a card of this stock-take already."""
    began = Asset.import_key.startswith(f"stocktake:{occasion.stocktake}:", autoescape=True)
    rows = session.execute(
        select(Asset.import_key, Item.id)
        .join(Item, and_(Item.school_id == Asset.school_id, Item.asset_id == Asset.id))
        .where(Asset.school_id == school, began)
    )
    pieces = {key: ItemId(item) for key, item in rows}
    keys = {receipt.tag: _key(occasion, receipt) for receipt in receipts}
    return {tag: pieces[key] for tag, key in keys.items() if key in pieces}


def _anew(session: Session, school: SchoolId, piece: ItemId, receipt: Receipt, rooms: Mapping[str, RoomId]) -> None:
    """A card that was taken back is off the books; it comes back as it was decided now."""
    item = session.get_one(Item, (school, piece))
    card = session.get_one(Asset, (school, item.asset_id))
    item.room_id = rooms.get(receipt.room)
    card.name, card.asset_no, card.cost = receipt.details.name, receipt.details.asset_no, receipt.details.cost
    session.flush()


def _enter(
    session: Session,
    school: SchoolId,
    receipts: Sequence[Receipt],
    rooms: Mapping[str, RoomId],
    occasion: Occasion,
) -> dict[str, ItemId]:
    """Cards and pieces, off the books until a document puts them on."""
    if not receipts:
        return {}
    categories = category_ids(session, school, {("", each.details.category): scheme_of("") for each in receipts})
    assets, items = [], []
    pieces: dict[str, ItemId] = {}
    for receipt in receipts:
        asset, pieces[receipt.tag] = new_id(), ItemId(new_id())
        category = categories.get(("", receipt.details.category))
        assets.append(_card(school, asset, receipt, category) | {"import_key": _key(occasion, receipt)})
        items.append(_piece(school, asset, pieces[receipt.tag], rooms.get(receipt.room)))
    session.execute(insert(Asset), assets)
    session.execute(insert(Item), items)
    return pieces


def _card(school: SchoolId, asset: UUID, receipt: Receipt, category: UUID | None) -> dict[str, object]:
    blank = dict.fromkeys(("fiscal_no", "unit", "brand", "model", "serial"), "")
    unknown = dict.fromkeys(("import_id", "department_id", "accumulated", "acquired", "posted", "life_months"))
    said = receipt.details
    return {
        **blank,
        **unknown,
        "school_id": school,
        "id": asset,
        "asset_no": said.asset_no,
        "name": said.name,
        "category_id": category,
        "quantity": 1,
        "cost": said.cost,
        "location": receipt.room,
        "note": receipt.reason,
        "others": {},
    }


def _piece(school: SchoolId, asset: UUID, item: ItemId, room: RoomId | None) -> dict[str, object]:
    return {
        "school_id": school,
        "id": item,
        "asset_id": asset,
        "position": 1,
        "room_id": room,
        "keeper_id": None,
        "user_id": None,
        "state": ItemState.RETIRED.value,
    }
