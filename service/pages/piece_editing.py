"""The numbers and serial numbers of the pieces of a card, on a form."""

import re
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from inventory.actions.cards.card import asset_card, pieces_of
from inventory.actions.cards.card_changes import Why
from inventory.actions.cards.piece_editing import edit_pieces
from inventory.errors import InventoryError
from inventory.ids import AssetId, ItemId
from service.access import Manager, Who
from service.database import ReadSession, WriteSession
from service.errors import status_of
from service.pages.card_editing import EditIn
from service.pages.cards import AT_ONCE
from service.pages.rendering import answer, say_error, speech_of

router = APIRouter(prefix="/assets/{asset}/pieces")

NAMED = re.compile(r"(?P<field>\w+):(?P<item>[0-9a-f]{32})")
"""How the form calls its fields."""

Page = Annotated[int, Query(alias="page", ge=1, le=100_000)]


@router.get("")
def pieces_form(request: Request, who: Manager, session: ReadSession, asset: UUID, number: Page = 1) -> Response:
    """Fifty pieces with what is written on each."""
    return _page(request, who, session, AssetId(asset), number)


@router.post("")
def edit(
    request: Request,
    who: Manager,
    session: WriteSession,
    asset: UUID,
    typed: Annotated[EditIn, Form()],
    number: Page = 1,
) -> Response:
    """Writes what was changed."""
    why, card = Why(who.name, datetime.now(UTC), typed.reason.strip()), AssetId(asset)
    try:
        with session.begin_nested():
            edit_pieces(session, who.school, card, _filled(typed), revision=typed.revision, why=why)
    except InventoryError as error:
        return _page(request, who, session, card, number, typed, error)
    return RedirectResponse(f"/assets/{asset}?page={number}#pieces", HTTPStatus.SEE_OTHER)


def _filled(typed: EditIn) -> dict[tuple[ItemId, str], str]:
    """The texts by piece and field."""
    named = ((NAMED.fullmatch(name), text) for name, text in typed.touched.items())
    return {(ItemId(UUID(found["item"])), found["field"]): text for found, text in named if found}


def _page(
    request: Request,
    who: Who,
    session: Session,
    asset: AssetId,
    number: int,
    typed: EditIn | None = None,
    error: InventoryError | None = None,
) -> Response:
    card = asset_card(session, who.school, asset)
    return answer(
        status_of(error) if error else HTTPStatus.OK,
        request,
        "card_pieces.html",
        who,
        card=card,
        pieces=pieces_of(session, who.school, asset, start=(number - 1) * AT_ONCE, most=AT_ONCE),
        page=number,
        pages=max(1, -(-card.quantity // AT_ONCE)),
        touched=typed.touched if typed else {},
        problem=say_error(speech_of(request), error) if error else "",
    )
