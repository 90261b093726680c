"""Signing in and out, one's own password, and the language of the pages."""

from datetime import UTC, datetime
from http import HTTPStatus
from time import monotonic
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from inventory.errors import InventoryError
from service.access import Viewer, cookie_of
from service.credentials import LEAST_PASSWORD
from service.database import WriteSession
from service.language import LANGUAGES
from service.pages.rendering import LANGUAGE_COOKIE, answer, page, say_error, speech_of
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
from service.throttle import Throttle

router = APIRouter()

Text = Annotated[str, Form()]
YEAR_SECONDS = 365 * 24 * 3600


@router.get("/sign-in")
def sign_in_page(request: Request, next: str = "/") -> Response:
    """The form; who is signed in already may sign in as somebody else."""
    return page(request, "sign_in.html", None, next=within(next), username="", problem=None)


@router.post("/sign-in")
def enter(
    request: Request,
    session: WriteSession,
    username: Text,
    password: Text,
    next: Text = "/",
) -> Response:
    """Lets somebody in and leads to where they wanted to go, or says what was wrong."""
    try:
        cookie = _checked(request.app.state.throttle, session, username.strip(), password)
    except (WrongPassword, TooManyTries) as error:
        problem = say_error(speech_of(request), error)
        shown = {"next": within(next), "username": username, "problem": problem}
        return answer(HTTPStatus.FORBIDDEN, request, "sign_in.html", None, **shown)
    redirect = RedirectResponse(within(next), HTTPStatus.SEE_OTHER)
    seconds = int(SIGNED_IN_FOR.total_seconds())
    secure = request.app.state.settings.https
    redirect.set_cookie(COOKIE, cookie, max_age=seconds, httponly=True, samesite="lax", secure=secure)
    return redirect


@router.post("/sign-out")
def leave(request: Request, session: WriteSession) -> Response:
    """Ends this browser's session, if it has one."""
    cookie = cookie_of(request)
    if cookie is not None:
        sign_out(session, cookie)
    redirect = RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)
    redirect.delete_cookie(COOKIE)
    return redirect


@router.get("/password")
def password_page(request: Request, who: Viewer) -> Response:
    """The form to choose a password of one's own."""
    return page(request, "password.html", who, least=LEAST_PASSWORD, problem=None)


@router.post("/password")
def choose_password(request: Request, who: Viewer, session: WriteSession, old: Text, new: Text) -> Response:
    """Sets the new password; every browser of the account then signs in anew."""
    if who.account is None:
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    try:
        change_password(session, who.school, who.account, who.name, old, new, datetime.now(UTC))
    except (WrongPassword, PasswordTooShort) as error:
        problem = say_error(speech_of(request), error)
        shown = {"least": LEAST_PASSWORD, "problem": problem}
        return answer(HTTPStatus.FORBIDDEN, request, "password.html", who, **shown)
    return RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)


@router.post("/language")
def choose_language(language: Text, back: Text = "/") -> Response:
    """Remembers the language of this browser for a year."""
    redirect = RedirectResponse(within(back), HTTPStatus.SEE_OTHER)
    if language in LANGUAGES:
        redirect.set_cookie(LANGUAGE_COOKIE, language, max_age=YEAR_SECONDS, httponly=True, samesite="lax")
    return redirect


def within(address: str) -> str:
    """The address if it is a path of this service, else the start page: nobody is led to a foreign site."""
    foreign = not address.startswith("/") or address.startswith(("//", "/\\"))
    return "/" if foreign or not address.isprintable() else address


def _checked(throttle: Throttle, session: Session, username: str, password: str) -> str:
    """The cookie of the new session. Raises `TooManyTries` or `WrongPassword`."""
    wait = throttle.wait(username, monotonic())
    if wait > 0:
        raise TooManyTries(seconds=round(wait) + 1)
    try:
        cookie = sign_in(session, username, password, datetime.now(UTC))
    except InventoryError:
        throttle.wrong(username, monotonic())
        raise
    throttle.right(username)
    return cookie
