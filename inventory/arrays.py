"""The kinds of column that judging works on, and the three moves it makes over rows of uneven number.

What belongs to one thing lies side by side: its tags, what was heard of each, the places it may be in. Such rows
are named by where they start and how many they are. No move depends on how the things are cut into pieces.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
"""Places, things, tags, passes by their number; -1 where there is none."""
Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]
Texts = NDArray[np.bytes_]
"""ASCII texts of equal width, filled up with NUL."""

_WORKERS = 2
_EXACT = 2.0**52
_Result = TypeVar("_Result")


def starts_of(counts: Numbers | Flags) -> Numbers:
    """Where the rows of each owner start, and at the end where the last one's stop."""
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def spread(starts: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """All rows of all owners, one after the other: whose each is, counted from nought, and its number."""
    owner = np.repeat(np.arange(len(counts)), counts)
    shift = starts - starts_of(counts)[:-1]
    return owner, np.arange(len(owner)) + shift[owner]


def sums(owner: Numbers, values: Reals | Numbers | Flags, owners: int) -> Reals:
    """The sum of each owner's values."""
    return np.bincount(owner, values.astype(np.float64, copy=False), owners).astype(np.float64, copy=False)


def maxima(owner: Numbers, values: Reals, owners: int) -> Reals:
    """The greatest of each owner's values, minus infinity where there is none."""
    greatest = np.full(owners, -np.inf)
    np.maximum.at(greatest, owner, values)
    return greatest


def exact_sums(owner: Numbers, values: Numbers, owners: int) -> Numbers:
    """The sum of each owner's values, to the last digit; floating point is quicker as long as it has all digits."""
    if np.abs(values).sum(dtype=np.float64) < _EXACT:
        return sums(owner, values, owners).astype(np.int64)
    found = np.zeros(owners, np.int64)
    np.add.at(found, owner, values)
    return found


def firsts(*columns: Numbers) -> Numbers:
    """The rows that differ in any of these columns from the row before: where each run of like rows starts."""
    changed = np.ones(len(columns[0]), np.bool_)
    if len(changed):
        changed[1:] = False
        for column in columns:
            changed[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(changed)


def in_pieces(work: Callable[[int, int], _Result], rows: int, size: int) -> list[_Result]:
    """The work done on rows from–to, piece by piece and several pieces at a time; small ones stay in the cache."""
    bounds = [(start, min(start + size, rows)) for start in range(0, rows, size)] or [(0, 0)]
    if len(bounds) == 1:
        return [work(*bounds[0])]
    with ThreadPoolExecutor(_WORKERS) as pool:
        return list(pool.map(lambda bound: work(*bound), bounds))


def order_by(*columns: Numbers) -> Numbers:
    """The order of the rows by these columns of numbers from nought up, the last column first of all.

    A radix sort by sixteen bits at a time (Knuth, The Art of Computer Programming 3, 5.2.5, algorithm R): rows that
    are alike keep their order.
    """
    order = np.arange(len(columns[0]))
    for column in columns:
        for shift in range(0, int(column.max(initial=0)).bit_length(), 16):
            digits = (column >> shift).astype(np.uint16)[order]
            if np.any(digits[1:] < digits[:-1]):
                order = order[np.argsort(digits, kind="stable")]
    return order
