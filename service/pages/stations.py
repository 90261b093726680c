"""The readers: which there are, when they were last heard, and setting up a new one."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from inventory.access import Role
from inventory.actions.stations import StationNameTaken, list_stations
from service.access import Admin, Viewer, Who
from service.database import database_of
from service.pages.errors import NAMELESS
from service.pages.rendering import answer, say_error, speech_of
from service.tokens import new_station
from service.wire import Word

router = APIRouter()


@router.get("/stations")
def stations_page(request: Request, who: Viewer) -> Response:
    """Every reader with the time it was last heard from."""
    return _page(request, who)


@router.post("/stations")
def set_up(request: Request, who: Admin, name: Annotated[Word, Form()]) -> Response:
    """A new reader; its token is shown on this one answer and nowhere else ever."""
    name = name.strip()
    if not name:
        return _page(request, who, HTTPStatus.UNPROCESSABLE_ENTITY, problem=speech_of(request).say(NAMELESS))
    try:
        with database_of(request).write() as session:
            _, token = new_station(session, who.school, name, by=who.name, at=datetime.now(UTC))
    except StationNameTaken as error:
        return _page(request, who, HTTPStatus.CONFLICT, problem=say_error(speech_of(request), error), name=name)
    shown_once = _page(request, who, token=token, token_name=name)
    shown_once.headers["Cache-Control"] = "no-store"
    return shown_once


def _page(request: Request, who: Who, status: HTTPStatus = HTTPStatus.OK, **shown: str) -> Response:
    """The page, with a problem and the name it is about, or with a new token."""
    with database_of(request).read() as session:
        stations = list_stations(session, who.school)
    values: dict[str, object] = {"token": None, "token_name": None, "problem": None, "name": ""}
    may_set_up = who.role >= Role.ADMIN
    return answer(status, request, "stations.html", who, **values | shown, stations=stations, may_set_up=may_set_up)
