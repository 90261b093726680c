"""One room of a stock-take: its sheet, and what a counter does there."""

from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.passes import end_pass, start_pass
from inventory.actions.stations import list_stations
from inventory.actions.stocktakes import complete_room
from inventory.actions.working import OpenPass, open_passes
from inventory.campaign import Status
from inventory.ids import PassId, StationId, StockTakeId, new_id
from inventory.reports import room_sheet
from inventory.standing import RoomStanding, Standing
from service.access import Counter, Viewer, Who
from service.database import ReadSession, WriteSession
from service.pages.rendering import page
from service.standings import Standings
from service.wire import Word

router = APIRouter()

Code = Annotated[Word, Form()]
READER_COOKIE = "rollcall_reader"
DAY_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Work:
    """What the panel of a room shows: the walks under way, and the readers (id, name) another can begin with."""

    stocktake: StockTakeId
    room: RoomStanding
    running: tuple[OpenPass, ...]
    stations: tuple[tuple[StationId, str], ...]
    usual_station: str | None
    may_count: bool


@router.get("/stocktakes/{stocktake}/rooms/{code:path}")
def room_page(
    request: Request, who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID, code: str
) -> Response:
    """Everything found out about one room, filling while it is looked at."""
    standing = standings.of(session, who.school, StockTakeId(stocktake))
    sheet = room_sheet(standing, code)
    return page(
        request,
        "room.html",
        who,
        standing=standing,
        sheet=sheet,
        work=work_in(request, session, who, standing, sheet.room),
    )


def work_in(request: Request, session: Session, who: Who, standing: Standing, room: RoomStanding) -> Work:
    """What can be done in the room now."""
    return Work(
        stocktake=standing.id,
        room=room,
        running=open_passes(session, who.school, standing.id, room.code),
        stations=tuple((each.id, each.name) for each in list_stations(session, who.school)),
        usual_station=request.cookies.get(READER_COOKIE),
        may_count=who.role >= Role.COUNTER and standing.status is Status.COUNTING,
    )


@router.post("/stocktakes/{stocktake}/passes")
def start(
    who: Counter, session: WriteSession, stocktake: UUID, room: Code, station: Annotated[UUID, Form()]
) -> Response:
    """The chosen reader speaks for the room from now on; the browser remembers the reader."""
    now = datetime.now(UTC)
    start_pass(
        session,
        who.school,
        StockTakeId(stocktake),
        room,
        StationId(station),
        walk=PassId(new_id()),
        by=who.name,
        at=now,
    )
    answer = _back_to(stocktake, room)
    answer.set_cookie(READER_COOKIE, str(station), max_age=DAY_SECONDS, httponly=True, samesite="lax")
    return answer


@router.post("/stocktakes/{stocktake}/passes/{walk}/end")
def end(who: Counter, session: WriteSession, stocktake: UUID, walk: UUID, room: Code) -> Response:
    """The walk through the room is over."""
    end_pass(session, who.school, PassId(walk), at=datetime.now(UTC))
    return _back_to(stocktake, room)


@router.post("/stocktakes/{stocktake}/complete")
def complete(who: Counter, session: WriteSession, stocktake: UUID, room: Code) -> Response:
    """The room is counted."""
    complete_room(session, who.school, StockTakeId(stocktake), room, by=who.name, at=datetime.now(UTC))
    return _back_to(stocktake, room)


def _back_to(stocktake: UUID, room: str) -> Response:
    return RedirectResponse(f"/stocktakes/{stocktake}/rooms/{quote(room)}", HTTPStatus.SEE_OTHER)
