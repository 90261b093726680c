"""What was heard of each tag of the list in the room that the books give its thing: by how many passes, how strongly.

How well rooms were swept and how strong tags sound is learned from it (`inventory.learning`).
"""

from dataclasses import dataclass, fields

import numpy as np

from inventory.arrays import Numbers, sums
from inventory.readability import strengths, told_strength
from inventory.roll import Roll


@dataclass(frozen=True)
class AtHome:
    """By tag of the list how many passes through its booked room heard it, how many of these told a strength, and
    the sum of those in whole dBm. Of a disputed tag, nothing.
    """

    passes: Numbers
    told: Numbers
    strength: Numbers


def heard_at_home(roll: Roll) -> AtHome:
    """What was heard of all tags."""
    return _heard_of(roll, np.arange(len(roll.columns.listed.tag)))


def heard_at_home_again(before: AtHome, roll: Roll, tags: Numbers) -> AtHome:
    """The same when of these tags alone something else was heard than before, or is in dispute."""
    columns, anew = [], _heard_of(roll, tags)
    for column in fields(AtHome):
        columns.append(getattr(before, column.name).copy())
        columns[-1][tags] = getattr(anew, column.name)
    return AtHome(*columns)


def _heard_of(roll: Roll, tags: Numbers) -> AtHome:
    tag, rows = roll.heard.sounds_of(tags)
    home = np.where(roll.disputed[tags], -1, roll.booked[roll.thing[tags]])
    there = roll.columns.pass_room[roll.heard.walk[rows]] == home[tag]
    tag, sound = tag[there], roll.heard.sound[rows[there]]
    told = told_strength(sound)
    strength = sums(tag[told], strengths(sound[told]), len(tags)).astype(np.int64)
    return AtHome(np.bincount(tag, minlength=len(tags)), np.bincount(tag[told], minlength=len(tags)), strength)
