"""A measured figure beside its floor, and how both are timed."""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import NamedTuple

ROUNDS = 5


class Figure(NamedTuple):
    """A figure and its floor, in the unit the name ends with."""

    name: str
    value: float
    floor: float

    def __str__(self) -> str:
        return f"{self.name} {self.value:.4g} {self.floor:.4g} {self.value / self.floor:.2f}"


def seconds(work: Callable[[], object], rounds: int = ROUNDS, clock: Callable[[], float] = perf_counter) -> float:
    """The median time of several rounds of the work."""
    return median(_times(work, rounds, clock))


def typical_and_worst(
    work: Callable[[], object], clock: Callable[[], float], rounds: int = 10
) -> tuple[float, float]:
    """The median time of so many rounds, and the longest; before them the work is done once."""
    work()
    times = _times(work, rounds, clock)
    return median(times), max(times)


def _times(work: Callable[[], object], rounds: int, clock: Callable[[], float]) -> list[float]:
    times = []
    for _ in range(rounds):
        began = clock()
        work()
        times.append(clock() - began)
    return times
