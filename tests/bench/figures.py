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
    times = []
    for _ in range(rounds):
        began = clock()
        work()
        times.append(clock() - began)
    return median(times)
