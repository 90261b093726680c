"""What was heard of the tags of the list in the rooms that the books give their things: how often, how strongly.

How well rooms were swept and how strong tags sound is learned from it (`inventory.learning`).
"""

from dataclasses import dataclass, fields

import numpy as np

from inventory.arrays import Numbers, in_pieces, sums
from inventory.readability import strengths, told_strength
from inventory.roll import Roll

# So many rooms are gone through at a time.
_PIECE = 1 << 10


@dataclass(frozen=True)
class AtHome:
    """By room what was heard of the tags booked there; those in dispute are left out.

    `heard` counts how often passes through the room heard any of them, and `chances` how often they could have, of
    tags that tell how well it was swept: their things are to be there, and if it was walked several times, some pass
    heard them. `told` counts the sounds that told a strength, `strength` is the sum of those in whole dBm.
    """

    heard: Numbers
    chances: Numbers
    told: Numbers
    strength: Numbers


def heard_at_home(roll: Roll) -> AtHome:
    """What was heard in all rooms."""
    tags_in = roll.columns.listed.tags_in
    pieces = in_pieces(
        lambda start, stop: _heard_of(roll, tags_in(np.arange(start, stop))), len(roll.ground.rooms), _PIECE
    )
    return AtHome(*(np.sum([getattr(each, column.name) for each in pieces], axis=0) for column in fields(AtHome)))


def heard_at_home_again(before: AtHome, roll: Roll, rooms: Numbers) -> AtHome:
    """The same when in these rooms alone something else was heard than before."""
    columns, anew = [], _heard_of(roll, roll.columns.listed.tags_in(rooms))
    for column in fields(AtHome):
        columns.append(getattr(before, column.name).copy())
        columns[-1][rooms] = getattr(anew, column.name)[rooms]
    return AtHome(*columns)


def _heard_of(roll: Roll, tags: Numbers) -> AtHome:
    """What was heard of these tags: all of some rooms."""
    listed, ground = roll.columns.listed, roll.ground
    tags = tags[(listed.tag_room[tags] >= 0) & ~roll.disputed[tags]]
    home = listed.tag_room[tags]
    tag, rows = roll.heard.sounds_of(tags)
    there = roll.columns.pass_room[roll.heard.walk[rows]] == home[tag]
    tag, sound = tag[there], roll.heard.sound[rows[there]]
    times, passes = np.bincount(tag, minlength=len(tags)), ground.passes[home]
    telling = ~listed.tag_out[tags] & ((times > 0) | (passes == 1))
    told = told_strength(sound)
    counted = (
        (home[telling], times[telling]),
        (home[telling], passes[telling]),
        (home[tag], told),
        (home[tag[told]], strengths(sound[told])),
    )
    return AtHome(*(sums(room, each, len(ground.passes)).astype(np.int64) for room, each in counted))
