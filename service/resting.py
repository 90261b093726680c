"""Targets of notices that are left alone for a while, since they held a sender up in vain."""

from typing import Final, NamedTuple
from uuid import UUID

HELD_UP_SECONDS: Final = 1.0
"""Who fails sooner costs nothing, and is tried as each notice says."""

REST_SECONDS: Final = (10.0, 60.0, 300.0)
"""How long a target rests after holding up once, twice and more often in a row."""


class _Rest(NamedTuple):
    times: int
    until: float


class Rests:
    """Who rests until when, on the monotonic clock. Each target is told from one thread at a time."""

    def __init__(self) -> None:
        self._rests: dict[UUID, _Rest] = {}

    def told(self, target: UUID, *, failed: bool, took: float, now: float) -> None:
        """The target was told something, which took so many seconds."""
        if not failed:
            self._rests.pop(target, None)
        elif took >= HELD_UP_SECONDS:
            times = self._rests[target].times if target in self._rests else 0
            wait = REST_SECONDS[min(times, len(REST_SECONDS) - 1)]
            self._rests[target] = _Rest(times + 1, now + wait)

    def until_later(self, now: float) -> set[UUID]:
        """Those that rest."""
        return {target for target, rest in list(self._rests.items()) if rest.until > now}
