"""Closing a stock-take, said in full before it is done; and what comes after: opening it again, archiving."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import StringConstraints
from sqlalchemy.orm import Session

from inventory.actions.campaign.closing import close_stocktake, reopen_stocktake
from inventory.actions.campaign.reviewing import archive
from inventory.actions.counting.late_walks import late_walks
from inventory.actions.documents.under_way import left_to_slips
from inventory.campaign import Step, may
from inventory.ids import StockTakeId
from inventory.outlook import outlook
from inventory.standing import RoomState, Standing
from service.access import Admin, Manager, Who
from service.database import ReadSession, WriteSession
from service.language import key
from service.pages.rendering import answer, speech_of
from service.standings import Standings
from service.wire import Word
from service.zone import Zone

router = APIRouter(prefix="/stocktakes/{stocktake}")

NOT_READ = key("Please tick that you have read what closing does.")
CHANGED = key("Something has changed since you read this. Please read it again, then close.")

Reason = Annotated[Word, StringConstraints(strip_whitespace=True, min_length=1), Form()]


@router.get("/close")
def closing_page(
    request: Request, who: Manager, session: ReadSession, standings: Standings, stocktake: UUID
) -> Response:
    """What closing does now, what it leaves as it is, and the question."""
    now = standings.of(session, who.school, StockTakeId(stocktake))
    if not may(Step.CLOSE, now.status, who.role):
        return _back(stocktake)
    return _page(request, who, session, now)


@router.post("/close")
def close(
    request: Request,
    who: Manager,
    reading: ReadSession,
    session: WriteSession,
    standings: Standings,
    zone: Zone,
    stocktake: UUID,
    read: Annotated[Word, Form()] = "",
) -> Response:
    """Freezes the findings and carries out what was decided, if what was `read` is still what happens."""
    seen = standings.of(reading, who.school, StockTakeId(stocktake))
    effect = outlook(seen.lines, left_to_slips(reading, who.school, seen.lines))
    if may(Step.CLOSE, seen.status, who.role) and read != effect.mark:
        return _page(request, who, reading, seen, CHANGED if read else NOT_READ)
    close_stocktake(session, who.school, seen.id, seen, by=who.name, at=datetime.now(UTC), zone=zone)
    return _back(stocktake)


@router.post("/reopen")
def reopen(who: Admin, session: WriteSession, zone: Zone, stocktake: UUID, reason: Reason) -> Response:
    """Takes the closing back, with a reason."""
    now = datetime.now(UTC)
    reopen_stocktake(session, who.school, StockTakeId(stocktake), reason, by=who.name, at=now, zone=zone)
    return _back(stocktake)


@router.post("/archive")
def put_away(who: Manager, session: WriteSession, stocktake: UUID) -> Response:
    """Archives it."""
    archive(session, who.school, StockTakeId(stocktake), by=who.name, at=datetime.now(UTC))
    return _back(stocktake)


def _page(request: Request, who: Who, session: Session, now: Standing, problem: str | None = None) -> Response:
    refused = HTTPStatus.CONFLICT if problem == CHANGED else HTTPStatus.UNPROCESSABLE_ENTITY
    return answer(
        refused if problem else HTTPStatus.OK,
        request,
        "closing.html",
        who,
        standing=now,
        effect=outlook(now.lines, left_to_slips(session, who.school, now.lines)),
        late=len(late_walks(session, who.school, now.id)),
        unfinished=[room.code for room in now.rooms if room.state is not RoomState.COMPLETE],
        problem=speech_of(request).say(problem) if problem else None,
    )


def _back(stocktake: UUID) -> Response:
    return RedirectResponse(f"/stocktakes/{stocktake}/campaign", HTTPStatus.SEE_OTHER)
