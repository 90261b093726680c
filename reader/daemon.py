"""The life of the daemon: a thread for every scanner, one for the uplink, one for the heartbeat, and an orderly end.

When it is told to stop, scanners are told to rest and drained, what was seen goes to disk, and one short upload is
tried. When it is killed instead, at most the open sightings are lost: two seconds, by default.
"""

import logging
import signal
import threading
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue

from reader.clock import Clock
from reader.config import Config
from reader.heartbeat import Heart
from reader.listener import Listener
from reader.network import Service
from reader.outbox import Outbox
from reader.sighting import Sighting
from reader.uplink import Uplink
from reader.watchdog import Watchdog

log = logging.getLogger(__name__)

# Seconds: service managers kill after ten (docker) or ninety (systemd).
LISTENER_LEAVE = 4.0
UPLINK_LEAVE = 1.0
LAST_UPLOAD = 2.0
RESTART_PAUSE = 1.0
# Seconds between two looks at whether all threads still turn.
ROUND = 1.0
# Seconds a thread may take for one turn: to open a Bluetooth port, to write to a slow SD card.
LONGEST_TURN = 120.0


def run(config: Config, watchdog: Watchdog) -> None:
    """Read and upload until SIGTERM or SIGINT. Raises `OutboxError` if the outbox cannot be used."""
    asked = SimpleQueue[int]()
    for number in (signal.SIGTERM, signal.SIGINT):
        # Not stop.set(): a second signal in the middle of it would wait for the lock the first one holds.
        signal.signal(number, lambda signum, _: asked.put(signum))
    live(config, watchdog, Clock(), asked)


def live(config: Config, watchdog: Watchdog, clock: Clock, asked: SimpleQueue[int]) -> None:
    """Read and upload until anything is `asked`. Raises `OutboxError` if the outbox cannot be used.

    An outbox that turns out to be damaged is replaced; what was not in it yet goes into the next one.
    """
    unsaved: list[Sighting] = []
    while True:
        outbox = Outbox.open(config.outbox)
        outbox.put(unsaved, clock.boot)
        unsaved = _live(config, outbox, watchdog, clock, asked)
        if not outbox.damaged:
            break
        outbox.begin_anew()
    outbox.close()


def _live(
    config: Config, outbox: Outbox, watchdog: Watchdog, clock: Clock, asked: SimpleQueue[int]
) -> list[Sighting]:
    """As long as the outbox is sound; the sightings it did not take."""
    service = Service(config.service, config.token)
    uplink, stop = Uplink(outbox, service, clock), threading.Event()
    listeners = [Listener(scanner, outbox, clock) for scanner in config.scanners]
    heart = Heart(outbox, listeners, service, clock)
    readers = [_start(f"scanner {each.scanner.port}", each.run, stop, clock) for each in listeners]
    senders = [_start("uplink", uplink.run, stop, clock), _start("heartbeat", heart.run, stop, clock)]
    log.info("outbox %s, %d sightings wait", config.outbox, outbox.depth)
    watchdog.ready()
    _watch(listeners, outbox, asked, clock, watchdog)
    if not outbox.damaged:
        watchdog.stopping()
    stop.set()
    outbox.filled.set()  # the uplink may wait for that
    _leave(readers, LISTENER_LEAVE)
    ended = _leave(senders, UPLINK_LEAVE)
    if not outbox.damaged:
        if ended:
            uplink.last_try(LAST_UPLOAD)
        log.info("stopped, %d sightings wait in the outbox", outbox.depth)
    service.close()
    return [sighting for listener in listeners for sighting in listener.unsaved]


def _watch(
    listeners: Sequence[Listener], outbox: Outbox, asked: SimpleQueue[int], clock: Clock, watchdog: Watchdog
) -> None:
    """Until asked to stop, or the outbox is damaged: while every scanner's thread turns, the box is alive."""
    while not outbox.damaged:
        now = clock().tick
        if all(now - each.health.turned <= LONGEST_TURN for each in listeners):
            watchdog.alive()
        try:
            asked.put(asked.get(timeout=ROUND))  # it stays asked
        except Empty:
            continue
        return


def _leave(threads: Sequence[threading.Thread], seconds: float) -> bool:
    """Wait for the end of each so long; whether all ended."""
    for thread in threads:
        thread.join(seconds)
    return not any(thread.is_alive() for thread in threads)


def _start(
    name: str, target: Callable[[threading.Event], None], stop: threading.Event, clock: Clock
) -> threading.Thread:
    # A daemon thread: one that hangs in the system must not keep the box from shutting down.
    thread = threading.Thread(target=_persist, args=(name, target, stop, clock), name=name, daemon=True)
    thread.start()
    return thread


def _persist(name: str, target: Callable[[threading.Event], None], stop: threading.Event, clock: Clock) -> None:
    """Run it to its end; a fault of ours in it is logged whole, and it is started again."""
    while True:
        try:
            return target(stop)
        except Exception:
            log.exception("%s failed and is started again", name)
        if clock.wait(stop, RESTART_PAUSE):
            return None
