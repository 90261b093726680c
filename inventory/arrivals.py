"""When the tags of a walk were first heard: was it still finding new ones at its end?

Who goes through a whole room comes within earshot of nearly all its tags early on: of those heard at all, a handheld
first hears some three in a hundred in the last fifth of the way. A walk that was broken off still finds new ones
when it ends. That is the discovery curve of ecology, which flattens as a place is searched through (Soberón and
Llorente, Conservation Biology 7, 1993); a scanner that tells no times leaves it untold.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from inventory.arrays import Numbers, Reals, firsts, order_by
from inventory.coding import coded

# The last part of a walk, from its first answer to its last.
_LATE = 0.8


class Arrivals(NamedTuple):
    """How many tags a walk heard, and how many of them not before its last fifth. None, if it tells no times."""

    heard: int = 0
    late: int = 0


def arrivals(heard: Iterable[tuple[str, float, float]]) -> Arrivals:
    """Of one walk: each tag with the seconds when it was first and last heard, more than once if it was told so."""
    tags, begun, ended = zip(*heard, strict=True) if (heard := list(heard)) else ((), (), ())
    said = np.array([begun, ended], np.float64)
    found, late = arrivals_of_walks(np.zeros(len(tags), np.int64), coded(tags).number, *said, walks=1)
    return Arrivals(int(found[0]), int(late[0]))


def arrivals_of_walks(
    walk: Numbers, tag: Numbers, begun: Reals, ended: Reals, *, walks: int
) -> tuple[Numbers, Numbers]:
    """The same of many walks: how many tags each heard, and how many late; row by row its number, that of the tag,
    and when that was first and last heard."""
    order = order_by(tag, walk)
    runs = firsts(walk[order], tag[order])
    came, walk_of = np.minimum.reduceat(begun[order], runs) if len(runs) else begun, walk[order][runs]
    start, end = np.full(walks, np.inf), np.full(walks, -np.inf)
    np.minimum.at(start, walk_of, came)
    np.maximum.at(end, walk, ended)
    told = (start < end)[walk_of]
    with np.errstate(invalid="ignore"):
        turn = start + _LATE * (end - start)
    late = told & (came > turn[walk_of])
    return np.bincount(walk_of[told], minlength=walks), np.bincount(walk_of[late], minlength=walks)
