"""What stands before every endpoint: foreign origins, size limits, and headers that tell the browser to be strict.

Cross-site request forgery is refused by what browsers themselves say of a request's origin: Sec-Fetch-Site
(Fetch Metadata, sent to https and localhost) or else Origin (RFC 6454, sent with every POST). No hidden form
fields are needed. A request with a bearer token instead of a cookie cannot be forged by a page and passes.
"""

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

LARGEST_BODY = 64 * 1024 * 1024
"""A register file of 50 MB with its multipart wrapping; nothing larger has a use here."""

FORGED = "This request came from another site's page."
TOO_LARGE = "This is too large to be taken."

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; "
    "frame-ancestors 'none'; form-action 'self'; base-uri 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def forged(headers: Headers, method: str, path: str) -> bool:
    """Whether a changing request comes from another site's page (or does not say where it comes from).

    A program's request carries no cookie: there is nothing in it that a foreign page could misuse.
    """
    if method in SAFE or "Authorization" in headers:
        return False
    if path.startswith("/api/") and "Cookie" not in headers:
        return False
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    return urlsplit(headers.get("Origin", "")).netloc != headers.get("Host")


class Guard:
    """ASGI middleware around the whole app; bodies of more than `largest` bytes are refused."""

    def __init__(self, app: ASGIApp, largest: int = LARGEST_BODY) -> None:
        self.app = app
        self.largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if forged(headers, scope["method"], scope["path"]):
            await _refusal(HTTPStatus.FORBIDDEN, FORGED)(scope, receive, send)
        elif _announced(headers) > self.largest:
            await _refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_LARGE)(scope, receive, send)
        else:
            await self.app(scope, _limited(receive, self.largest), _with_headers(send))


def _announced(headers: Headers) -> int:
    length = headers.get("Content-Length", "0")
    return int(length) if length.isdecimal() else 0


def _refusal(status: HTTPStatus, detail: str) -> JSONResponse:
    body = {"title": status.phrase, "status": int(status), "detail": detail}
    return JSONResponse(body, status, media_type="application/problem+json")


def _limited(receive: Receive, largest: int) -> Receive:
    """The same body, refused where it passes the limit: Content-Length may be absent or a lie."""
    size = 0

    async def limited() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > largest:
            raise HTTPException(413, TOO_LARGE)
        return message

    return limited


def _with_headers(send: Send) -> Send:
    async def strict(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return strict
