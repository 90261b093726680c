"""What is still to be tagged, room by room, and what else a tag can be put on."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from inventory.actions.tagging.bearers import search_bearers
from inventory.actions.tagging.own_epcs import number_things
from inventory.actions.tagging.untagged import MOST_ROOMS, MOST_SHOWN, rooms_to_tag, untagged_in
from service.access import Manager
from service.database import ReadSession, WriteSession
from service.pages.rendering import page
from service.wire import Word

router = APIRouter(prefix="/tagging")


@router.get("")
def work_list(
    request: Request,
    who: Manager,
    session: ReadSession,
    text: Annotated[Word, Query()] = "",
    after: Annotated[Word | None, Query()] = None,
) -> Response:
    """Some rooms with untagged things, after one of them; and for a `text` the things, rooms and persons it calls."""
    rooms = rooms_to_tag(session, who.school, after=after, most=MOST_ROOMS + 1)
    return page(
        request,
        "tagging.html",
        who,
        rooms=rooms[:MOST_ROOMS],
        after=after,
        more=len(rooms) > MOST_ROOMS,
        text=text,
        found=search_bearers(session, who.school, text),
    )


@router.get("/room")
def room_list(request: Request, who: Manager, session: ReadSession, room: Annotated[Word, Query()] = "") -> Response:
    """The untagged things in the room, to print and to walk through."""
    things = untagged_in(session, who.school, room)
    return page(request, "tagging_room.html", who, room=room, things=things, full=len(things) == MOST_SHOWN)


@router.post("/numbers")
def give_numbers(who: Manager, session: WriteSession, room: Annotated[Word, Form()] = "") -> Response:
    """Gives each untagged thing in the room a number of our own, and leads to its labels."""
    things = [thing.item for thing in untagged_in(session, who.school, room)]
    number_things(session, who.school, things, by=who.name, at=datetime.now(UTC))
    return RedirectResponse(f"/labels?{urlencode({'room': room})}", HTTPStatus.SEE_OTHER)
