"""Transfers prepared from findings: one click, and the books can follow the things."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from inventory.actions.campaign.prepared import NothingToPrepare, prepare_transfers
from inventory.actions.documents.movements import Occasion
from inventory.ids import StockTakeId
from inventory.sought import matching
from inventory.verdicts import named
from service.access import Counter
from service.blind import refuse_if_blind
from service.database import ReadSession, WriteSession
from service.errors import status_of
from service.pages.rendering import answer, say_error, speech_of
from service.sought import filter_of
from service.standings import Standings
from service.wire import Word
from service.zone import Zone

router = APIRouter(prefix="/stocktakes/{stocktake}")


@router.post("/transfers")
def prepare(
    request: Request,
    who: Counter,
    reading: ReadSession,
    session: WriteSession,
    standings: Standings,
    zone: Zone,
    stocktake: UUID,
    subject: Annotated[Word, Form()] = "",
    shown: Annotated[str, Form(), Field(max_length=2_000)] = "",
) -> Response:
    """Writes the transfers for what moved: of one finding, or of all that the filter shows; leads back there."""
    now = standings.of(reading, who.school, StockTakeId(stocktake))
    refuse_if_blind(session, who, now)
    speech, sought = speech_of(request), filter_of(shown)
    lines = named(now.lines, [subject]) if subject else matching(now.lines, now.rooms, sought.sought())
    occasion = Occasion(
        speech.say("Seen there in {stocktake}", stocktake=now.name), who.name, datetime.now(UTC), zone=zone
    )
    back = f"/stocktakes/{stocktake}/findings"
    try:
        prepared = prepare_transfers(session, who.school, now.id, lines, occasion, who.role)
    except NothingToPrepare as error:
        title, detail = speech.say("No transfer was written"), say_error(speech, error)
        whence = f"{back}?{sought.query()}"
        return answer(status_of(error), request, "error.html", who, title=title, detail=detail, whence=whence)
    return RedirectResponse(
        f"{back}?{sought.query(prepared=prepared.things, left=prepared.left or None)}", HTTPStatus.SEE_OTHER
    )
