"""What every form that lets somebody in has in common: few tries, a cookie, and what was wrong said on the form."""

from http import HTTPStatus
from math import ceil
from time import monotonic

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from inventory.errors import InventoryError
from service.access import Who
from service.handheld import ACCOUNT_COOKIE
from service.pages.rendering import answer, say_error, speech_of
from service.sessions import COOKIE, HOME_COOKIE, SIGNED_IN_FOR, TooManyTries
from service.throttle import Crowded, Throttle


def take_try(request: Request, name: str) -> None:
    """Takes one of the tries for this name from where the request comes. Raises `TooManyTries`."""
    wait = _throttle(request).take(name, _address(request), monotonic())
    if wait > 0:
        raise TooManyTries(seconds=ceil(wait))


def give_tries_back(request: Request, name: str) -> None:
    """What was tried was right."""
    _throttle(request).right(name, _address(request))


def let_in(request: Request, cookie: str, address: str) -> Response:
    """On to the address, signed in; of whoever used this browser before no handheld page and no way home is left."""
    redirect = RedirectResponse(address, HTTPStatus.SEE_OTHER)
    keep(request, redirect, COOKIE, cookie)  # first: simple programs look at the first alone
    redirect.delete_cookie(ACCOUNT_COOKIE)
    redirect.delete_cookie(HOME_COOKIE)
    return redirect


def keep(request: Request, response: Response, name: str, cookie: str) -> None:
    """Gives the browser the credential to keep as long as it may be good; no script can read it."""
    seconds = int(SIGNED_IN_FOR.total_seconds())
    secure = request.app.state.settings.https
    response.set_cookie(name, cookie, max_age=seconds, httponly=True, samesite="lax", secure=secure)


def refused(request: Request, error: InventoryError, template: str, who: Who | None, /, **shown: object) -> Response:
    """The form again with what was wrong; who is too fast or too many is told when to come back."""
    later = isinstance(error, TooManyTries | Crowded)
    status = HTTPStatus.TOO_MANY_REQUESTS if later else HTTPStatus.FORBIDDEN
    response = answer(status, request, template, who, problem=say_error(speech_of(request), error), **shown)
    if later:
        response.headers["Retry-After"] = str(error.facts["seconds"])
    return response


def _throttle(request: Request) -> Throttle:
    throttle: Throttle = request.app.state.throttle
    return throttle


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
