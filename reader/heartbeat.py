"""The heartbeat: how the box and its scanners are, told to the service every minute, and at once when that changes.

Without it a scanner that is unplugged looks like an empty room. It is not kept: one that does not arrive is not sent
again, the next says it better. A service too old to know heartbeats answers 404, and nothing else is the matter.
"""

import json
import logging
import random
import threading
from collections.abc import Sequence
from importlib.metadata import version

from reader.clock import Clock, Moment, shift
from reader.damage import kept_beside
from reader.health import Health, State
from reader.listener import Listener
from reader.network import Service, Unreachable
from reader.outbox import Outbox, OutboxError
from reader.sighting import stamp

log = logging.getLogger(__name__)

EVERY = 60.0
# How often a change of state is looked for, and how soon after a failure another one is told.
LOOK, AGAIN = 1.0, 15.0
PATIENCE = 10.0
NOT_KNOWN = 404
# What a scanner says of itself, in characters; a page shows it on one line.
LONGEST_WORDS = 200


class Heart:
    """Beats for one box."""

    def __init__(self, outbox: Outbox, listeners: Sequence[Listener], service: Service, clock: Clock) -> None:
        self._outbox = outbox
        self._listeners = listeners
        self._service = service
        self._clock = clock
        self._version = version("rollcall")
        self._told: list[State] = []
        self._due = self._earliest = self._beat_at = clock().tick
        self._faults = [0] * len(listeners)
        self._problem = ""

    def run(self, stop: threading.Event) -> None:
        """Beat until told to stop."""
        while True:
            self.step()
            if self._clock.wait(stop, LOOK):
                return

    def step(self) -> None:
        """Tell how the box is, if it is time or something changed."""
        now = self._clock()
        states = [listener.health.state for listener in self._listeners]
        if now.tick < (self._due if states == self._told else self._earliest):
            return
        self._due = now.tick + EVERY * random.uniform(0.9, 1.1)  # noqa: S311 - spreads the load, guards nothing
        problem = self._tell(now)
        self._told = [] if problem else states
        self._earliest = now.tick + AGAIN if problem else now.tick
        if problem and problem != self._problem:
            log.warning("%s; it cannot be told how this box is", problem)
        self._problem = problem

    def _tell(self, now: Moment) -> str:
        """Why it could not be told; "" if it was."""
        try:
            reply = self._service.post("/heartbeats", self._document(now), PATIENCE)
        except (Unreachable, OutboxError) as error:
            return str(error)
        taken = reply.status < 300 or reply.status == NOT_KNOWN
        return "" if taken else f"the service answered {reply.status} to a heartbeat"

    def _document(self, now: Moment) -> bytes:
        """Version 1 of the contract between box and service, as UTF-8 JSON."""
        minutes = max(now.tick - self._beat_at, LOOK) / 60
        counted = [listener.health.faults for listener in self._listeners]
        rates = [(after - before) / minutes for before, after in zip(self._faults, counted, strict=True)]
        self._beat_at, self._faults = now.tick, counted
        document = {
            "version": 1,
            "sent_at": stamp(now.wall),
            "reader": self._version,
            "waiting": self._outbox.depth,
            "refused": len(self._outbox.refused()),
            "damaged_outboxes": kept_beside(self._outbox.path),
            "scanners": [
                scanner_line(listener, rate, now) for listener, rate in zip(self._listeners, rates, strict=True)
            ],
        }
        return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def scanner_line(listener: Listener, faults_per_minute: float, now: Moment) -> dict[str, str | int | float | None]:
    """How one scanner is."""
    scanner, health = listener.scanner, listener.health
    return {
        "scan_point": scanner.scan_point,
        "port": scanner.port,
        "serial": plain(health.serial),
        "family": scanner.family,
        "model": plain(health.model),
        "firmware": plain(health.firmware),
        "state": health.state.value,
        "trouble": plain(health.trouble),
        "temperature": health.temperature,
        "reads": health.reads,
        "ignored": health.ignored,
        "faults": health.faults,
        "faults_per_minute": round(faults_per_minute, 1),
        "restarts": health.restarts,
        "last_tag": last_tag(health, now),
    }


def last_tag(health: Health, now: Moment) -> str | None:
    """When a tag was read last, by the clock of `now`."""
    last = health.last_tag
    return None if last is None else stamp(last.wall + shift(last, now))


def plain(words: str) -> str:
    """Words of a scanner without what no page and no database can take: a scanner may say anything."""
    return "".join(letter for letter in words if letter.isprintable())[:LONGEST_WORDS]
