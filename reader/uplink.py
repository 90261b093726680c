"""The uplink: posts what waits in the outbox, settles what the service names, comes back later for the rest."""

import logging
import random
import threading
from collections.abc import Sequence

from reader.answers import Denied, Indigestible, Later, Settled, Verdict, delay, judge
from reader.batch import batch
from reader.clock import Clock
from reader.network import Service, Unreachable
from reader.outbox import Numbered, Outbox, OutboxError

log = logging.getLogger(__name__)

LARGEST_BATCH = 1000
# How often an empty outbox is looked into unasked: a person may have put refused sightings back in line.
PAUSE = 0.5


class Uplink:
    """One outbox and the service it empties into."""

    def __init__(self, outbox: Outbox, service: Service, clock: Clock, patience: float = 30.0) -> None:
        """`patience` is how many seconds the service may stay silent."""
        self._outbox = outbox
        self._service = service
        self._clock = clock
        self._patience = patience
        self._size = LARGEST_BATCH
        self._failures = 0
        self._said = ""

    def run(self, stop: threading.Event) -> None:
        """Upload until told to stop. Whoever stops it wakes it, too, by the outbox being `filled`."""
        while True:
            self._outbox.filled.clear()
            if stop.is_set():
                return
            pause = self.step()
            # What leaves by a door is wanted on a page at once; but a service in trouble is left alone meanwhile.
            self._clock.wait(stop if self._failures else self._outbox.filled, pause)

    def last_try(self, patience: float) -> None:
        """One attempt of so many seconds on the way out; what it does not settle stays in the outbox."""
        self._patience = patience
        deadline = self._clock().tick + patience
        while self.step() == 0 and self._clock().tick < deadline:
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

    def _post(self, sightings: Sequence[Numbered]) -> Verdict:
        now = self._clock()
        numbers = [n for n, *_ in sightings]
        try:
            reply = self._service.post("/sightings", batch(self._outbox.uuid, now, sightings), self._patience)
        except Unreachable as error:
            return Later(str(error))
        return judge(reply.status, reply.retry_after, reply.body, numbers, now.wall)

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
