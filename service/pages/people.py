"""Who each account is among those who keep things: what they may confirm, and what they have, depends on it."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from inventory.actions.choices import choices_for
from inventory.actions.takers import name_person, person_named, persons_of_accounts
from inventory.errors import InventoryError
from service.access import Admin, Who
from service.database import ReadSession, WriteSession
from service.errors import STATUS
from service.pages.rendering import answer, say_error, speech_of
from service.wire import Word

router = APIRouter(prefix="/people")


@router.get("")
def people_page(request: Request, who: Admin, session: ReadSession) -> Response:
    """Every account that can sign in."""
    return _page(request, who, session)


@router.post("")
def name(
    request: Request,
    who: Admin,
    session: WriteSession,
    username: Annotated[Word, Form()],
    person: Annotated[Word, Form()] = "",
) -> Response:
    """Says who an account is; an empty name: nobody."""
    try:
        with session.begin_nested():
            known = person_named(session, who.school, person.strip()) if person.strip() else None
            name_person(session, who.school, username, known, by=who.name, at=datetime.now(UTC))
    except InventoryError as error:
        problem = say_error(speech_of(request), error)
        return _page(request, who, session, STATUS[type(error)], problem, {username: person})
    return RedirectResponse("/people", HTTPStatus.SEE_OTHER)


def _page(
    request: Request,
    who: Who,
    session: Session,
    status: HTTPStatus = HTTPStatus.OK,
    problem: str = "",
    typed: dict[str, str] | None = None,
) -> Response:
    accounts = persons_of_accounts(session, who.school)
    return answer(
        status,
        request,
        "people.html",
        who,
        accounts=accounts,
        said={account.username: person.name if person else "" for account, person in accounts} | (typed or {}),
        persons=choices_for(session, who.school).persons,
        problem=problem,
    )
