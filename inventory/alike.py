"""Things that nothing was heard of and nobody ticked: in a count that has just begun, nearly all.

All that is known of such a thing is what the list says, so what is said of one is said of all that this is the same
for.
"""

import numpy as np

from inventory.arrays import Flags, Numbers
from inventory.roll import Roll


def representatives(roll: Roll, things: Numbers) -> tuple[Numbers, Numbers]:
    """One of each group of silent things that the list says the same of, and every other thing itself; and by thing
    which of these stands for it.
    """
    silent = _silent(roll, things)
    alike, each = roll.columns.listed.alike[things[silent]], things[~silent]
    stands = np.full(alike.max(initial=-1) + 1, -1)
    stands[alike] = things[silent]
    some = np.flatnonzero(stands >= 0)
    which = np.empty(len(things), np.int64)
    which[~silent] = np.arange(len(each))
    which[silent] = len(each) + np.cumsum(stands >= 0)[alike] - 1
    return np.append(each, stands[some]), which


def _silent(roll: Roll, things: Numbers) -> Flags:
    """Those of the list that only the list speaks for."""
    start = roll.tick_start
    silent: Flags = (things < roll.items) & (start[things] == start[things + 1])
    return silent & ~roll.conflict[things] & ~roll.noisy(things)
