"""What is known of each thing that is to be placed, and the places it may be in.

Everything is by the numbers of `inventory.roll`, but things and voices are counted from nought within the cases,
so that any part of a stock-take can be judged by itself. A voice is a tag that was heard.
"""

from dataclasses import dataclass

import numpy as np

from inventory.arrays import Flags, Numbers, firsts, spread, starts_of
from inventory.ground import Ground
from inventory.roll import Roll


@dataclass(frozen=True)
class Cases:
    """Things by booked room (-1: none), whether they may be out, whether the stock-take is about them, and how many
    of their tags nobody heard.

    `voice` is whose each voice is, in order of things. Sounds are in order of their voices and of the turns of
    passes, `walk`, which go by the rooms `walked`; ticks in order of things and places.
    """

    booked: Numbers
    out: Flags
    asked: Flags
    silent: Numbers
    voice: Numbers
    speaker: Numbers
    walk: Numbers
    walked: Numbers
    sound: Numbers
    ticked: Numbers
    tick_place: Numbers

    @property
    def tagged(self) -> Flags:
        """The things with a tag that says something, heard or not."""
        tagged: Flags = (self.silent > 0) | (np.bincount(self.voice, minlength=len(self.booked)) > 0)
        return tagged


def cases_of(roll: Roll, things: Numbers) -> Cases:
    """These things, in this order. A disputed tag of an item says nothing."""
    owner, tags = roll.tags_of(things)
    heeded = np.flatnonzero(~roll.disputed[tags] | (tags >= len(roll.columns.listed.tag)))
    owner, tags = owner[heeded], tags[heeded]
    heard = roll.heard.sounds[tags] > 0
    speaker, rows = roll.heard.sounds_of(tags[heard])
    walk = roll.heard.walk[rows]
    ticked, ticks = roll.ticks_of(things)
    return Cases(
        roll.booked[things],
        roll.absent[things] | roll.retired[things],
        roll.asked[things],
        np.bincount(owner[~heard], minlength=len(things)),
        owner[heard],
        speaker,
        walk,
        roll.columns.pass_room[walk],
        roll.heard.sound[rows],
        ticked,
        roll.tick_place[ticks],
    )


@dataclass(frozen=True)
class Echoes:
    """What each voice, heard in a room, says of the places within earshot of that room.

    `number` is by sound that of its voice in its room. The voice may be in that room: these are the first echoes. Or
    it may be `behind` a wall of it: these are the others, by the number of what was heard. `row` says of which voice
    in which of its places each echo tells.
    """

    number: Numbers
    behind: Numbers
    row: Numbers


@dataclass(frozen=True)
class Candidates:
    """The places worth a look for each thing, as pairs in order of things and places, from `start` on.

    They are its booked room, where it was heard or ticked, what shares a wall with the booked room (`near`) or with
    where it was heard, and the two places that stand for the rest, last of all. `voice` and `pair` name each voice
    in each place its thing may be in.
    """

    thing: Numbers
    place: Numbers
    start: Numbers
    near: Flags
    heard: Flags
    ticked: Flags
    voice: Numbers
    pair: Numbers
    echoes: Echoes


def candidates_of(cases: Cases, ground: Ground) -> Candidates:
    """Gather the places from the books, the sounds and the ticks."""
    first = firsts(cases.speaker, cases.walked)
    speaker, walked = cases.speaker[first], cases.walked[first]
    behind, beside = spread(ground.near_start[walked], ground.walls[walked])
    booked = np.flatnonzero(cases.booked >= 0)
    home = cases.booked[booked]
    neighbour, next_door = spread(ground.near_start[home], ground.walls[home])
    things = np.arange(len(cases.booked))
    pairs, (heard, echoed, _, near, ticked, *_) = _paired(
        (cases.voice[speaker], walked),
        (cases.voice[speaker[behind]], ground.near[beside]),
        (booked, home),
        (booked[neighbour], ground.near[next_door]),
        (cases.ticked, cases.tick_place),
        *((things, np.full(len(things), some)) for some in ground.somewhere),
    )
    start = starts_of(np.bincount(pairs[0], minlength=len(things)))
    voice, pair = spread(start[cases.voice], np.diff(start)[cases.voice])
    row = starts_of(np.diff(start)[cases.voice])[:-1] - start[cases.voice]
    teller = np.concatenate((speaker, speaker[behind]))
    number = np.repeat(np.arange(len(first)), np.diff(first, append=len(cases.speaker)))
    echoes = Echoes(number, behind, np.concatenate((heard, echoed)) + row[teller])
    is_near, is_heard, is_ticked = (_flags(rows, len(pairs[0])) for rows in (near, heard, ticked))
    return Candidates(*pairs, start, is_near, is_heard, is_ticked, voice, pair, echoes)


def _paired(*columns: tuple[Numbers, Numbers]) -> tuple[tuple[Numbers, Numbers], list[Numbers]]:
    """Each pair of thing and place once, in order, and for each of the columns which pair its rows became."""
    thing, place = (np.concatenate(side) for side in zip(*columns, strict=True))
    key = thing * (place.max(initial=0) + 1) + place
    order = np.argsort(key, kind="stable")
    runs = firsts(key[order])
    number = np.empty(len(order), np.int64)
    number[order] = np.repeat(np.arange(len(runs)), np.diff(runs, append=len(order)))
    once = order[runs]
    ends = np.cumsum([len(each) for each, _ in columns])
    return (thing[once], place[once]), np.split(number, ends[:-1])


def _flags(rows: Numbers, count: int) -> Flags:
    flags = np.zeros(count, np.bool_)
    flags[rows] = True
    return flags
