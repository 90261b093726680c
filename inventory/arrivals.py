"""When the tags of a walk were first heard: was it still finding new ones at its end?

Who goes through a whole room comes within earshot of nearly all its tags early on: of those heard at all, a handheld
first hears some three in a hundred in the last fifth of the way. A walk that was broken off still finds new ones
when it ends. That is the discovery curve of ecology, which flattens as a place is searched through (Soberón and
Llorente, Conservation Biology 7, 1993); a scanner that tells no times leaves it untold.
"""

from collections.abc import Iterable
from typing import NamedTuple

# The last part of a walk, from its first answer to its last.
_LATE = 0.8


class Arrivals(NamedTuple):
    """How many tags a walk heard, and how many of them not before its last fifth. None, if it tells no times."""

    heard: int = 0
    late: int = 0


def arrivals(heard: Iterable[tuple[str, float, float]]) -> Arrivals:
    """Of one walk: each tag with the seconds when it was first and last heard, more than once if it was told so."""
    first: dict[str, float] = {}
    end = float("-inf")
    for tag, begun, ended in heard:
        first[tag] = min(begun, first.get(tag, begun))
        end = max(end, ended)
    start = min(first.values(), default=end)
    if start >= end:
        return Arrivals()
    return Arrivals(len(first), sum(at > start + _LATE * (end - start) for at in first.values()))
