"""One scanner of the box, from bytes to the outbox: the loop its thread runs until told to stop.

The scanner may be unplugged at any moment. Then what was seen is kept, it is said once, and the port is tried
again for ever, because nobody restarts a daemon in a school.

When the outbox takes no more, the disk being full, the scanner is told to rest: a handheld that falls silent is seen,
sightings that are only in memory are not. It goes on when there is room again.
"""

import logging
import threading

from reader.clock import Clock
from reader.config import Scanner
from reader.health import Health, State
from reader.outbox import Outbox, OutboxError
from reader.ports import Port, PortGone
from reader.protocols import FAMILIES
from reader.protocols.dialogue import Dialogue
from reader.protocols.events import Event, Fault
from reader.sighting import Sighting
from reader.window import Window

log = logging.getLogger(__name__)

# Seconds without any message after which the inventory is started again.
PATIENCE = 3.0
# Seconds between two looks for sightings that are over: each look may cost a write to an SD card.
ROUND = 0.2
# Seconds to wait for what a scanner still sends after it was told to stop.
LAST_WORDS = 1.0
FIRST_RETRY, LONGEST_RETRY = 0.5, 5.0
# Seconds between two tries of an outbox that took nothing.
OUTBOX_RETRY = 1.0
REPORT_EVERY = 600.0


class Listener:
    """A scanner, how it is, and the sightings that are over and not on disk yet."""

    def __init__(self, scanner: Scanner, outbox: Outbox, clock: Clock) -> None:
        self.scanner = scanner
        self.health = Health()
        self._outbox = outbox
        self._clock = clock
        family = FAMILIES[scanner.family]
        self._decoder = family.decoder()
        self._dialogue = Dialogue(family, scanner.setup)
        self._window = Window(scanner.scan_point, scanner.fold_gap, scanner.fold_span)
        self.unsaved: list[Sighting] = []
        self._heard = self._looked = self._reported = self.health.turned = clock().tick
        # Trouble is said when it begins, not as long as it lasts.
        self._stuck = False
        self._reasons: set[str] = set()  # why the port cannot be used, since it last could
        self._troubles: set[str] = set()  # what the scanner complained of, since it was plugged in

    def run(self, stop: threading.Event) -> None:
        """Read until told to stop; on return all that was seen is in the outbox, or `unsaved`."""
        pause = FIRST_RETRY
        while not stop.is_set():
            self._turn()
            try:
                with Port(self.scanner.port, self.scanner.baud) as port:
                    pause = FIRST_RETRY
                    self._read(port, stop)
            except PortGone as gone:
                self._lose(gone)
                self._clock.wait(stop, pause)
                pause = min(pause * 2, LONGEST_RETRY)
            self._wait_for_room(stop)
        self._save(self._window.flush())
        if self.unsaved and not self._outbox.damaged:
            log.error("%d sightings are lost: the outbox did not take them", len(self.unsaved))

    def _read(self, port: Port, stop: threading.Event) -> None:
        port.write(self._dialogue.opening())
        log.info("reading %s as %s", self.scanner.port, self.scanner.family)
        self._reasons.clear()
        self._troubles.clear()
        self.health.state, self.health.trouble, self.health.serial = State.READING, "", port.serial
        self._heard = self._clock().tick
        while not stop.is_set() and not self._stuck:
            self._turn()
            port.write(self._dialogue.heard(self._hear(port.read())))
            self._restart_if_silent(port)
            self._tick()
        port.write(self._dialogue.closing())
        self._drain(port)

    def _turn(self) -> None:
        """The thread is alive."""
        self.health.turned = self._clock().tick

    def _wait_for_room(self, stop: threading.Event) -> None:
        """Until the outbox takes what is only in memory; nothing is read meanwhile."""
        if not self._stuck:
            return
        self.health.state = State.RESTING
        log.error("%s is told to rest: nothing is read until the outbox takes sightings again", self.scanner.port)
        while self._stuck and not self._clock.wait(stop, OUTBOX_RETRY):
            self._turn()
            self._save(self._window.flush())

    def _lose(self, gone: PortGone) -> None:
        """The scanner is unplugged, for now."""
        reason = str(gone)
        if reason not in self._reasons:
            log.warning("%s; trying again until it is back", reason)
        self._reasons.add(reason)
        self.health.state = State.AWAY
        self._take(self._decoder.idle())
        self._save(self._window.flush())

    def _hear(self, chunk: bytes) -> list[Event]:
        """What these bytes, or silence, say."""
        return self._take(self._decoder.feed(chunk) if chunk else self._decoder.idle())

    def _take(self, events: list[Event]) -> list[Event]:
        if not events:
            return events
        now = self._clock()
        if not all(isinstance(event, Fault) for event in events):
            self._heard = now.tick
            self.health.state = State.READING
        reads = self.health.count(events)
        told = self.scanner.filter.through(reads)
        self.health.ignored += len(reads) - len(told)
        if told:
            self.health.last_tag = now
            self._window.fold(told, now.tick, now.wall)
        self._complain()
        return events

    def _complain(self) -> None:
        """Say what the scanner says is wrong with it, each thing once."""
        trouble = self.health.trouble
        if trouble and trouble not in self._troubles:
            log.warning("%s says: %s", self.scanner.port, trouble)
            self._troubles.add(trouble)

    def _restart_if_silent(self, port: Port) -> None:
        if self._clock().tick - self._heard < PATIENCE:
            return
        if command := self._dialogue.poll():
            if self.health.state is not State.SILENT:
                log.warning("%s says nothing; its inventory is started again", self.scanner.port)
            self.health.state = State.SILENT
            self.health.restarts += 1
            port.write(command)
        self._heard = self._clock().tick

    def _tick(self) -> None:
        tick = self._clock().tick
        if tick - self._looked >= ROUND:
            self._looked = tick
            self._save(self._window.close(tick))
        if tick - self._reported >= REPORT_EVERY:
            self._reported = tick
            log.info("%s: %s", self.scanner.port, self.health)

    def _drain(self, port: Port) -> None:
        """Take what was already under way; a scanner that does not stop is cut off."""
        deadline = self._clock().tick + LAST_WORDS
        while (chunk := port.read()) and self._clock().tick < deadline:
            self._hear(chunk)
        self._take(self._decoder.idle())

    def _save(self, sightings: list[Sighting]) -> None:
        """Into the outbox; what it cannot take now is tried again with the next."""
        self.unsaved += sightings
        if not self.unsaved:
            return
        try:
            self._outbox.put(self.unsaved, self._clock.boot)
        except OutboxError as error:
            if not self._stuck:
                log.error("%s", error)
            self._stuck = True
        else:
            self._stuck = False
            self.unsaved = []
