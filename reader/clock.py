"""The two clocks of the box, and what a wall clock that was set meanwhile is worth to times stamped before.

A box without a clock battery wakes up in the past and is told the time later, by the network. The wall clock then
jumps; the tick, seconds since the system started, does not (clock_gettime(2): CLOCK_BOOTTIME cannot be set and
also counts while the system is suspended). So a time stamped by the wrong clock can be put right as long as
the tick it was stamped at still counts: until the system starts again. Then nobody knows how long it was off.
"""

import sys
import threading
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

# A random name that Linux makes once a boot (random(4)).
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")

# A time is kept to the millisecond and the two clocks are read one after the other: below this, no clock was set.
DRIFT = timedelta(milliseconds=5)


class Moment(NamedTuple):
    """One moment on both clocks: wall clock (aware), and seconds counted since this boot of the system."""

    wall: datetime
    tick: float
    boot: str


class Clock:
    """Says the moment, and waits. The box has one: all its threads mean the same boot, and no other time passes."""

    def __init__(self, wall: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._wall = wall
        self.boot = boot()

    def __call__(self) -> Moment:
        """Now."""
        return Moment(self._wall(), tick(), self.boot)

    def wait(self, stop: threading.Event, seconds: float) -> bool:
        """Let so many seconds pass; True at once when it is time to stop."""
        return stop.wait(seconds)


def shift(stamped: Moment, now: Moment) -> timedelta:
    """What to add to a time stamped at `stamped` to have it by the wall clock that says `now`.

    That is by how much the wall clock went further in between than the tick did: by how much it was set. Nothing
    within `DRIFT`, so that times of a clock nobody set stay as they are, and nothing for another boot's time,
    whose tick cannot be compared.
    """
    if stamped.boot != now.boot:
        return timedelta()
    jump = (now.wall - stamped.wall) - timedelta(seconds=now.tick - stamped.tick)
    return jump if abs(jump) > DRIFT else timedelta()


def tick() -> float:
    """Seconds since the system started, on Linux; elsewhere, seconds that nobody sets."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def boot(name: Path = BOOT_ID) -> str:
    """The name of this boot of the system; where it has none, one of our own that no later start will give again."""
    try:
        return name.read_text(encoding="ascii").strip()
    except OSError:
        return str(uuid.uuid4())
