"""One card: what stands on it, its pieces, and everything that happened to it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.cards.attachments import attachments_of
from inventory.actions.cards.card import asset_card, pieces_of
from inventory.actions.cards.card_log import changes_of
from inventory.actions.cards.card_value import value_of
from inventory.actions.cards.history import history_of
from inventory.actions.cards.own_fields import own_fields
from inventory.cards import AssetCard, ItemLine, Value, spans
from inventory.epc import read_epc
from inventory.fields import CARD_FIELDS, Block
from inventory.ids import AssetId, SchoolId
from inventory.tags import Tag
from service.access import Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession
from service.language import Speech, key
from service.pages.rendering import page, speech_of
from service.tag_words import epc_words
from service.zone import Zone

router = APIRouter()

AT_ONCE = 50
"""Pieces on one page."""

HISTORY_LINES = CHANGES = 100
"""Shown at first, of each."""

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
    zone: Zone,
    asset: UUID,
    number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
    whole: bool = False,
) -> Response:
    """One card; `whole` shows its history from the beginning."""
    refuse_register_if_blind(session, who)
    card = asset_card(session, who.school, AssetId(asset))
    speech = speech_of(request)
    pieces = pieces_of(session, who.school, card.id, start=(number - 1) * AT_ONCE, most=AT_ONCE)
    history = history_of(session, who.school, card.id)
    changes = changes_of(session, who.school, card.id, most=None if whole else CHANGES + 1)
    return page(
        request,
        "card.html",
        who,
        card=card,
        blocks=blocks(speech, card),
        pieces=pieces,
        read=read_tags(speech, who.school, pieces),
        page=number,
        pages=max(1, -(-card.quantity // AT_ONCE)),
        history=history if whole else history[:HISTORY_LINES],
        changes=changes if whole else changes[:CHANGES],
        untold=not whole and (len(history) > HISTORY_LINES or len(changes) > CHANGES),
        value=value_of(session, who.school, card, datetime.now(UTC).astimezone(zone).date(), zone),
        own=own_values(session, who.school, card),
        attachments=attachments_of(session, who.school, card.id),
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


def read_tags(speech: Speech, school: SchoolId, pieces: Sequence[ItemLine]) -> dict[Tag, str]:
    """What the numbers of the tags mean, of those that mean anything."""
    read = (read_epc(tag, school) for piece in pieces for tag in piece.tags)
    return {epc.tag: epc_words(speech, epc) for epc in read if epc.gs1 or epc.own}


def own_values(session: Session, school: SchoolId, card: AssetCard) -> list[tuple[str, str]]:
    """What stands in the school's own fields, by what people call them."""
    own = ((each.field.label, card.own.get(each.id.hex, "")) for each in own_fields(session, school))
    return [(label, text) for label, text in own if text]


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
