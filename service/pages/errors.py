"""What went wrong, as a page: what, and what to do."""

from http import HTTPStatus

from fastapi import Request, Response

from inventory.errors import InventoryError
from service.language import key
from service.pages.rendering import answer, say_error, speech_of

TITLES = {
    HTTPStatus.FORBIDDEN: key("This is not allowed"),
    HTTPStatus.NOT_FOUND: key("This is not here"),
    HTTPStatus.CONFLICT: key("This cannot be done now"),
    HTTPStatus.SERVICE_UNAVAILABLE: key("Try again in a moment"),
}
OTHER = key("This did not work")
NO_SUCH_PAGE = key("There is no such page. Check the address, or begin again at the start page.")


def error_page(request: Request, status: HTTPStatus, what: InventoryError | str) -> Response:
    """The page for one failure, in the reader's language, without anything of the insides."""
    speech = speech_of(request)
    if what == HTTPStatus.NOT_FOUND.phrase:
        what = NO_SUCH_PAGE
    detail = say_error(speech, what) if isinstance(what, InventoryError) else speech.look_up(what)
    return answer(status, request, "error.html", None, title=speech.say(TITLES.get(status, OTHER)), detail=detail)
