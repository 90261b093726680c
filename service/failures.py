"""What is answered when something went wrong: problem+json (RFC 9457) to programs, a page to people."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from starlette.exceptions import HTTPException

from inventory.errors import InventoryError
from service.access import NotAllowed, NotSignedIn, PasswordMustChange, first_start_of
from service.errors import status_of
from service.sessions import COOKIE

RETRY_SECONDS = 5

Failure = InventoryError | RequestValidationError | str
Headers = dict[str, str] | None
PageRenderer = Callable[[Request, HTTPStatus, Failure], Response]
Translator = Callable[[Request, InventoryError | str], str]


def problem(status: HTTPStatus, detail: str, headers: Headers = None) -> JSONResponse:
    """A problem document; `type` is left at its default "about:blank", so `title` is the status phrase."""
    body = {"title": status.phrase, "status": int(status), "detail": detail}
    return JSONResponse(body, status, headers, "application/problem+json")


def install(app: FastAPI, page: PageRenderer, translated: Translator) -> None:
    """Hooks every kind of failure up to its answer; `page` renders the answer for a browser.

    Scripts of our own pages show people what they are answered, so it is `translated` for them.
    """

    def answer(request: Request, status: HTTPStatus, what: Failure, headers: Headers = None) -> Response:
        if request.url.path.startswith("/api/"):
            if COOKIE not in request.cookies or isinstance(what, RequestValidationError):
                return problem(status, _said(what), headers)
            return problem(status, translated(request, what), headers)
        response = page(request, status, what)
        response.headers.update(headers or {})
        return response

    @app.exception_handler(InventoryError)
    def _inventory(request: Request, error: InventoryError) -> Response:
        return answer(request, status_of(error), error)

    @app.exception_handler(NotSignedIn)
    def _not_signed_in(request: Request, _error: NotSignedIn) -> Response:
        if request.url.path.startswith("/api/"):
            detail = "Send a valid token as: Authorization: Bearer TOKEN."
            return problem(HTTPStatus.UNAUTHORIZED, detail, {"WWW-Authenticate": "Bearer"})
        return _to_sign_in(request)

    @app.exception_handler(PasswordMustChange)
    def _must_change(request: Request, _error: PasswordMustChange) -> Response:
        if request.url.path.startswith("/api/"):
            return problem(HTTPStatus.FORBIDDEN, "Change the one-time password first.")
        return RedirectResponse("/password", HTTPStatus.SEE_OTHER)

    @app.exception_handler(NotAllowed)
    def _not_allowed(request: Request, _error: NotAllowed) -> Response:
        return answer(request, HTTPStatus.FORBIDDEN, "Your role does not allow this.")

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> Response:
        return answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, error)

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        return answer(request, HTTPStatus(error.status_code), str(error.detail), dict(error.headers or {}))

    @app.exception_handler(IntegrityError)
    def _collision(request: Request, _error: IntegrityError) -> Response:
        return answer(request, HTTPStatus.CONFLICT, "Somebody else just changed the same thing. Look again.")

    @app.exception_handler(DataError)
    def _unfit(request: Request, _error: DataError) -> Response:
        return answer(
            request, HTTPStatus.UNPROCESSABLE_ENTITY, "Something in this cannot be stored. Check it for odd signs."
        )

    @app.exception_handler(OperationalError)
    def _database_busy(request: Request, _error: OperationalError) -> Response:
        detail = "The database cannot be reached or is busy. Try again in a moment."
        return answer(request, HTTPStatus.SERVICE_UNAVAILABLE, detail, {"Retry-After": str(RETRY_SECONDS)})


def _said(what: Failure) -> str:
    """What went wrong, as programs are told."""
    if isinstance(what, RequestValidationError):
        return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in what.errors())
    return str(what)


def _to_sign_in(request: Request) -> Response:
    """To the sign-in page, which leads back to what was asked for; htmx follows its own header, not a redirect.

    While nobody can sign in at all, to the page that sets the school up.
    """
    asked = request.url.path if request.method == "GET" else "/"
    target = "/start" if first_start_of(request) else f"/sign-in?next={quote(asked)}"
    if "HX-Request" in request.headers:
        return Response(status_code=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": target})
    return RedirectResponse(target, HTTPStatus.SEE_OTHER)
