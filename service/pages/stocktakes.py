"""The start page with every stock-take, opening one, its board, and closing it."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from http import HTTPStatus
from itertools import groupby
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.assets import how_many_assets
from inventory.actions.closing import close_stocktake
from inventory.actions.opening import open_stocktake
from inventory.actions.rooms import how_many_rooms
from inventory.actions.stocktakes import list_stocktakes
from inventory.actions.working import RoomLine, list_rooms
from inventory.campaign import Scope, end_of_day
from inventory.ids import StockTakeId
from inventory.reports import board
from service.access import Manager, Viewer, Who
from service.database import ReadSession, WriteSession
from service.language import key
from service.pages.errors import NAMELESS
from service.pages.rendering import answer, page, speech_of
from service.standings import Standings
from service.wire import Word

router = APIRouter()

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)
"""Between these a cut-off date is meant as it was typed."""

# A box sends one field for each room that is ticked, and no school has as many.
MOST_FIELDS = 20_000

NO_ROOM_CHOSEN = key("Please tick at least one room.")


@router.get("/")
def home(request: Request, who: Viewer, session: ReadSession) -> Response:
    """Every stock-take, or what to do before there can be one."""
    return page(
        request,
        "home.html",
        who,
        stocktakes=list_stocktakes(session, who.school),
        has_rooms=how_many_rooms(session, who.school) > 0,
        has_assets=how_many_assets(session, who.school) > 0,
        may_manage=who.role >= Role.MANAGER,
    )


@router.get("/stocktakes/new")
def new_page(request: Request, who: Manager, session: ReadSession) -> Response:
    """The form to open a stock-take, filled in with this year, today and every room."""
    speech = speech_of(request)
    today = datetime.now(speech.zone).date()
    name = speech.say("Stock-take of fixed assets {year}", year=today.year)
    return _form(request, who, session, name, today, None)


def _form(
    request: Request,
    who: Who,
    session: Session,
    name: str,
    cutoff: date,
    chosen: Collection[str] | None,
    problem: str | None = None,
) -> Response:
    """The form as it was filled in, with what is wrong; `chosen` are the codes of the ticked rooms, None for all."""
    rooms = list_rooms(session, who.school)
    return answer(
        HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        request,
        "stocktake_new.html",
        who,
        name=name,
        cutoff=cutoff,
        buildings=_by_building(rooms),
        chosen={room.code for room in rooms} if chosen is None else chosen,
        first=FIRST_DAY,
        last=LAST_DAY,
        problem=problem,
    )


def _by_building(rooms: list[RoomLine]) -> list[tuple[str, list[RoomLine]]]:
    """The rooms under the names of their buildings; those of no building last."""
    named_first = sorted(rooms, key=lambda room: not room.building)
    return [(name, list(its)) for name, its in groupby(named_first, key=lambda room: room.building)]


@router.post("/stocktakes", form_limits={"max_fields": MOST_FIELDS})
def open_one(
    request: Request,
    who: Manager,
    session: WriteSession,
    name: Annotated[Word, Form()],
    cutoff: Annotated[date, Form(ge=FIRST_DAY, le=LAST_DAY)],
    rooms: Annotated[tuple[Word, ...], Form()] = (),
) -> Response:
    """Freezes the books and leads to the board."""
    problem = NO_ROOM_CHOSEN if not rooms else NAMELESS if not name.strip() else None
    if problem:
        return _form(request, who, session, name.strip(), cutoff, rooms, speech_of(request).say(problem))
    zone = ZoneInfo(request.app.state.settings.zone)
    opened = open_stocktake(
        session,
        who.school,
        name=name.strip(),
        cutoff=end_of_day(cutoff, zone),
        by=who.name,
        at=datetime.now(UTC),
        scope=Scope(rooms),
    )
    return RedirectResponse(f"/stocktakes/{opened}", HTTPStatus.SEE_OTHER)


@router.get("/stocktakes/{stocktake}")
def board_page(
    request: Request, who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID
) -> Response:
    """The board: every room as a door plate, filling while it is looked at."""
    standing = standings.of(session, who.school, StockTakeId(stocktake))
    may_close = who.role >= Role.MANAGER
    return page(request, "board.html", who, standing=standing, board=board(standing), may_close=may_close)


@router.post("/stocktakes/{stocktake}/close")
def close(who: Manager, session: WriteSession, stocktake: UUID) -> Response:
    """Freezes the findings and ends the count."""
    close_stocktake(session, who.school, StockTakeId(stocktake), by=who.name, at=datetime.now(UTC))
    return RedirectResponse(f"/stocktakes/{stocktake}", HTTPStatus.SEE_OTHER)
