"""Batch cards: splitting off pieces, putting cards together, and counting pieces by their number."""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import touch_open_stocktakes
from inventory.actions.cards.card_changes import Change, Why, change_cards
from inventory.actions.cards.card_editing import ReasonMissing, free_key, open_card
from inventory.actions.cards.entering import note
from inventory.actions.proof.journal import record
from inventory.actions.proof.sums import came, counted
from inventory.actions.school.schools import lock_school
from inventory.cards import AssetCard
from inventory.errors import InventoryError
from inventory.fields import LABELS
from inventory.ids import AssetId, ItemId, SchoolId, new_id
from inventory.schedule import NOTHING
from inventory.splitting import Batch, CannotSplit, split, together
from inventory.store.cards import Attachment
from inventory.store.parts import among
from inventory.store.places import Room
from inventory.store.register import Asset, Item

_ALIKE = ("name", "category", "unit")


class CardsDiffer(InventoryError):
    """Only cards of the same things become one."""

    text = "Only cards of the same name, classification and unit can be merged. These differ in: {fields}."


class SameCard(InventoryError):
    """A card cannot be merged with itself."""

    text = "A card cannot be merged with itself. Choose another card."


def split_card(
    session: Session,
    school: SchoolId,
    asset: AssetId,
    pieces: Collection[ItemId],
    number: str,
    *,
    revision: int,
    why: Why,
) -> AssetId:
    """A new card of this number with these pieces and their share of the values; all else on it is the same.

    The pieces stay what they are, with tags and history. Their numbers on the new card count from 1; on the old one
    nothing is counted anew. Raises as `open_card`, and `CannotSplit` or `ReasonMissing`.
    """
    card = _locked(session, school, asset, revision, why)
    moving = _in_order(session, school, asset, frozenset(pieces))
    rest, part = split(_batch(card), len(moving))
    fresh = AssetId(new_id())
    _copy(session, school, card, fresh, part, number)
    _hand_over(session, school, moving, asset, fresh, range(1, len(moving) + 1))
    change_cards(session, school, _amounts(asset, rest), why)
    note(session, school, asset, "split", f"{part.pieces} → {number or fresh}", why)
    note(session, school, fresh, "split", f"{card.asset_no or asset} → {part.pieces}", why)
    facts = {"card": card.asset_no, "new": number, "pieces": str(part.pieces)}
    record(session, school, at=why.at, by=why.by, what="card split", subject=asset, facts=facts, reason=why.reason)
    return fresh


def merge_cards(
    session: Session, school: SchoolId, into: AssetId, other: AssetId, *, revision: int, other_revision: int, why: Why
) -> None:
    """All pieces and values of the other card go to this one; the other stays empty and points here, as its parts do.

    Raises as `open_card`, and `CardsDiffer`, `SameCard`, `ValueOfOneUnknown` or `ReasonMissing`.
    """
    if into == other:
        raise SameCard
    card = _locked(session, school, into, revision, why)
    gone = open_card(session, school, other, other_revision)
    different = [LABELS[name] for name in _ALIKE if card.values[name] != gone.values[name]]
    if different:
        raise CardsDiffer(fields=", ".join(different))
    sum_of_both = together(_batch(card), _batch(gone))
    moving = _in_order(session, school, other, None)
    _hand_over(session, school, moving, other, into, _free_positions(session, school, into, len(moving)))
    nothing = Batch(0, _nothing(gone.cost), _nothing(gone.accumulated))
    change_cards(session, school, [*_amounts(into, sum_of_both), *_amounts(other, nothing)], why)
    parts = (Asset.school_id == school, or_(Asset.id == other, Asset.merged_into == other))
    with counted(session, school, Asset, Asset.id.in_(session.scalars(select(Asset.id).where(*parts)).all())):
        session.execute(update(Asset).where(*parts).values(merged_into=into))
    note(session, school, into, "merged", f"{gone.asset_no or other} → {gone.quantity}", why)
    note(session, school, other, "merged", f"{gone.quantity} → {card.asset_no or into}", why)
    facts = {"card": card.asset_no, "merged": gone.asset_no, "pieces": str(gone.quantity)}
    record(session, school, at=why.at, by=why.by, what="cards merged", subject=into, facts=facts, reason=why.reason)


def count_by_number(
    session: Session, school: SchoolId, asset: AssetId, by_number: bool, *, revision: int, why: Why
) -> None:
    """Says whether the pieces of the card are counted by their number and need no tags. Raises as `open_card`."""
    touch_open_stocktakes(session, school)
    lock_school(session, school)
    card = open_card(session, school, asset, revision)
    change_cards(session, school, [Change(asset, "by_number", by_number)], why)
    facts = {"card": card.asset_no, "fields": "by_number"}
    record(session, school, at=why.at, by=why.by, what="card changed", subject=asset, facts=facts, reason=why.reason)


def some_pieces(session: Session, school: SchoolId, asset: AssetId, room: str | None, count: int) -> list[ItemId]:
    """The last so many pieces of the card in that room (a code, "" for no room; None: wherever they are).

    Raises `CannotSplit` if there are not so many.
    """
    pieces = select(Item.id).where(Item.school_id == school, Item.asset_id == asset)
    if room is not None:
        here = select(Room.id).where(Room.school_id == school, Room.code == room).scalar_subquery()
        pieces = pieces.where(Item.room_id == here if room else Item.room_id.is_(None))
    found = session.scalars(pieces.order_by(Item.position.desc())).all()
    if not 0 < count <= len(found):
        raise CannotSplit(pieces=count, quantity=len(found))
    return [ItemId(item) for item in found[:count]]


def _locked(session: Session, school: SchoolId, asset: AssetId, revision: int, why: Why) -> AssetCard:
    touch_open_stocktakes(session, school)
    lock_school(session, school)
    card = open_card(session, school, asset, revision)
    if not why.reason.strip():
        raise ReasonMissing(fields=LABELS["quantity"])
    return card


def _batch(card: AssetCard) -> Batch:
    return Batch(card.quantity, card.cost, card.accumulated)


def _nothing(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else NOTHING


def _amounts(asset: AssetId, batch: Batch) -> list[Change]:
    said = {"quantity": batch.pieces, "cost": batch.cost, "accumulated": batch.accumulated}
    return [Change(asset, field, value) for field, value in said.items()]


def _in_order(session: Session, school: SchoolId, asset: AssetId, pieces: frozenset[ItemId] | None) -> list[ItemId]:
    """Those pieces of the card, or all of them, by position. Pieces of other cards are not among them."""
    rows = select(Item.id).where(Item.school_id == school, Item.asset_id == asset).order_by(Item.position)
    return [ItemId(item) for item in session.scalars(rows) if pieces is None or item in pieces]


def _free_positions(session: Session, school: SchoolId, asset: AssetId, count: int) -> list[int]:
    """The lowest positions nothing stands at: pieces that were split off get their old ones back."""
    its = select(Item.position).where(Item.school_id == school, Item.asset_id == asset)
    taken = set(session.scalars(its))
    free = (position for position in range(1, len(taken) + count + 1) if position not in taken)
    return list(islice(free, count))


def _hand_over(
    session: Session,
    school: SchoolId,
    items: Sequence[ItemId],
    old: AssetId,
    asset: AssetId,
    positions: Iterable[int],
) -> None:
    """The pieces of the old card belong to this one, at these positions, and their photos and papers with them."""
    with counted(session, school, Item, among(session, Item.id, items)):
        session.execute(
            update(Item),
            [
                {"school_id": school, "id": item, "asset_id": asset, "position": position}
                for item, position in zip(items, positions, strict=True)
            ],
        )
    hung = (Attachment.asset_id.in_((old, asset)), among(session, Attachment.item_id, items))
    with counted(session, school, Attachment, *hung):
        session.execute(
            update(Attachment)
            .where(Attachment.school_id == school, *hung)
            .values(asset_id=asset)
            .execution_options(synchronize_session=False)
        )


def _copy(session: Session, school: SchoolId, card: AssetCard, fresh: AssetId, part: Batch, number: str) -> None:
    """The same card under another id and number. The number of the fiscal system stays with the old one."""
    row = session.get_one(Asset, (school, card.id))
    columns: dict[str, Any] = {column.key: getattr(row, column.key) for column in Asset.__table__.columns}
    session.execute(
        insert(Asset),
        [
            {
                **columns,
                "id": fresh,
                "asset_no": number,
                "former_no": card.asset_no,
                "fiscal_no": "",
                "import_key": free_key(session, school, fresh, number),
                "quantity": part.pieces,
                "cost": part.cost,
                "accumulated": part.accumulated,
                "revision": 1,
            }
        ],
    )
    came(session, school, Asset, Asset.id == fresh)
