"""The uplink: posts what waits in the outbox, settles what the service names, comes back later for the rest."""

import gzip
import logging
import random
import threading
import time
from collections.abc import Sequence

import urllib3

from reader.answers import Denied, Indigestible, Later, Settled, Verdict, delay, judge
from reader.batch import batch
from reader.clock import Clock
from reader.outbox import Numbered, Outbox, OutboxError

log = logging.getLogger(__name__)

LARGEST_BATCH = 1000
LARGEST_ANSWER = 1 << 20
# How often an empty outbox is looked into: a board that shows a room being counted wants it within a second.
PAUSE = 0.5


class Uplink:
    """One outbox and the service it empties into. The token is sent, never written anywhere."""

    def __init__(self, outbox: Outbox, service: str, token: str, clock: Clock, patience: float = 30.0) -> None:
        """`patience` is how many seconds the service may stay silent."""
        self._outbox = outbox
        self._url = f"{service.rstrip('/')}/api/v1/sightings"
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Content-Encoding": "gzip",
            "User-Agent": "rollcall-reader",
        }
        self._clock = clock
        self._patience = patience
        self._pool = urllib3.PoolManager(retries=False)
        self._size = LARGEST_BATCH
        self._failures = 0
        self._said = ""

    def run(self, stop: threading.Event) -> None:
        """Upload until told to stop; a stop ends every wait at once."""
        while not stop.wait(self.step()):
            pass

    def last_try(self, patience: float) -> None:
        """One attempt of so many seconds on the way out; what it does not settle stays in the outbox."""
        self._patience = patience
        deadline = time.monotonic() + patience
        while self.step() == 0 and time.monotonic() < deadline:
            pass

    def step(self) -> float:
        """Send one batch if anything waits; the seconds to wait before the next."""
        try:
            sightings = self._outbox.take(self._size)
            if not sightings:
                return PAUSE
            return self._follow(self._post(sightings), [n for n, *_ in sightings])
        except OutboxError as error:
            # A full disk, most likely. What the service settled meanwhile is sent again and counted once.
            return self._fail(str(error), None)

    def close(self) -> None:
        """Hang up."""
        self._pool.clear()

    def _post(self, sightings: Sequence[Numbered]) -> Verdict:
        now = self._clock()
        body = gzip.compress(batch(self._outbox.uuid, now, sightings), compresslevel=6)
        timeout = urllib3.Timeout(connect=min(self._patience, 10.0), read=self._patience)
        try:
            answer = self._pool.request(
                "POST",
                self._url,
                body=body,
                headers=self._headers,
                timeout=timeout,
                redirect=False,
                preload_content=False,
            )
            text = answer.read(LARGEST_ANSWER)
            if len(text) == LARGEST_ANSWER:
                answer.close()  # the rest would be taken for the next answer on this connection
            answer.release_conn()
        except urllib3.exceptions.HTTPError as error:
            return Later(f"the service cannot be reached at {self._url} ({type(error).__name__})")
        return judge(answer.status, answer.headers.get("Retry-After"), text, [n for n, *_ in sightings], now.wall)

    def _follow(self, verdict: Verdict, sent: Sequence[int]) -> float:
        match verdict:
            case Settled(ranges, refused):
                self._outbox.settle(ranges)
                for row in refused:
                    self._set_aside(row.n, row.code, row.message)
                if ranges or refused:
                    return self._progress()
                return self._fail("the service settled none of the sightings sent", None)
            case Indigestible(code, message) if len(sent) == 1:
                self._set_aside(sent[0], code, message)
                return self._progress()
            case Indigestible():
                self._size = len(sent) // 2
                return 0
            case Denied(message):
                return self._fail(message, None)
            case Later(message, seconds):
                return self._fail(message, seconds)

    def _progress(self) -> float:
        if self._said:
            log.info("uploading again, %d sightings wait", self._outbox.depth)
        self._said = ""
        self._failures = 0
        self._size = min(self._size * 2, LARGEST_BATCH)
        return 0

    def _fail(self, message: str, asked: float | None) -> float:
        if message != self._said:
            log.warning("%s; sightings wait in the outbox", message)
        self._said = message
        self._failures += 1
        return delay(self._failures, asked, random.random())  # noqa: S311 - spreads the load, guards nothing

    def _set_aside(self, n: int, code: str, message: str) -> None:
        log.warning("sighting %d is refused: %s (%s)", n, message, code)
        self._outbox.refuse(n, code, message)
