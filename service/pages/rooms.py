"""One room of a stock-take: its sheet, and what a counter does there."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from inventory.actions.campaign.stocktakes import complete_room
from inventory.actions.counting.passes import end_pass, start_pass
from inventory.campaign import OPEN
from inventory.ids import PassId, StationId, StockTakeId, new_id
from inventory.kinds.transfer import KIND
from service.access import Counter, Viewer
from service.api.walks import turn
from service.database import ReadSession, WriteSession
from service.pages.rendering import page
from service.pages.room_parts import READER_COOKIE, room_parts
from service.standings import Standings
from service.wire import Word

router = APIRouter()

Code = Annotated[Word, Form()]
Why = Annotated[Word, Form(min_length=1)]
DAY_SECONDS = 24 * 3600


@router.get("/stocktakes/{stocktake}/rooms/{code:path}")
def room_page(
    request: Request, who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID, code: str
) -> Response:
    """Everything found out about one room, filling while it is looked at."""
    standing = standings.of(session, who.school, StockTakeId(stocktake))
    parts = room_parts(request, session, who, standing, code)
    room = next(room for room in standing.rooms if room.code == code)
    may_prepare = who.role >= KIND.asks
    return page(
        request,
        "room.html",
        who,
        standing=standing,
        room=room,
        parts=parts,
        live=standing.status in OPEN,
        may_prepare=may_prepare,
    )


@router.post("/stocktakes/{stocktake}/passes")
def start(
    who: Counter, session: WriteSession, stocktake: UUID, room: Code, station: Annotated[UUID, Form()]
) -> Response:
    """The chosen reader speaks for the room from now on; the browser remembers the reader."""
    start_pass(
        session,
        who.school,
        StockTakeId(stocktake),
        room,
        StationId(station),
        walk=PassId(new_id()),
        by=who.name,
        at=datetime.now(UTC),
    )
    answer = back_to_room(stocktake, room)
    answer.set_cookie(READER_COOKIE, str(station), max_age=DAY_SECONDS, httponly=True, samesite="lax")
    return answer


@router.post("/stocktakes/{stocktake}/passes/{walk}/end")
def end(who: Counter, session: WriteSession, stocktake: UUID, walk: UUID, room: Code) -> Response:
    """The walk through the room is over."""
    end_pass(session, who.school, PassId(walk), at=datetime.now(UTC))
    return back_to_room(stocktake, room)


@router.post("/stocktakes/{stocktake}/passes/{walk}/back")
def take_back(who: Counter, session: WriteSession, stocktake: UUID, walk: UUID, room: Code, reason: Why) -> Response:
    """A walk that was handed in by mistake counts no more."""
    turn(who, session, stocktake, walk, reason, taken_back=True)
    return back_to_room(stocktake, room)


@router.post("/stocktakes/{stocktake}/passes/{walk}/after-all")
def count_after_all(
    who: Counter, session: WriteSession, stocktake: UUID, walk: UUID, room: Code, reason: Why
) -> Response:
    """A walk that was taken back counts again."""
    turn(who, session, stocktake, walk, reason, taken_back=False)
    return back_to_room(stocktake, room)


@router.post("/stocktakes/{stocktake}/complete")
def complete(who: Counter, session: WriteSession, stocktake: UUID, room: Code) -> Response:
    """The room is counted."""
    complete_room(session, who.school, StockTakeId(stocktake), room, by=who.name, at=datetime.now(UTC))
    return back_to_room(stocktake, room)


def back_to_room(stocktake: UUID, room: str) -> Response:
    """To the page of the room."""
    return RedirectResponse(f"/stocktakes/{stocktake}/rooms/{quote(room)}", HTTPStatus.SEE_OTHER)
