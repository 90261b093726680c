"""Cards for programs: read, changed, entered, split and merged."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from inventory.actions.cards.batches import count_by_number, merge_cards, some_pieces, split_card
from inventory.actions.cards.card import asset_card, pieces_of
from inventory.actions.cards.card_changes import Why
from inventory.actions.cards.card_editing import edit_card
from inventory.actions.cards.card_log import changes_of
from inventory.actions.cards.entering import MOST_PIECES, NewCard, enter_card
from inventory.actions.documents.movements import Occasion
from inventory.cards import AssetCard, ItemLine
from inventory.ids import AssetId, ItemId, new_id
from inventory.register import ItemState
from service.access import Manager, Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession, WriteSession
from service.wire import Word
from service.zone import Zone

router = APIRouter(prefix="/assets")

AT_ONCE = 1_000

Fields = dict[Annotated[str, Field(max_length=60)], Annotated[str, Field(max_length=2_000)]]
"""By the name of a field its text: days as YYYY-MM-DD, yuan with two decimals, "" for nothing.

Names are those of `GET /assets/{asset}`; one of the school's own is "custom:" and its id, as in `GET /own-fields`.
"""


class CardOut(BaseModel):
    """The card; `revision` goes along with a change, so that nobody overwrites what they have not seen."""

    id: UUID
    revision: int
    quantity: int
    fields: Fields
    others: dict[str, str]
    by_number: bool
    merged_into: UUID | None


class ItemOut(BaseModel):
    """A piece of a card, as the books have it, and the room it was last seen in."""

    id: UUID
    position: int
    number: str
    serial: str
    room: str | None
    keeper: str
    user: str
    state: ItemState
    tags: list[str]
    seen_room: str | None
    seen_at: datetime | None


class ChangeOut(BaseModel):
    """One change of a field, by its name and what it is called. `item` is the position of the piece, if of one."""

    at: datetime
    by: str
    reason: str
    item: int | None
    field: str
    label: str
    before: str
    after: str


class EntryIn(BaseModel):
    """A new card with its pieces; `room` is a code, and without a keeper that of the room keeps them.

    Sent again with the same `id` (a fresh UUID) it is entered once.
    """

    id: Annotated[UUID, Field(default_factory=new_id)]
    fields: Fields
    pieces: Annotated[int, Field(ge=1, le=MOST_PIECES)] = 1
    room: Word = ""
    keeper: Word = ""
    by_number: bool = False
    reason: Word = ""


class EditIn(BaseModel):
    """The fields that change, and why; numbers, values and lives do not change without a reason."""

    revision: int
    fields: Fields
    reason: Word = ""


class SplitIn(BaseModel):
    """The pieces that get a card of their own: `items`, or else `count` of a `room` (null: of any)."""

    revision: int
    items: Annotated[list[UUID], Field(max_length=MOST_PIECES)] = []
    count: Annotated[int, Field(ge=0, le=MOST_PIECES)] = 0
    room: Word | None = None
    asset_no: Word = ""
    reason: Annotated[Word, Field(min_length=1)]


class MergeIn(BaseModel):
    """The card that becomes part of the one addressed."""

    revision: int
    other: UUID
    other_revision: int
    reason: Annotated[Word, Field(min_length=1)]


class CountedIn(BaseModel):
    """Whether the pieces carry no tags and are counted by their number."""

    revision: int
    by_number: bool


@router.get("/{asset}")
def get_card(who: Viewer, session: ReadSession, asset: UUID) -> CardOut:
    """The card."""
    refuse_register_if_blind(session, who)
    return _card(asset_card(session, who.school, AssetId(asset)))


@router.get("/{asset}/items")
def get_items(
    who: Viewer, session: ReadSession, asset: UUID, start: Annotated[int, Query(ge=0, le=MOST_PIECES)] = 0
) -> list[ItemOut]:
    """The pieces of the card by position, at most 1,000 from the `start`-th (from 0) on."""
    refuse_register_if_blind(session, who)
    card = asset_card(session, who.school, AssetId(asset))
    return [_item(each) for each in pieces_of(session, who.school, card.id, start=start, most=AT_ONCE)]


@router.get("/{asset}/changes")
def get_changes(who: Viewer, session: ReadSession, asset: UUID) -> list[ChangeOut]:
    """The last 1,000 changes of the card, the newest first."""
    refuse_register_if_blind(session, who)
    card = asset_card(session, who.school, AssetId(asset))
    return [
        ChangeOut(
            at=each.at,
            by=each.by,
            reason=each.reason,
            item=each.item,
            field=each.field,
            label=each.label,
            before=each.before,
            after=each.after,
        )
        for each in changes_of(session, who.school, card.id, most=AT_ONCE)
    ]


@router.post("", status_code=201)
def post_card(who: Manager, session: WriteSession, zone: Zone, entry: EntryIn) -> CardOut:
    """Enters a card; its pieces are received by one document."""
    new = NewCard(entry.fields, entry.pieces, entry.room, entry.keeper, entry.by_number, AssetId(entry.id))
    made = enter_card(session, who.school, new, Occasion(entry.reason, who.name, datetime.now(UTC), zone=zone))
    return _card(asset_card(session, who.school, made))


@router.patch("/{asset}")
def patch_card(who: Manager, session: WriteSession, asset: UUID, edit: EditIn) -> CardOut:
    """Changes fields of the card; 409 if somebody else changed it since that revision."""
    card, why = AssetId(asset), Why(who.name, datetime.now(UTC), edit.reason)
    edit_card(session, who.school, card, edit.fields, revision=edit.revision, why=why)
    return _card(asset_card(session, who.school, card))


@router.post("/{asset}/split", status_code=201)
def post_split(who: Manager, session: WriteSession, asset: UUID, asked: SplitIn) -> CardOut:
    """Gives pieces a card of their own, with their share of the value; answers with the new card."""
    card, why = AssetId(asset), Why(who.name, datetime.now(UTC), asked.reason)
    pieces = [ItemId(each) for each in asked.items]
    if not pieces:
        pieces = some_pieces(session, who.school, card, asked.room, asked.count)
    made = split_card(session, who.school, card, pieces, asked.asset_no, revision=asked.revision, why=why)
    return _card(asset_card(session, who.school, made))


@router.post("/{asset}/merge")
def post_merge(who: Manager, session: WriteSession, asset: UUID, asked: MergeIn) -> CardOut:
    """Takes pieces and value of another card of the same things over; the other stays, empty."""
    card, why = AssetId(asset), Why(who.name, datetime.now(UTC), asked.reason)
    revisions = {"revision": asked.revision, "other_revision": asked.other_revision}
    merge_cards(session, who.school, card, AssetId(asked.other), **revisions, why=why)
    return _card(asset_card(session, who.school, card))


@router.post("/{asset}/by-number")
def post_by_number(who: Manager, session: WriteSession, asset: UUID, asked: CountedIn) -> CardOut:
    """Says whether the pieces need no tags."""
    card, why = AssetId(asset), Why(who.name, datetime.now(UTC))
    count_by_number(session, who.school, card, asked.by_number, revision=asked.revision, why=why)
    return _card(asset_card(session, who.school, card))


def _card(card: AssetCard) -> CardOut:
    return CardOut(
        id=card.id,
        revision=card.revision,
        quantity=card.quantity,
        fields=card.texts,
        others=dict(card.others),
        by_number=card.by_number,
        merged_into=card.merged_into,
    )


def _item(piece: ItemLine) -> ItemOut:
    return ItemOut(
        id=piece.id,
        position=piece.position,
        number=piece.number,
        serial=piece.serial,
        room=piece.room,
        keeper=piece.keeper,
        user=piece.user,
        state=piece.state,
        tags=list(piece.tags),
        seen_room=piece.seen.room if piece.seen else None,
        seen_at=piece.seen.at if piece.seen else None,
    )
