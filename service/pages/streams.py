"""Streams of what has changed on a page, while somebody looks at it (server-sent events).

A page says which revision it shows, a reconnecting browser which one it got last (Last-Event-ID, HTML Living
Standard, 9.2.4); so it is right again after any break of the line.
"""

from collections import Counter
from collections.abc import AsyncIterator, Callable
from time import monotonic

from anyio import sleep
from fastapi import Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from inventory.ids import SchoolId
from service.access import Who
from service.throttle import TooManyLivePages

LOOK_SECONDS = 0.5
HEARTBEAT_SECONDS = 15
# After this the browser connects again by itself, and whether it may look is asked again.
STREAM_SECONDS = 15 * 60
MOST_EACH = 20
"""Pages that one person keeps open and that keep filling: each is looked after some times a second."""

_OPEN: Counter[tuple[SchoolId, str]] = Counter()

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def stream(request: Request, who: Who, look: Callable[[], str], every: float = LOOK_SECONDS) -> StreamingResponse:
    """What `look` finds, each an event or "" for nothing, until the browser is gone; it looks so often (seconds).

    Raises `TooManyLivePages`.
    """
    if _OPEN[who.school, who.name] >= MOST_EACH:
        raise TooManyLivePages(most=MOST_EACH)
    return StreamingResponse(_counted(request, who, look, every), headers=HEADERS, media_type="text/event-stream")


async def _counted(request: Request, who: Who, look: Callable[[], str], every: float) -> AsyncIterator[str]:
    """Counted only while it runs: whoever goes before it has begun leaves nothing behind."""
    _OPEN[who.school, who.name] += 1
    try:
        async for said in _events(request, look, every):
            yield said
    finally:
        _OPEN[who.school, who.name] -= 1


def event(name: str, latest: int, said: str) -> str:
    """One event, by which the browser has the revision `latest`."""
    lines = "".join(f"data: {line}\n" for line in said.splitlines() if line.strip())
    return f"event: {name}\nid: {latest}\n{lines}\n"


async def _events(request: Request, look: Callable[[], str], every: float) -> AsyncIterator[str]:
    """Comments in between keep proxies from giving up."""
    began = said = monotonic()
    yield "retry: 2000\n\n"
    while monotonic() - began < STREAM_SECONDS and not await request.is_disconnected():
        found = await run_in_threadpool(look)
        if found:
            yield found
        elif monotonic() - said > HEARTBEAT_SECONDS:
            yield ": still here\n\n"
        else:
            await sleep(every)
            continue
        said = monotonic()
        await sleep(every)
