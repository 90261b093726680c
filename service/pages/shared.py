"""What many open pages ask for again and again, read once for all of them."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Final

SECONDS: Final = 0.1


@dataclass(slots=True)
class _Answer:
    value: int = 0
    until: float = 0.0
    lock: Lock = field(default_factory=Lock)


class Shared:
    """Numbers by what they are about, each good for a moment: of all who ask one reads. Safe for threads."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._answers: defaultdict[Hashable, _Answer] = defaultdict(_Answer)

    def of(self, about: Hashable, read: Callable[[], int]) -> int:
        """The number about this, at most so many seconds old; whatever `read` raises is the asker's alone."""
        answer = self._answers[about]
        with answer.lock:
            if monotonic() >= answer.until:
                answer.value = read()
                answer.until = monotonic() + self._seconds
            return answer.value
