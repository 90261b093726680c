"""Batch cards: splitting off pieces, merging two cards, and counting pieces by their number."""

from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from inventory.actions.cards.assets import search_assets
from inventory.actions.cards.batches import count_by_number, merge_cards, some_pieces, split_card
from inventory.actions.cards.card import asset_card, asset_cards, pieces_of, rooms_of
from inventory.actions.cards.card_changes import Why
from inventory.cards import AssetCard
from inventory.errors import InventoryError
from inventory.ids import AssetId, ItemId, SchoolId
from service.access import Manager, Who
from service.database import ReadSession, WriteSession
from service.errors import status_of
from service.pages.rendering import answer, say_error, speech_of
from service.wire import Word

router = APIRouter(prefix="/assets/{asset}")

SINGLY = 100
"""So many pieces can be chosen one by one; of more, so many are taken from a room."""

CANDIDATES = 20


class SplitIn(BaseModel):
    """Which pieces are split off: those named, or so many of a room (of no room: ""; of any room: None)."""

    revision: int
    number: Word = ""
    reason: Word = ""
    item: list[UUID] = []
    count: Annotated[int, Field(ge=0)] = 0
    room: Word = "*"

    def items(self, session: Session, school: SchoolId, asset: AssetId) -> Sequence[ItemId]:
        """The pieces meant."""
        if self.item or not self.count:
            return [ItemId(each) for each in self.item]
        return some_pieces(session, school, asset, None if self.room == "*" else self.room, self.count)


class MergeIn(BaseModel):
    """The card that becomes part of this one, both as they were looked at."""

    revision: int
    other: UUID
    other_revision: int
    reason: Word = ""


@router.get("/split")
def split_form(request: Request, who: Manager, session: ReadSession, asset: UUID) -> Response:
    """The pieces to choose from."""
    card = asset_card(session, who.school, AssetId(asset))
    typed = SplitIn(revision=card.revision, number=f"{card.asset_no}-2" if card.asset_no else "")
    return _split(request, who, session, card, typed)


@router.post("/split")
def split(
    request: Request, who: Manager, session: WriteSession, asset: UUID, typed: Annotated[SplitIn, Form()]
) -> Response:
    """Splits them off and shows the new card."""
    why, this = Why(who.name, datetime.now(UTC), typed.reason.strip()), AssetId(asset)
    number = typed.number.strip()
    try:
        with session.begin_nested():
            pieces = typed.items(session, who.school, this)
            fresh = split_card(session, who.school, this, pieces, number, revision=typed.revision, why=why)
    except InventoryError as error:
        return _split(request, who, session, asset_card(session, who.school, this), typed, error)
    return RedirectResponse(f"/assets/{fresh}", HTTPStatus.SEE_OTHER)


@router.get("/merge")
def merge_form(
    request: Request, who: Manager, session: ReadSession, asset: UUID, q: Annotated[Word, Query()] = ""
) -> Response:
    """Cards that could become part of this one: those searched, or those of its name."""
    return _merge(request, who, session, asset_card(session, who.school, AssetId(asset)), q)


@router.post("/merge")
def merge(
    request: Request, who: Manager, session: WriteSession, asset: UUID, typed: Annotated[MergeIn, Form()]
) -> Response:
    """Merges the other card into this one."""
    why = Why(who.name, datetime.now(UTC), typed.reason.strip())
    into, other = AssetId(asset), AssetId(typed.other)
    revisions = {"revision": typed.revision, "other_revision": typed.other_revision}
    try:
        with session.begin_nested():
            merge_cards(session, who.school, into, other, **revisions, why=why)
    except InventoryError as error:
        return _merge(request, who, session, asset_card(session, who.school, into), "", error, typed.reason)
    return RedirectResponse(f"/assets/{asset}", HTTPStatus.SEE_OTHER)


@router.post("/by-number")
def by_number(
    who: Manager,
    session: WriteSession,
    asset: UUID,
    revision: Annotated[int, Form()],
    counted: Annotated[bool, Form()] = False,
) -> Response:
    """Says whether the pieces need no tags."""
    why = Why(who.name, datetime.now(UTC))
    count_by_number(session, who.school, AssetId(asset), counted, revision=revision, why=why)
    return RedirectResponse(f"/assets/{asset}#pieces", HTTPStatus.SEE_OTHER)


def _split(
    request: Request, who: Who, session: Session, card: AssetCard, typed: SplitIn, error: InventoryError | None = None
) -> Response:
    singly = card.quantity <= SINGLY
    return answer(
        status_of(error) if error else HTTPStatus.OK,
        request,
        "card_split.html",
        who,
        card=card,
        typed=typed,
        pieces=pieces_of(session, who.school, card.id) if singly else [],
        rooms=rooms_of(session, who.school, card.id),
        problem=say_error(speech_of(request), error) if error else "",
    )


def _merge(
    request: Request,
    who: Who,
    session: Session,
    card: AssetCard,
    q: str,
    error: InventoryError | None = None,
    reason: str = "",
) -> Response:
    found = search_assets(session, who.school, q or card.name, limit=CANDIDATES + 1)
    others = asset_cards(session, who.school, [each.id for each in found if each.id != card.id])
    return answer(
        status_of(error) if error else HTTPStatus.OK,
        request,
        "card_merge.html",
        who,
        card=card,
        q=q,
        others=[each for each in others if each.merged_into is None][:CANDIDATES],
        reason=reason,
        problem=say_error(speech_of(request), error) if error else "",
    )
