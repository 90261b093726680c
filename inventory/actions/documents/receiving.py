"""Entering things that are over: a card and a piece for each, put on the books by one receipt.

A piece begins off the books and nowhere; the receipt alone says where it goes.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, insert, select
from sqlalchemy.orm import Session

from inventory.actions.cards.categories import category_ids
from inventory.actions.cards.entering import nowhere
from inventory.actions.documents.movements import Occasion, enforce, new_document
from inventory.actions.proof.journal import record
from inventory.actions.proof.sums import came, counted
from inventory.actions.tagging.labels import Label, put_labels
from inventory.categories import scheme_of
from inventory.consequences import Receipt
from inventory.digests import beginning
from inventory.ids import ItemId, RoomId, SchoolId, new_id
from inventory.movements import Document, MovementKind
from inventory.register import ItemState
from inventory.store.movements import MovementLine
from inventory.store.parts import among, in_parts
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
            _anew(session, school, known[receipt.tag], receipt)
    pieces = known | _enter(session, school, [each for each in receipts if each.tag not in known], occasion)
    going = {pieces[receipt.tag]: rooms.get(receipt.room) for receipt in receipts if receipt.tag in pieces}
    lines = list(_lines(session, school, going))
    if not lines:
        return None
    document = new_document(session, school, MovementKind.RECEIPT, occasion)
    session.execute(insert(MovementLine), [line | {"movement_id": document.id} for line in lines])
    labels = [Label(piece, receipt.tag, True) for receipt in receipts if (piece := pieces.get(receipt.tag))]
    put_labels(session, school, document, labels, at=occasion.at)
    enforce(session, school, document, occasion)
    return document


def _lines(session: Session, school: SchoolId, going: Mapping[ItemId, RoomId | None]) -> Iterator[dict[str, Any]]:
    """A line for each piece that is not in use already, to its room."""
    columns = (Item.id, Item.room_id, Item.keeper_id, Item.state)
    in_use = ItemState.IN_USE.value
    for some in in_parts(sorted(going)):
        rows = select(*columns).where(Item.school_id == school, Item.id.in_(some), Item.state != in_use)
        for item, room, keeper, state in session.execute(rows):
            was = {"from_room_id": room, "from_keeper_id": keeper, "from_state": state}
            to = {"to_room_id": going[ItemId(item)] or room, "to_keeper_id": keeper, "to_state": in_use}
            yield {"school_id": school, "item_id": item} | was | to


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


def _anew(session: Session, school: SchoolId, piece: ItemId, receipt: Receipt) -> None:
    """A card that was taken back is off the books; it comes back as it was decided now."""
    item = session.get_one(Item, (school, piece))
    card = session.get_one(Asset, (school, item.asset_id))
    with counted(session, school, Asset, Asset.id == card.id):
        card.name, card.asset_no, card.cost = receipt.details.name, receipt.details.asset_no, receipt.details.cost


def _enter(session: Session, school: SchoolId, receipts: Sequence[Receipt], occasion: Occasion) -> dict[str, ItemId]:
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
        items.append(nowhere(school, asset, pieces[receipt.tag], 1))
    session.execute(insert(Asset), assets)
    session.execute(insert(Item), items)
    came(session, school, Asset, among(session, Asset.id, [asset["id"] for asset in assets]))
    came(session, school, Item, among(session, Item.id, list(pieces.values())))
    _note(session, school, pieces, occasion)
    return pieces


def _note(session: Session, school: SchoolId, pieces: Mapping[str, ItemId], occasion: Occasion) -> None:
    retired = ItemState.RETIRED.value
    began = beginning((item, None, None, retired) for item in pieces.values())
    facts = {"pieces": str(len(pieces)), "beginning": began}
    record(
        *(session, school),
        at=occasion.at,
        by=occasion.by,
        what="cards entered",
        subject=occasion.stocktake or school,
        facts=facts,
    )


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
