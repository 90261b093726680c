"""Approval routes: whose signatures documents need, from when to when, a new one, and trying which one fits."""

from datetime import UTC, date, datetime
from functools import partial
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.documents.routes import add_route, end_route, route_rows
from inventory.actions.documents.takers import persons_of_accounts
from inventory.approvals import route_for
from inventory.errors import InventoryError
from inventory.kinds import ASKED_FOR, KINDS
from service.access import Admin, Who
from service.database import ReadSession, WriteSession
from service.errors import status_of
from service.pages.rendering import answer, say_error, speech_of
from service.pages.slip_words import level_words
from service.route_forms import LEVELS, RouteIn, TryIn
from service.wire import Day
from service.zone import Zone

router = APIRouter(prefix="/routes")


@router.get("")
def routes_page(
    request: Request, who: Admin, session: ReadSession, zone: Zone, tried: Annotated[TryIn, Query()]
) -> Response:
    """Every route, and the one that fits what is tried."""
    return _page(request, who, session, _today(zone), tried=tried)


@router.post("")
def add(
    request: Request, who: Admin, session: WriteSession, zone: Zone, typed: Annotated[RouteIn, Form()]
) -> Response:
    """A new route; documents written before keep their signatures."""
    today = _today(zone)
    try:
        with session.begin_nested():
            add_route(session, who.school, typed.route(today), by=who.name, at=datetime.now(UTC))
    except InventoryError as error:
        problem = say_error(speech_of(request), error)
        return _page(request, who, session, today, typed=typed, problem=problem, status=status_of(error))
    return RedirectResponse("/routes", HTTPStatus.SEE_OTHER)


@router.post("/{route}/end")
def end(
    request: Request, who: Admin, session: WriteSession, zone: Zone, route: UUID, last: Annotated[Day, Form()]
) -> Response:
    """Says the last day of a route."""
    try:
        with session.begin_nested():
            end_route(session, who.school, route, last, by=who.name, at=datetime.now(UTC))
    except InventoryError as error:
        problem = say_error(speech_of(request), error)
        return _page(request, who, session, _today(zone), problem=problem, status=status_of(error))
    return RedirectResponse("/routes", HTTPStatus.SEE_OTHER)


def _page(
    request: Request,
    who: Who,
    session: Session,
    today: date,
    *,
    tried: TryIn | None = None,
    typed: RouteIn | None = None,
    problem: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    rows = route_rows(session, who.school)
    asked = tried is not None and bool(tried.kind)
    return answer(
        status,
        request,
        "approval_routes.html",
        who,
        rows=rows,
        tried=tried or TryIn(),
        asked=asked,
        fits=route_for([route for _, route in rows], tried.case(today)) if tried and asked else None,
        typed=typed or RouteIn(),
        problem=problem,
        kinds=ASKED_FOR,
        kind_label={kind.word: kind.label for kind in KINDS.values()},
        roles=[role for role in Role if role > Role.VIEWER],
        levels=range(LEVELS),
        accounts=[account.username for account, _ in persons_of_accounts(session, who.school)],
        level_words=partial(level_words, speech_of(request)),
        today=today,
    )


def _today(zone: Zone) -> date:
    return datetime.now(UTC).astimezone(zone).date()
