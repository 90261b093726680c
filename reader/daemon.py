"""The life of the daemon: a thread for every scanner, one for the uplink, and an orderly end.

When it is told to stop, scanners are told to rest and drained, what was seen goes to disk, and one short upload is
tried. When it is killed instead, at most the open sightings are lost: two seconds, by default.
"""

import logging
import signal
import threading
from collections.abc import Callable
from queue import SimpleQueue

from reader.clock import Clock
from reader.config import Config
from reader.outbox import Outbox
from reader.station import Station
from reader.uplink import Uplink

log = logging.getLogger(__name__)

# Seconds: service managers kill after ten (docker) or ninety (systemd).
STATION_LEAVE = 4.0
UPLINK_LEAVE = 1.0
LAST_UPLOAD = 2.0
RESTART_PAUSE = 1.0


def run(config: Config) -> None:
    """Read and upload until SIGTERM or SIGINT. Raises `OutboxError` if the outbox cannot be opened."""
    outbox = Outbox.open(config.outbox)
    clock = Clock()
    uplink = Uplink(outbox, config.service, config.token, clock)
    stop, asked = threading.Event(), SimpleQueue[int]()
    for number in (signal.SIGTERM, signal.SIGINT):
        # Not stop.set(): a second signal in the middle of it would wait for the lock the first one holds.
        signal.signal(number, lambda signum, _: asked.put(signum))
    stations = [
        _start(f"scanner {scanner.port}", Station(scanner, outbox, clock).run, stop) for scanner in config.scanners
    ]
    sender = _start("uplink", uplink.run, stop)
    log.info("outbox %s, %d sightings wait", config.outbox, outbox.depth)
    asked.get()
    stop.set()
    _leave(stations, sender, uplink, outbox)


def _leave(stations: list[threading.Thread], sender: threading.Thread, uplink: Uplink, outbox: Outbox) -> None:
    for thread in stations:
        thread.join(STATION_LEAVE)
    sender.join(UPLINK_LEAVE)
    if not sender.is_alive():
        uplink.last_try(LAST_UPLOAD)
        uplink.close()
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
