"""The readers: which there are, when they were last heard, and setting up a new one."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from inventory.access import Role
from inventory.actions.stations import StationNameTaken, list_stations
from service.access import Manager, Viewer, Who
from service.database import ReadSession, WriteSession
from service.pages.rendering import answer, page, say_error, speech_of
from service.tokens import new_station

router = APIRouter()


@router.get("/stations")
def stations_page(request: Request, who: Viewer, session: ReadSession) -> Response:
    """Every reader with the time it was last heard from."""
    return page(request, "stations.html", who, **_shown(who), stations=list_stations(session, who.school))


@router.post("/stations")
def set_up(request: Request, who: Manager, session: WriteSession, name: Annotated[str, Form()]) -> Response:
    """A new reader; its token is shown on this one answer and nowhere else ever."""
    name = name.strip()
    try:
        _, token = new_station(session, who.school, name, by=who.name, at=datetime.now(UTC))
    except StationNameTaken as error:
        values = _shown(who) | {"problem": say_error(speech_of(request), error)}
        stations = list_stations(session, who.school)
        return answer(HTTPStatus.CONFLICT, request, "stations.html", who, **values, stations=stations)
    values = _shown(who) | {"token": token, "token_name": name}
    shown_once = page(request, "stations.html", who, **values, stations=list_stations(session, who.school))
    shown_once.headers["Cache-Control"] = "no-store"
    return shown_once


def _shown(who: Who) -> dict[str, object]:
    return {"token": None, "token_name": None, "problem": None, "may_manage": who.role >= Role.MANAGER}
