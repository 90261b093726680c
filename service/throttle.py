"""Slows down guessing of passwords: after a few wrong ones for a name, the name must wait.

Counted per process and in memory: a restart forgets, which helps nobody who has to try 2^40 passwords.
"""

from collections import OrderedDict
from threading import Lock

FREE_TRIES = 5
WAIT_SECONDS = 60.0
NAMES_KEPT = 10_000


class Throttle:
    """Wrong tries by name, of the names last tried. Time is given in seconds of a monotonic clock."""

    def __init__(self, names_kept: int = NAMES_KEPT) -> None:
        self._names_kept = names_kept
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, name: str, now: float) -> float:
        """Seconds the name still has to wait before its next try; 0 when it may try."""
        with self._lock:
            count, last = self._wrong.get(name, (0, now))
        return max(0.0, last + WAIT_SECONDS - now) if count >= FREE_TRIES else 0.0

    def wrong(self, name: str, now: float) -> None:
        """Counts a wrong try; tries long past do not count any more."""
        with self._lock:
            count, last = self._wrong.pop(name, (0, now))
            self._wrong[name] = (count + 1 if now - last < WAIT_SECONDS else 1, now)
            while len(self._wrong) > self._names_kept:
                self._wrong.popitem(last=False)

    def right(self, name: str) -> None:
        """Forgets the wrong tries of a name."""
        with self._lock:
            self._wrong.pop(name, None)
