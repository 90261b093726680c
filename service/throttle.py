"""Slows down guessing of passwords, and keeps a crowd at the door from taking the whole machine.

Counted per process and in memory: a restart forgets, which helps nobody who has to try 2^40 passwords.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from inventory.errors import InventoryError

PERIOD_SECONDS = 60.0

FREE_TRIES = 5
"""Tries a period for one name from one address. Strangers elsewhere cannot use up those of the name's owner."""

CROWD_TRIES = 100
"""Tries a period for one name from anywhere, and for any name from one address."""

KEYS_KEPT = 10_000

Key = tuple[str | None, str | None]


class Throttle:
    """Tries by name and client address, of those that tried last. Time: seconds of a monotonic clock."""

    def __init__(self, keys_kept: int = KEYS_KEPT) -> None:
        self._keys_kept = keys_kept
        self._tries: OrderedDict[Key, tuple[int, float]] = OrderedDict()  # how many, since when
        self._lock = Lock()

    def take(self, name: str, address: str, now: float) -> float:
        """Takes one try; gives 0, or the seconds to wait if there is none left, and then none is taken.

        Taken before the password is checked, so that many tries at once are no more than one after another.
        """
        limits = _limits(name, address)
        with self._lock:
            wait = max(self._wait(key, limit, now) for key, limit in limits.items())
            if wait == 0:
                for key in limits:
                    self._count(key, now)
                self._forget_oldest()
        return wait

    def right(self, name: str, address: str) -> None:
        """The password was right: the name has all its tries from this address again."""
        with self._lock:
            self._tries.pop((name, address), None)

    def _wait(self, key: Key, limit: int, now: float) -> float:
        count, since = self._tries.get(key, (0, now))
        return max(0.0, since + PERIOD_SECONDS - now) if count >= limit else 0.0

    def _count(self, key: Key, now: float) -> None:
        count, since = self._tries.pop(key, (0, now))
        self._tries[key] = (count + 1, since) if now - since < PERIOD_SECONDS else (1, now)

    def _forget_oldest(self) -> None:
        while len(self._tries) > self._keys_kept:
            self._tries.popitem(last=False)


def _limits(name: str, address: str) -> dict[Key, int]:
    return {(name, address): FREE_TRIES, (name, None): CROWD_TRIES, (None, address): CROWD_TRIES}


class TooManyLivePages(InventoryError):
    """One person, or a program that signs in as one, watches more pages than anybody looks at."""

    text = "More than {most} of your pages keep filling at the same time. Close some of them."


class Crowded(InventoryError):
    """More people than can wait want the same work done at this moment."""

    text = "Many people want the same at this moment. Try again in {seconds} seconds."


SECONDS_UNTIL_LESS_CROWDED = 5


class Turns:
    """Lets `at_once` callers work at a time and `waiting` more wait; later ones do not hold up a thread."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._places = BoundedSemaphore(at_once + waiting)
        self._turns = BoundedSemaphore(at_once)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits for a turn and keeps it for the block. Raises `Crowded` at once if too many wait already."""
        if not self._places.acquire(blocking=False):
            raise Crowded(seconds=SECONDS_UNTIL_LESS_CROWDED)
        try:
            with self._turns:
                yield
        finally:
            self._places.release()
