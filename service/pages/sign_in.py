"""Signing in and out, and one's own password."""

from datetime import UTC, datetime
from http import HTTPStatus
from math import ceil
from time import monotonic
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from inventory.errors import InventoryError
from service.access import Viewer, Who, cookie_of
from service.credentials import LEAST_PASSWORD
from service.database import database_of
from service.pages.look import within
from service.pages.rendering import answer, page, say_error, speech_of
from service.sessions import (
    COOKIE,
    SIGNED_IN_FOR,
    PasswordTooShort,
    TooManyTries,
    WrongPassword,
    change_password,
    sign_in,
    sign_out,
)
from service.throttle import Crowded, Throttle
from service.wire import Word

router = APIRouter()

Name = Annotated[Word, Form()]
Password = Annotated[str, Form(max_length=1_000)]
# Where to go next is judged by `within`, and a search in the address may be long.
Address = Annotated[str, Form()]
REFUSALS = (WrongPassword, PasswordTooShort, TooManyTries, Crowded)


@router.get("/sign-in")
def sign_in_page(request: Request, next: str = "/") -> Response:
    """The form; who is signed in already may sign in as somebody else."""
    return page(request, "sign_in.html", None, next=within(next), username="", problem=None)


@router.post("/sign-in")
def enter(request: Request, username: Name, password: Password, next: Address = "/") -> Response:
    """Lets somebody in and leads to where they wanted to go, or says what was wrong."""
    name = username.strip()
    try:
        _take_try(request, name)
        cookie = sign_in(database_of(request), name, password, datetime.now(UTC))
    except REFUSALS as error:
        return _refused(request, error, "sign_in.html", None, next=within(next), username=username)
    _throttle(request).right(name, _address(request))
    redirect = RedirectResponse(within(next), HTTPStatus.SEE_OTHER)
    seconds = int(SIGNED_IN_FOR.total_seconds())
    secure = request.app.state.settings.https
    redirect.set_cookie(COOKIE, cookie, max_age=seconds, httponly=True, samesite="lax", secure=secure)
    return redirect


@router.post("/sign-out")
def leave(request: Request) -> Response:
    """Ends this browser's session, if it has one."""
    cookie = cookie_of(request)
    if cookie is not None:
        sign_out(database_of(request), cookie)
    redirect = RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)
    redirect.delete_cookie(COOKIE)
    return redirect


@router.get("/password")
def password_page(request: Request, who: Viewer) -> Response:
    """The form to choose a password of one's own."""
    return page(request, "password.html", who, least=LEAST_PASSWORD, problem=None)


@router.post("/password")
def choose_password(request: Request, who: Viewer, old: Password, new: Password) -> Response:
    """Sets the new password; every browser of the account then signs in anew."""
    if who.account is None:
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    try:
        _take_try(request, who.name)
        change_password(database_of(request), who.school, who.account, who.name, old, new, datetime.now(UTC))
    except REFUSALS as error:
        return _refused(request, error, "password.html", who, least=LEAST_PASSWORD)
    _throttle(request).right(who.name, _address(request))
    return RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)


def _throttle(request: Request) -> Throttle:
    throttle: Throttle = request.app.state.throttle
    return throttle


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _take_try(request: Request, username: str) -> None:
    wait = _throttle(request).take(username, _address(request), monotonic())
    if wait > 0:
        raise TooManyTries(seconds=ceil(wait))


def _refused(request: Request, error: InventoryError, template: str, who: Who | None, /, **shown: object) -> Response:
    """The form again with what was wrong; who is too fast or too many is told when to come back."""
    later = isinstance(error, TooManyTries | Crowded)
    status = HTTPStatus.TOO_MANY_REQUESTS if later else HTTPStatus.FORBIDDEN
    response = answer(status, request, template, who, problem=say_error(speech_of(request), error), **shown)
    if later:
        response.headers["Retry-After"] = str(error.facts["seconds"])
    return response
