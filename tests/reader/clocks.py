"""Time that passes when a test says so: a box lives through days in a moment."""

import threading
import uuid
from collections import Counter
from datetime import datetime, timedelta

from reader.clock import Clock, Moment
from tests.reader.sightings import START

# Real seconds. Nobody tells a clock that a stop was asked for, so whoever waits looks for it.
LOOK = 0.05
LONGEST = 10.0
# Whoever asks the time as often as this between two waits is at work, and does not wait again for now.
AT_WORK = 3


class HandClock(Clock):
    """Both clocks of a box, moved by hand, with a boot of its own."""

    def __init__(self, wall: datetime = START, tick: float = 1000.0) -> None:
        self.boot = str(uuid.uuid4())
        self._now = Moment(wall, tick, self.boot)
        self._changed = threading.Condition()
        self._waiting: dict[int, float] = {}  # thread -> until which tick
        self._asked = Counter[int]()  # thread -> how often since it was woken

    def __call__(self) -> Moment:
        """Now."""
        with self._changed:
            self._asked[threading.get_ident()] += 1
            self._changed.notify_all()
            return self._now

    def wait(self, stop: threading.Event, seconds: float) -> bool:
        """Until so much time was let pass, or it is time to stop."""
        me = threading.get_ident()
        with self._changed:
            until = self._waiting[me] = self._now.tick + seconds
            self._changed.notify_all()
            while not stop.is_set() and self._now.tick < until:
                self._changed.wait(LOOK)
            self._waiting.pop(me, None)
            self._asked[me] = 0
        return stop.is_set()

    def pass_by(self, seconds: float) -> None:
        """Let time pass at once; on return all who were woken by it wait again, are at work, or have ended."""
        with self._changed:
            wall, tick, boot = self._now
            self._now = Moment(wall + timedelta(seconds=seconds), tick + seconds, boot)
            woken = [thread for thread, until in self._waiting.items() if until <= self._now.tick]
            for thread in woken:
                del self._waiting[thread]
            self._changed.notify_all()
            looks = round(LONGEST / LOOK)  # nobody tells when a thread has ended
            settled = any(self._changed.wait_for(lambda: self._all_settled(woken), LOOK) for _ in range(looks))
        assert settled, "somebody neither waits nor works"

    def set_wall(self, wall: datetime) -> None:
        """Set the wall clock, as the network does."""
        with self._changed:
            self._now = self._now._replace(wall=wall)

    def _all_settled(self, threads: list[int]) -> bool:
        alive = {thread.ident for thread in threading.enumerate()}
        return all(
            thread in self._waiting or self._asked[thread] >= AT_WORK or thread not in alive for thread in threads
        )
