"""What a browser keeps of its reader: the language, light or dark, and whether single keys do something."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from service.language import LANGUAGES
from service.pages.rendering import KEYS_COOKIE, LANGUAGE_COOKIE, THEME_COOKIE, THEMES
from service.wire import Word

router = APIRouter()

Name = Annotated[Word, Form()]
# Where to go next is judged by `within`, and a search in the address may be long.
Address = Annotated[str, Form()]
YEAR_SECONDS = 365 * 24 * 3600


@router.post("/language")
def choose_language(language: Name, back: Address = "/") -> Response:
    """Remembers the language of this browser for a year."""
    return _remember(LANGUAGE_COOKIE, language, frozenset(LANGUAGES), back)


@router.post("/theme")
def choose_theme(theme: Name, back: Address = "/") -> Response:
    """Remembers whether this browser wants its pages light, dark, or as the device has it."""
    return _remember(THEME_COOKIE, theme, frozenset(THEMES), back)


@router.post("/keys")
def choose_keys(keys: Name, back: Address = "/") -> Response:
    """Remembers whether keys without Ctrl or Alt do something: who speaks to the machine wants none (WCAG 2.1.4)."""
    return _remember(KEYS_COOKIE, keys, frozenset({"on", "off"}), back)


def within(address: str) -> str:
    """The address if it is a path of this service, else the start page: nobody is led to a foreign site."""
    foreign = not address.startswith("/") or address.startswith(("//", "/\\"))
    return "/" if foreign or not address.isprintable() else address


def _remember(cookie: str, chosen: str, possible: frozenset[str], back: str) -> Response:
    redirect = RedirectResponse(within(back), HTTPStatus.SEE_OTHER)
    if chosen in possible:
        redirect.set_cookie(cookie, chosen, max_age=YEAR_SECONDS, httponly=True, samesite="lax")
    return redirect
