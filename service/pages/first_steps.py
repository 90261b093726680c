"""The way of a new school to its first count: rooms, register, first tag, first room counted.

What is done is told by what the school has by now, so it can be left and taken up again at any time, in any order.
"""

from base64 import b64encode
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.cards.assets import how_many_assets
from inventory.actions.counting.working import list_rooms
from inventory.actions.school.first_steps import FirstSteps, first_steps
from inventory.actions.school.samples import sample_of
from inventory.campaign import Scope, end_of_day
from inventory.exchange.reading.unreadable import UnreadableRegister
from inventory.exchange.rooms_file import read_rooms
from inventory.exchange.rooms_typed import FILENAME, as_file
from service.access import Manager, Who
from service.database import ReadSession, WriteSession
from service.pages.look import YEAR_SECONDS
from service.pages.rendering import answer, page, say_error, speech_of
from service.wire import Word

router = APIRouter(prefix="/first-steps")

HIDDEN_COOKIE = "rollcall_first_steps"
LONGEST_LIST = 20_000
"""Letters in the field for rooms: some hundred rooms; a list that is longer is a file."""


@router.get("")
def first_steps_page(request: Request, who: Manager, session: ReadSession) -> Response:
    """The four steps, each with what it takes and whether it is done."""
    return _steps(request, who, session)


@router.post("/rooms")
def look_at_rooms(
    request: Request,
    who: Manager,
    session: ReadSession,
    typed: Annotated[str, Form(max_length=LONGEST_LIST)] = "",
) -> Response:
    """What was typed, read as rooms. Nothing is stored: the page carries it on to the next step."""
    content = as_file(typed)
    try:
        read = read_rooms(FILENAME, content)
    except UnreadableRegister as error:
        return _steps(request, who, session, typed=typed, problem=say_error(speech_of(request), error))
    carried = b64encode(content).decode()
    return page(
        request, "rooms_import.html", who, filename=FILENAME, content=carried, rooms=read.rows, doubts=read.doubts
    )


@router.post("/count")
def count_one_room(request: Request, who: Manager, session: WriteSession, room: Annotated[Word, Form()]) -> Response:
    """Opens a stock-take of a single room and leads there."""
    speech, now = speech_of(request), datetime.now(UTC)
    opened = open_stocktake(
        session,
        who.school,
        name=speech.say("First count: room {room}", room=room),
        cutoff=end_of_day(now.astimezone(speech.zone).date(), speech.zone),
        by=who.name,
        at=now,
        scope=Scope(rooms=(room,)),
    )
    return RedirectResponse(f"/stocktakes/{opened}/rooms/{quote(room)}", HTTPStatus.SEE_OTHER)


@router.post("/hide")
def hide(who: Manager) -> Response:  # noqa: ARG001 - naming `who` is what keeps strangers out
    """The start page of this browser says no more of the first steps."""
    redirect = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    redirect.set_cookie(HIDDEN_COOKIE, "hidden", max_age=YEAR_SECONDS, httponly=True, samesite="lax")
    return redirect


def steps_to_go(request: Request, session: Session, who: Who) -> FirstSteps | None:
    """How far the school has come, for whom that concerns; None once all is done, or nobody wants to know."""
    if who.role < Role.MANAGER or who.sample or request.cookies.get(HIDDEN_COOKIE):
        return None
    steps = first_steps(session, who.school)
    return steps if steps.done < 4 else None


def _steps(request: Request, who: Who, session: Session, *, typed: str = "", problem: str | None = None) -> Response:
    return answer(
        HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        request,
        "first_steps.html",
        who,
        steps=first_steps(session, who.school),
        cards=how_many_assets(session, who.school),
        rooms=list_rooms(session, who.school),
        typed=typed,
        problem=problem,
        may_sample=who.role >= Role.ADMIN and not who.sample,
        sample=None if who.sample else sample_of(session, who.school),
    )
