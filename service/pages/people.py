"""Who can sign in, who each account is among those who keep things, and the way in for one more."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from inventory.access import Role, role_of
from inventory.actions.cards.choices import choices_for
from inventory.actions.documents.takers import name_person, person_named, persons_of_accounts
from inventory.errors import InventoryError
from service.access import Admin, Who
from service.accounts import WayIn, end_account, give_account, give_password
from service.database import database_of
from service.errors import status_of
from service.pages.errors import NAMELESS
from service.pages.rendering import answer, say_error, speech_of
from service.route_forms import RoleWord
from service.wire import Word

router = APIRouter(prefix="/people")

Username = Annotated[Word, Form()]


@router.get("")
def people_page(request: Request, who: Admin) -> Response:
    """Every account that can sign in."""
    return _page(request, who)


@router.post("")
def name(request: Request, who: Admin, username: Username, person: Annotated[Word, Form()] = "") -> Response:
    """Says who an account is; an empty name: nobody."""
    try:
        with database_of(request).write() as session:
            known = person_named(session, who.school, person.strip()) if person.strip() else None
            name_person(session, who.school, username, known, by=who.name, at=datetime.now(UTC))
    except InventoryError as error:
        return _refused(request, who, error, said={username: person})
    return RedirectResponse("/people", HTTPStatus.SEE_OTHER)


@router.post("/accounts")
def let_in(request: Request, who: Admin, username: Username, role: Annotated[RoleWord, Form()]) -> Response:
    """A new account; its password is shown on this one answer and nowhere else ever."""
    typed = {"username": username.strip(), "role": role}
    if not typed["username"]:
        return _page(
            request, who, HTTPStatus.UNPROCESSABLE_ENTITY, problem=speech_of(request).say(NAMELESS), typed=typed
        )
    try:
        way = give_account(database_of(request), who, typed["username"], role_of(role))
    except InventoryError as error:
        return _refused(request, who, error, typed=typed)
    return _shown_once(request, who, way)


@router.post("/accounts/password")
def renew(request: Request, who: Admin, username: Username) -> Response:
    """A new password for somebody who lost theirs; it too is shown only now."""
    try:
        way = give_password(database_of(request), who, username)
    except InventoryError as error:
        return _refused(request, who, error)
    return _shown_once(request, who, way)


@router.post("/accounts/end")
def shut_out(request: Request, who: Admin, username: Username) -> Response:
    """The account lets nobody in any more."""
    try:
        end_account(database_of(request), who, username)
    except InventoryError as error:
        return _refused(request, who, error)
    return RedirectResponse("/people", HTTPStatus.SEE_OTHER)


def _shown_once(request: Request, who: Who, way: WayIn) -> Response:
    shown = _page(request, who, way=way)
    shown.headers["Cache-Control"] = "no-store"
    return shown


def _refused(request: Request, who: Who, error: InventoryError, **shown: object) -> Response:
    return _page(request, who, status_of(error), problem=say_error(speech_of(request), error), **shown)


def _page(request: Request, who: Who, status: HTTPStatus = HTTPStatus.OK, **shown: object) -> Response:
    """The page, with a problem and what was typed, or with a new way in."""
    with database_of(request).read() as session:
        accounts = persons_of_accounts(session, who.school)
        persons = choices_for(session, who.school).persons
    values: dict[str, object] = {"problem": "", "way": None, "said": {}, "typed": {"username": "", "role": "counter"}}
    return answer(
        status, request, "people.html", who, **values | shown, accounts=accounts, persons=persons, roles=list(Role)
    )
