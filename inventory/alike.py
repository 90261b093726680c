"""Things that nothing was heard of and nobody ticked: in a count that has just begun, nearly all.

All that is known of such a thing is its room and a few facts of the books, so what is said of one is said of all that
are alike.
"""

import numpy as np

from inventory.arrays import Flags, Numbers
from inventory.roll import Roll


def unlike(roll: Roll, things: Numbers) -> tuple[Numbers, Numbers]:
    """Of these things every one that there is no other like, and of others one each; and by thing which of them."""
    silent = ~roll.noisy(things) & (np.diff(roll.tick_start)[things] == 0)
    _, first, which = np.unique(_facts(roll, things[silent]), return_index=True, return_inverse=True)
    each, number = np.flatnonzero(~silent), np.empty(len(things), np.int64)
    number[~silent] = np.arange(len(each))
    number[silent] = len(each) + which
    return things[np.append(each, np.flatnonzero(silent)[first])], number


def _facts(roll: Roll, things: Numbers) -> Numbers:
    """What is known of things, as a number: the room, the tags that speak for it alone, and the flags."""
    owner, tags = roll.tags_of(things)
    count = np.bincount(owner[~roll.disputed[tags]], minlength=len(things))
    flags: tuple[Flags, ...] = (
        things < roll.items,
        *(flags[things] for flags in (roll.absent, roll.retired, roll.asked, roll.untagged, roll.conflict)),
    )
    facts: Numbers = (roll.booked[things] + 1) * (count.max(initial=0) + 1) + count
    for flag in flags:
        facts = facts * 2 + flag
    return facts
