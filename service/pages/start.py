"""The very first page: while nobody can sign in, it makes the school and its first administrator."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from service.access import first_start_of
from service.credentials import LEAST_PASSWORD
from service.database import database_of
from service.first_start import AlreadySetUp, Beginning, CodeExpired, WrongCode
from service.pages.letting_in import give_tries_back, let_in, refused, take_try
from service.pages.rendering import page
from service.sessions import PasswordTooShort, TooManyTries, sign_in
from service.throttle import Crowded
from service.wire import Word

router = APIRouter(prefix="/start")

TRIES_OF = "first start"
REFUSALS = (WrongCode, CodeExpired, AlreadySetUp, PasswordTooShort, TooManyTries, Crowded)

Said = Annotated[Word, Field(pattern=r"\S")]


class StartForm(BaseModel):
    """What the first person types."""

    code: Word
    school: Said
    username: Said
    password: Annotated[str, Field(max_length=1_000)]

    def beginning(self) -> Beginning:
        """The same without stray spaces."""
        return Beginning(self.school.strip(), self.username.strip(), self.password)


@router.get("")
def start_page(request: Request) -> Response:
    """The form; once somebody can sign in there is nothing to set up any more."""
    if not first_start_of(request):
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    return page(request, "start.html", None, typed=None, least=LEAST_PASSWORD, problem=None)


@router.post("")
def start(request: Request, typed: Annotated[StartForm, Form()]) -> Response:
    """Sets the school up and signs its administrator in, or says what was wrong."""
    first, said, now = first_start_of(request), typed.beginning(), datetime.now(UTC)
    if not first:
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    try:
        take_try(request, TRIES_OF)
        first.set_up(database_of(request), typed.code, said, now)
        cookie = sign_in(database_of(request), said.username, said.password, now)
    except REFUSALS as error:
        return refused(request, error, "start.html", None, typed=typed, least=LEAST_PASSWORD)
    give_tries_back(request, TRIES_OF)
    return let_in(request, cookie, "/")
