"""What stands before every endpoint: foreign origins, size limits, and headers that tell the browser to be strict.

Cross-site request forgery is refused by what browsers themselves say of a request's origin: Sec-Fetch-Site
(Fetch Metadata, sent to https and localhost) or else Origin (RFC 6454, sent with every POST). No hidden form
fields are needed. A request with a bearer token instead of a cookie cannot be forged by a page and passes.
"""

import re
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

LARGEST_BODY = 64 * 1024
"""What any form or question of ours could need many times over."""

LARGER = (
    (
        re.compile(r"/(api/v1/)?imports|/rooms(/apply)?"),
        136 * 1024 * 1024,
    ),  # a file of 50 MB, or 100 MB of JSON; also as base64 in a form
    (re.compile(r"(/api/v1)?/stocktakes"), 2 * 1024 * 1024),  # the codes of all rooms of a large district's school
    (re.compile(r"/api/v1/stocktakes/[^/]+/lists|/stocktakes/[^/]+/rooms/.+/list"), 32 * 1024 * 1024),
    (re.compile(r"(/api/v1/tags|/tagging)/files"), 32 * 1024 * 1024),
    (re.compile(r"(/api/v1)?/stocktakes/[^/]+/findings/[^/]+/photos"), 9 * 1024 * 1024),  # a photo of 8 MB
    (re.compile(r"(/api/v1)?/assets/[^/]+/attachments"), 21 * 1024 * 1024),  # a paper of 20 MB
    (re.compile(r"/assets/(new|[^/]+/(edit|pieces))|/api/v1/assets(/.*)?"), 1024 * 1024),  # long texts in many fields
    (
        re.compile(r"/api/v1/stocktakes/[^/]+/decisions/bulk|(/api/v1)?/shortages(/approve)?"),
        2 * 1024 * 1024,
    ),  # 20,000 things named one by one
    (re.compile(r"(/api/v1)?/documents/[^/]+/papers"), 21 * 1024 * 1024),  # a paper of 20 MB
    (re.compile(r"/documents/.*|/api/v1/(documents(/.*)?|transfers)"), 2 * 1024 * 1024),  # 20,000 things again
    (re.compile(r"/api/v1/sightings|/api/v1/stocktakes/.*/passes"), 16 * 1024 * 1024),
)
"""The few addresses that take more, whole."""

FORGED = "This request came from another site's page."
STRANGE = "Send a valid token as: Authorization: Bearer TOKEN."
UNREADABLE = "The address holds a sign that no address has."
TOO_LARGE = "This is too large to be taken."

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; "
    "frame-ancestors 'none'; form-action 'self'; base-uri 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",  # on a shared PC nobody shall find the register by going back
}

FOR_EVER = "public, max-age=31536000, immutable"
"""For built files: their addresses change with their content."""


def largest(path: str) -> int:
    """How many bytes of body the address takes."""
    return next((size for pattern, size in LARGER if pattern.fullmatch(path)), LARGEST_BODY)


def forged(headers: Headers, method: str) -> bool:
    """Whether a changing request comes from another site's page (or does not say where it comes from)."""
    if method in SAFE or "Authorization" in headers:
        return False
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    return urlsplit(headers.get("Origin", "")).netloc != headers.get("Host")


def refused(scope: Scope) -> JSONResponse | None:
    """The answer to a request that no endpoint shall see, before a byte of its body is read; None lets it in."""
    headers, path = Headers(scope=scope), scope["path"]
    if "\x00" in path or b"%00" in scope["query_string"]:
        return _refusal(HTTPStatus.BAD_REQUEST, UNREADABLE)
    if path.startswith("/api/") and "Authorization" not in headers and "Cookie" not in headers:
        return _refusal(HTTPStatus.UNAUTHORIZED, STRANGE, {"WWW-Authenticate": "Bearer"})
    if forged(headers, scope["method"]):
        return _refusal(HTTPStatus.FORBIDDEN, FORGED)
    if path.startswith("/api/") and _announced(headers) > largest(path):
        return _refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_LARGE)
    return None


class Guard:
    """ASGI middleware around the whole app."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = refused(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
        else:
            most, announced = largest(scope["path"]), _announced(Headers(scope=scope))
            await self.app(scope, _limited(receive, most, announced), _with_headers(send, scope["path"]))


def _announced(headers: Headers) -> int:
    length = headers.get("Content-Length", "0")
    return int(length) if length.isdecimal() else 0


def _refusal(status: HTTPStatus, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    body = {"title": status.phrase, "status": int(status), "detail": detail}
    return JSONResponse(body, status, headers, "application/problem+json")


def _limited(receive: Receive, most: int, announced: int) -> Receive:
    """The same body, refused where it passes the limit: Content-Length may be absent or a lie.

    What was announced to be larger is refused unread, so that a page can say so.
    """
    size = 0

    async def limited() -> Message:
        nonlocal size
        if announced > most:
            raise HTTPException(413, TOO_LARGE)
        message = await receive()
        size += len(message.get("body", b""))
        if size > most:
            raise HTTPException(413, TOO_LARGE)
        return message

    return limited


def _with_headers(send: Send, path: str) -> Send:
    kept = {"Cache-Control": FOR_EVER} if path.startswith("/static/") else {}

    async def strict(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in (HEADERS | kept).items():
                headers.setdefault(name, value)
        await send(message)

    return strict
