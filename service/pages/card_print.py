"""One card on paper: the fixed-asset card (固定资产卡片) to print, to sign and to file."""

from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response

from inventory.actions.cards.card import asset_card, pieces_of
from inventory.actions.cards.card_value import value_of
from inventory.actions.cards.disposals import disposals_of
from inventory.actions.cards.own_fields import own_fields
from inventory.forms.card_form import card_form
from inventory.forms.values import say
from inventory.ids import AssetId
from service.access import Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession
from service.labelling import address_of
from service.language import key
from service.pages.rendering import speech_of
from service.printing import Format, download, file_of, of_the_books, turns_of

router = APIRouter()

MOST_PIECES = 2_000
"""So many pieces are listed on the paper of a card."""

_TITLE = key("Fixed-asset card")


@router.get("/assets/{asset}/card.pdf")
def card_paper(request: Request, who: Viewer, session: ReadSession, asset: UUID) -> Response:
    """The card as it is now, as a PDF on A4."""
    refuse_register_if_blind(session, who)
    speech = speech_of(request)
    now = datetime.now(UTC).astimezone(speech.zone)
    card = asset_card(session, who.school, AssetId(asset))
    own = {each.field.label: card.own.get(each.id.hex, "") for each in own_fields(session, who.school)}
    pieces = pieces_of(session, who.school, card.id, most=MOST_PIECES)
    worth = value_of(session, who.school, card, now.date(), speech.zone).worth
    disposals = disposals_of(session, who.school, card.id)
    address = f"{address_of(request)}assets/{card.id}"
    report = of_the_books(
        who,
        f"{speech.look_up(_TITLE)} {card.asset_no}".strip(),
        now,
        (card_form(card, own, pieces, worth, disposals, address),),
        say("By the books of {day}", day=now.date()),
    )
    with turns_of(request).turn():
        content = file_of(report, Format.PDF, speech)
    return download(content, Format.PDF, f"{report.stocktake}.pdf")
