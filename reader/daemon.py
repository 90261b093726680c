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
from reader.network import Service
from reader.outbox import Outbox
from reader.station import Station
from reader.uplink import Uplink
from reader.watchdog import Watchdog

log = logging.getLogger(__name__)

# Seconds: service managers kill after ten (docker) or ninety (systemd).
STATION_LEAVE = 4.0
UPLINK_LEAVE = 1.0
LAST_UPLOAD = 2.0
RESTART_PAUSE = 1.0
# Seconds between two looks at whether all threads still turn.
ROUND = 5.0
# Seconds a thread may take for one turn: to open a Bluetooth port, to write to a slow SD card.
LONGEST_TURN = 120.0


def run(config: Config, watchdog: Watchdog) -> None:
    """Read and upload until SIGTERM or SIGINT. Raises `OutboxError` if the outbox cannot be opened."""
    outbox, clock = Outbox.open(config.outbox), Clock()
    service = Service(config.service, config.token)
    uplink = Uplink(outbox, service, clock)
    stop, asked = threading.Event(), SimpleQueue[int]()
    for number in (signal.SIGTERM, signal.SIGINT):
        # Not stop.set(): a second signal in the middle of it would wait for the lock the first one holds.
        signal.signal(number, lambda signum, _: asked.put(signum))
    stations = [Station(scanner, outbox, clock) for scanner in config.scanners]
    readers = [_start(f"scanner {station.scanner.port}", station.run, stop) for station in stations]
    sender = _start("uplink", uplink.run, stop)
    _start("heartbeat", Heart(outbox, stations, service, clock).run, stop)
    log.info("outbox %s, %d sightings wait", config.outbox, outbox.depth)
    watchdog.ready()
    _watch(stations, asked, clock, watchdog)
    watchdog.stopping()
    stop.set()
    _leave(readers, sender, uplink, outbox)
    service.close()


def _watch(stations: Sequence[Station], asked: SimpleQueue[int], clock: Clock, watchdog: Watchdog) -> None:
    """Until asked to stop: while every scanner's thread turns, the box is alive."""
    while True:
        stuck = [each for each in stations if clock().tick - each.health.turned > LONGEST_TURN]
        if not stuck:
            watchdog.alive()
        try:
            asked.get(timeout=ROUND)
        except Empty:
            continue
        return


def _leave(readers: list[threading.Thread], sender: threading.Thread, uplink: Uplink, outbox: Outbox) -> None:
    for thread in readers:
        thread.join(STATION_LEAVE)
    sender.join(UPLINK_LEAVE)
    if not sender.is_alive():
        uplink.last_try(LAST_UPLOAD)
    log.info("stopped, %d sightings wait in the outbox", outbox.depth)


def _start(name: str, target: Callable[[threading.Event], None], stop: threading.Event) -> threading.Thread:
    # A daemon thread: one that hangs in the system must not keep the box from shutting down.
    thread = threading.Thread(target=_persist, args=(name, target, stop), name=name, daemon=True)
    thread.start()
    return thread


def _persist(name: str, target: Callable[[threading.Event], None], stop: threading.Event) -> None:
    """Run it to its end; a fault of ours in it is logged whole, and it is started again."""
    while True:
        try:
            return target(stop)
        except Exception:
            log.exception("%s failed and is started again", name)
        if stop.wait(RESTART_PAUSE):
            return None
