"""Looking things up: the search through the register, and one card with its pieces, tags and history."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from inventory.access import Role
from inventory.actions.assets import asset_card, search_assets
from inventory.cards import AssetCard
from inventory.ids import AssetId
from service.access import Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession
from service.language import Speech, key
from service.pages.rendering import page, speech_of
from service.wire import Word

router = APIRouter()

HITS = 50


@router.get("/assets")
def search_page(
    request: Request,
    who: Viewer,
    session: ReadSession,
    q: Annotated[Word, Query()] = "",
    after: Annotated[str, Query(pattern=r"^[^\x00]*$")] = "",  # a number as the register has it, however long
    after_id: UUID | None = None,
) -> Response:
    """The cards that have every word of `q`; without one, the register. From its beginning, or `after` a card."""
    refuse_register_if_blind(session, who)
    last = (after, AssetId(after_id)) if after_id else None
    hits = search_assets(session, who.school, q, limit=HITS + 1, after=last)
    may_import = who.role >= Role.MANAGER
    return page(request, "assets.html", who, text=q, hits=hits[:HITS], more=len(hits) > HITS, may_import=may_import)


@router.get("/assets/{asset}")
def card_page(request: Request, who: Viewer, session: ReadSession, asset: UUID) -> Response:
    """One card."""
    refuse_register_if_blind(session, who)
    card = asset_card(session, who.school, AssetId(asset))
    return page(request, "asset.html", who, card=card, properties=properties(speech_of(request), card))


def properties(speech: Speech, card: AssetCard) -> list[tuple[str, str]]:
    """The fields of a card in the order of the fiscal card: basic, financial, use."""
    life = speech.say("{months} months", months=card.life_months) if card.life_months else ""
    return [
        (key("Asset number"), card.asset_no),
        (key("Fiscal asset number"), card.fiscal_no),
        (key("Asset classification"), f"{card.category_code} {card.category_name}".strip()),
        (key("Brand"), card.brand),
        (key("Specification and model"), card.model),
        (key("Serial number"), card.serial),
        (key("Quantity"), f"{speech.number(card.quantity)} {card.unit}".strip()),
        (key("Acquisition cost"), speech.money(card.cost)),
        (key("Acquisition date"), speech.day(card.acquired)),
        (key("Posting date"), speech.day(card.posted)),
        (key("Depreciation life"), life),
        (key("Using department"), card.department),
        (key("Location as written in the register"), card.location),
        (key("Note"), card.note),
    ]
