"""One card: what stands on it, its pieces, and everything that happened to it."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from inventory.access import Role
from inventory.actions.cards import asset_card, pieces_of
from inventory.actions.history import history_of
from inventory.cards import AssetCard, Value, spans
from inventory.fields import CARD_FIELDS, Block
from inventory.ids import AssetId
from service.access import Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession
from service.language import Speech, key
from service.pages.rendering import page, speech_of

router = APIRouter()

AT_ONCE = 50
"""Pieces on one page."""

HISTORY_LINES = 100

BLOCK_NAME = {
    Block.BASIC: key("Basic information"),
    Block.FINANCIAL: key("Value and finance"),
    Block.USE: key("Use"),
}


@router.get("/assets/{asset}")
def card_page(
    request: Request,
    who: Viewer,
    session: ReadSession,
    asset: UUID,
    number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
    whole: bool = False,
) -> Response:
    """One card; `whole` shows its history from the beginning."""
    refuse_register_if_blind(session, who)
    card = asset_card(session, who.school, AssetId(asset))
    history = history_of(session, who.school, card.id)
    return page(
        request,
        "card.html",
        who,
        card=card,
        blocks=blocks(speech_of(request), card),
        pieces=pieces_of(session, who.school, card.id, start=(number - 1) * AT_ONCE, most=AT_ONCE),
        page=number,
        pages=max(1, -(-card.quantity // AT_ONCE)),
        history=history if whole else history[:HISTORY_LINES],
        untold=0 if whole else max(0, len(history) - HISTORY_LINES),
        spans=spans,
        may_edit=who.role >= Role.MANAGER,
    )


def blocks(speech: Speech, card: AssetCard) -> list[tuple[str, list[tuple[str, str]]]]:
    """The blocks of the fiscal card, each with the fields in which something stands."""
    shown: dict[Block, list[tuple[str, str]]] = {block: [] for block in Block}
    for field in CARD_FIELDS:
        if value := in_words(speech, card.values[field.name]):
            shown[field.block].append((field.label, value))
    return [(BLOCK_NAME[block], fields) for block, fields in shown.items()]


def in_words(speech: Speech, value: Value) -> str:
    """The value as people read it; the one number on a card is its life in months."""
    match value:
        case Decimal():
            return speech.money(value)
        case date():
            return speech.day(value)
        case int():
            return speech.say("{months} months", months=value) if value else ""
    return value or ""
