"""What went wrong, as a page: what, and what to do."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError

from inventory.errors import InventoryError
from service.access import NotAllowed, NotSignedIn, PasswordMustChange, Who, who_asks
from service.language import Speech, key
from service.pages.rendering import answer, say_error, speech_of

TITLES = {
    HTTPStatus.FORBIDDEN: key("This is not allowed"),
    HTTPStatus.NOT_FOUND: key("This is not here"),
    HTTPStatus.CONFLICT: key("This cannot be done now"),
    HTTPStatus.SERVICE_UNAVAILABLE: key("Try again in a moment"),
}
OTHER = key("This did not work")

NO_SUCH_PAGE = key("There is no such page. Check the address, or begin again at the start page.")
NOT_TAKEN = key("Something in the form is missing, too long or unreadable. Go back, correct it and send it again.")
TOO_MUCH = key("This is more than is taken at once. Go back, and send it in several parts.")
FIELD_NOT_TAKEN = key("“{field}” is missing, too long or unreadable. Go back, correct it and send it again.")
NAMELESS = key("Please enter a name.")

# What the framework refuses with words of its own, in ours.
REFUSALS = {
    HTTPStatus.BAD_REQUEST: NOT_TAKEN,
    HTTPStatus.NOT_FOUND: NO_SUCH_PAGE,
    HTTPStatus.METHOD_NOT_ALLOWED: NO_SUCH_PAGE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: TOO_MUCH,
}

FIELDS: Mapping[object, str] = {
    "buildings": key("Building"),
    "cutoff": key("Cut-off date"),
    "due": key("Last day"),
    "file": key("File"),
    "filename": key("File"),
    "listed": key("Numbers or tags, one a line"),
    "name": key("Name"),
    "new": key("New password"),
    "old": key("Present password"),
    "password": key("Password"),
    "percent": key("A random sample, in per cent"),
    "q": key("Search"),
    "reason": key("Reason"),
    "room": key("Room"),
    "rooms": key("Rooms to count"),
    "station": key("Handheld reader"),
    "team": key("Team"),
    "username": key("User name"),
    "value_from": key("Least value of a piece, yuan"),
}
"""The labels of the fields of forms, by their names."""


def error_page(request: Request, status: HTTPStatus, what: InventoryError | RequestValidationError | str) -> Response:
    """The page for one failure, in the reader's language, without anything of the insides."""
    speech = speech_of(request)
    if isinstance(what, RequestValidationError):
        status, detail = _misfit(speech, status, what)
    else:
        detail = error_words(request, what if isinstance(what, InventoryError) else REFUSALS.get(status, what))
    title = speech.say(TITLES.get(status, OTHER))
    return answer(status, request, "error.html", _asker(request, status), title=title, detail=detail)


def error_words(request: Request, what: InventoryError | str) -> str:
    """What went wrong, in the reader's language."""
    speech = speech_of(request)
    return say_error(speech, what) if isinstance(what, InventoryError) else speech.look_up(what)


def _misfit(speech: Speech, status: HTTPStatus, error: RequestValidationError) -> tuple[HTTPStatus, str]:
    """What does not fit: a field of the form, or the address, and then there is no such page."""
    place, *names = error.errors()[0]["loc"]
    if place == "path":
        return HTTPStatus.NOT_FOUND, speech.say(NO_SUCH_PAGE)
    label = FIELDS.get(next(iter(names), None))
    return status, speech.say(FIELD_NOT_TAKEN, field=speech.say(label)) if label else speech.say(NOT_TAKEN)


def _asker(request: Request, status: HTTPStatus) -> Who | None:
    """Who is signed in, for the menu; a database that just failed is not asked again."""
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return None
    try:
        return who_asks(request)
    except (NotSignedIn, NotAllowed, PasswordMustChange, OperationalError):
        return None
