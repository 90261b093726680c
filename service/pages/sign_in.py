"""Signing in and out, and one's own password."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from service.access import Viewer, cookie_of, first_start_of
from service.credentials import LEAST_PASSWORD
from service.database import database_of
from service.handheld import ACCOUNT_COOKIE
from service.pages.letting_in import give_tries_back, let_in, refused, take_try
from service.pages.look import within
from service.pages.rendering import page
from service.sessions import (
    COOKIE,
    HOME_COOKIE,
    PasswordTooShort,
    TooManyTries,
    WrongPassword,
    change_password,
    sign_in,
    sign_out,
)
from service.throttle import Crowded
from service.wire import Word

router = APIRouter()

Name = Annotated[Word, Form()]
Password = Annotated[str, Form(max_length=1_000)]
# Where to go next is judged by `within`, and a search in the address may be long.
Address = Annotated[str, Form()]
REFUSALS = (WrongPassword, PasswordTooShort, TooManyTries, Crowded)


@router.get("/sign-in")
def sign_in_page(request: Request, next: str = "/") -> Response:
    """The form; who is signed in already may sign in as somebody else. While nobody can, a school is set up first."""
    if first_start_of(request):
        return RedirectResponse("/start", HTTPStatus.SEE_OTHER)
    return page(request, "sign_in.html", None, next=within(next), username="", problem=None)


@router.post("/sign-in")
def enter(request: Request, username: Name, password: Password, next: Address = "/") -> Response:
    """Lets somebody in and leads to where they wanted to go, or says what was wrong."""
    name = username.strip()
    try:
        take_try(request, name)
        cookie = sign_in(database_of(request), name, password, datetime.now(UTC))
    except REFUSALS as error:
        return refused(request, error, "sign_in.html", None, next=within(next), username=username)
    give_tries_back(request, name)
    return let_in(request, cookie, within(next))


@router.post("/sign-out")
def leave(request: Request) -> Response:
    """Ends this browser's session, if it has one, and the one it would go back to from the sample school."""
    redirect = RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)
    for name in (COOKIE, HOME_COOKIE):
        cookie = cookie_of(request, name)
        if cookie is not None:
            sign_out(database_of(request), cookie)
        redirect.delete_cookie(name)
    redirect.delete_cookie(ACCOUNT_COOKIE)
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
        take_try(request, who.name)
        change_password(database_of(request), who.school, who.account, who.name, old, new, datetime.now(UTC))
    except REFUSALS as error:
        return refused(request, error, "password.html", who, least=LEAST_PASSWORD)
    give_tries_back(request, who.name)
    return RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)
