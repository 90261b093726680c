"""Delegations: who signs in whose name, from day to day; each for himself, an admin for everybody."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.documents.routes import delegate, delegation_rows, end_delegation
from inventory.actions.documents.takers import persons_of_accounts
from inventory.errors import InventoryError
from service.access import Viewer, Who
from service.database import ReadSession, WriteSession
from service.errors import status_of
from service.pages.rendering import answer, say_error, speech_of
from service.wire import Day, Word
from service.zone import Zone

router = APIRouter(prefix="/delegations")


@router.get("")
def delegations_page(request: Request, who: Viewer, session: ReadSession, zone: Zone) -> Response:
    """Those that hold now or later."""
    return _page(request, who, session, zone)


@router.post("")
def add(
    request: Request,
    who: Viewer,
    session: WriteSession,
    zone: Zone,
    taker: Annotated[Word, Form()],
    first: Annotated[Day, Form()],
    last: Annotated[Day, Form()],
    giver: Annotated[Word, Form()] = "",
) -> Response:
    """Somebody signs for the one who asks; for another only if an admin says so."""
    own = giver.strip() if giver.strip() and who.role >= Role.ADMIN else who.name
    try:
        with session.begin_nested():
            at = datetime.now(UTC)
            delegate(session, who.school, own, taker.strip(), (first, last), by=who.name, at=at)
    except InventoryError as error:
        typed = {"giver": giver, "taker": taker, "first": first, "last": last}
        problem = say_error(speech_of(request), error)
        return _page(request, who, session, zone, status_of(error), problem, **typed)
    return RedirectResponse("/delegations", HTTPStatus.SEE_OTHER)


@router.post("/{delegation}/end")
def end(who: Viewer, session: WriteSession, delegation: UUID) -> Response:
    """Ends it now."""
    of = None if who.role >= Role.ADMIN else who.name
    end_delegation(session, who.school, delegation, by=who.name, at=datetime.now(UTC), of=of)
    return RedirectResponse("/delegations", HTTPStatus.SEE_OTHER)


def _page(
    request: Request,
    who: Who,
    session: Session,
    zone: Zone,
    status: HTTPStatus = HTTPStatus.OK,
    problem: str = "",
    **typed: object,
) -> Response:
    today = datetime.now(UTC).astimezone(zone).date()
    of = None if who.role >= Role.ADMIN else who.name
    return answer(
        status,
        request,
        "delegations.html",
        who,
        rows=delegation_rows(session, who.school, today, of),
        accounts=[account.username for account, _ in persons_of_accounts(session, who.school)],
        for_all=of is None,
        typed={"giver": who.name, "taker": "", "first": today, "last": today} | typed,
        problem=problem,
        today=today,
    )
