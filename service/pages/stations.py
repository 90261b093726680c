"""The readers: which there are, how they are, and the pairing code by which a box becomes one of them."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.presence.gates import GateWish, gates_now
from inventory.actions.presence.stations import StationLine, StationNameTaken, list_stations, stay_in_room
from inventory.errors import NotFound
from inventory.heartbeats import complaints, last_tag
from inventory.ids import StationId
from service.access import Admin, Viewer, Who
from service.database import database_of
from service.language import key
from service.pages.errors import NAMELESS
from service.pages.rendering import answer, say_error, speech_of
from service.pairing import is_address, is_of_this_machine_only, pairing_code
from service.tokens import new_station, renew_station_token
from service.wire import Word

router = APIRouter()

NO_ADDRESS = key("An address begins with http:// or https://, such as http://192.168.1.20:8000.")

Address = Annotated[Word, Form()]


@router.get("/stations")
def stations_page(request: Request, who: Viewer) -> Response:
    """Every reader, and what is wrong with it."""
    return readers_page(request, who)


@router.post("/stations")
def set_up(request: Request, who: Admin, name: Annotated[Word, Form()], address: Address = "") -> Response:
    """A new reader; its pairing code is shown on this one answer and nowhere else ever."""
    name, address = name.strip(), _address(request, address)
    typed = {"name": name, "address": address}
    problem = NAMELESS if not name else "" if is_address(address) else NO_ADDRESS
    if problem:
        return readers_page(
            request, who, HTTPStatus.UNPROCESSABLE_ENTITY, problem=speech_of(request).say(problem), **typed
        )
    try:
        with database_of(request).write() as session:
            _, token = new_station(session, who.school, name, by=who.name, at=datetime.now(UTC))
    except StationNameTaken as error:
        return readers_page(request, who, HTTPStatus.CONFLICT, problem=say_error(speech_of(request), error), **typed)
    return _with_code(request, who, name, address, token)


@router.post("/stations/{station}/code")
def new_code(request: Request, who: Admin, station: UUID, address: Address = "") -> Response:
    """A new pairing code for a box that is set up anew; what it had before is worth nothing any more."""
    address = _address(request, address)
    if not is_address(address):
        said = speech_of(request).say(NO_ADDRESS)
        return readers_page(request, who, HTTPStatus.UNPROCESSABLE_ENTITY, problem=said, address=address)
    with database_of(request).write() as session:
        name = _named(session, who, station).name
        token = renew_station_token(session, who.school, name, by=who.name, at=datetime.now(UTC))
    return _with_code(request, who, name, address, token)


@router.post("/stations/{station}/room")
def place(request: Request, who: Admin, station: UUID, room: Annotated[Word, Form()] = "") -> Response:
    """A reader at a door or on a wall stays in this room; without one it goes where it is taken."""
    try:
        with database_of(request).write() as session:
            stay_in_room(session, who.school, StationId(station), room.strip(), by=who.name, at=datetime.now(UTC))
    except NotFound as error:
        return readers_page(request, who, HTTPStatus.NOT_FOUND, problem=say_error(speech_of(request), error))
    return RedirectResponse("/stations", HTTPStatus.SEE_OTHER)


def _named(session: Session, who: Who, station: UUID) -> StationLine:
    for line in list_stations(session, who.school):
        if line.id == station:
            return line
    raise NotFound(kind="station", name=station)


def _address(request: Request, typed: str) -> str:
    """Where boxes are to report: as typed, else where this browser found the service."""
    return (typed.strip() or str(request.base_url)).rstrip("/")


def _with_code(request: Request, who: Who, name: str, address: str, token: str) -> Response:
    shown_once = readers_page(
        request,
        who,
        code=pairing_code(address, token),
        code_name=name,
        address=address,
        here_only=is_of_this_machine_only(address),
    )
    shown_once.headers["Cache-Control"] = "no-store"
    return shown_once


def readers_page(request: Request, who: Who, status: HTTPStatus = HTTPStatus.OK, **shown: object) -> Response:
    """The page, with a problem and what was typed, or with a new code."""
    with database_of(request).read() as session:
        stations, gates = list_stations(session, who.school), gates_now(session, who.school)
    now = datetime.now(UTC)
    values: dict[str, object] = {"code": None, "problem": None, "name": "", "address": _address(request, "")}
    return answer(
        status,
        request,
        "stations.html",
        who,
        **values | shown,
        stations=stations,
        gates=gates,
        usual_gate=GateWish(),
        wrong={each.id: complaints(each.report, now) for each in stations if each.report},
        last_tags={each.id: last_tag(each.report) for each in stations if each.report},
        may_set_up=who.role >= Role.ADMIN,
    )
