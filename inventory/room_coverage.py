"""How well each room of a large stock-take was read: tallied in columns, and only for what came in anew."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from inventory.arrays import Flags, Numbers, Reals, firsts, order_by
from inventory.coverage import Coverage, Tally, covered
from inventory.findings import Kind
from inventory.judgement import KINDS
from inventory.lines import Lines
from inventory.roll import Roll

_NOT_COVERED = KINDS.index(Kind.NOT_COVERED)
_PIECE = 1 << 16


@dataclass(frozen=True)
class Reading:
    """By item, whether anything of it was heard in its booked room; by place, the most passes that heard the same
    thing there."""

    at_home: Flags
    passes: Numbers


def read(roll: Roll) -> Reading:
    """What was heard where."""
    nothing = Reading(np.zeros(roll.items, np.bool_), np.zeros(len(roll.ground.rooms), np.int64))
    return read_again(nothing, roll, np.arange(roll.things))


def read_again(before: Reading, roll: Roll, news: Numbers) -> Reading:
    """The same when only of these things something else was heard than before, and nothing less."""
    at_home, passes = before.at_home.copy(), before.passes.copy()
    at_home[news[news < roll.items]] = False
    for start in range(0, len(news), _PIECE):
        things = news[start : start + _PIECE]
        thing, place, walks = _heard(roll, things)
        np.maximum.at(passes, place, walks)
        home = things[thing[place == roll.booked[things[thing]]]]
        at_home[home] = True
    return Reading(at_home, passes)


def _heard(roll: Roll, things: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Where these things were heard: which one, counted from nought, in which place, in how many passes."""
    owner, tags = roll.tags_of(things)
    tag, rows = roll.heard.sounds_of(roll.first[tags])
    walk, thing = roll.heard.walk[rows], owner[tag]
    order = order_by(walk, thing)
    walk, thing = walk[order], thing[order]
    once = firsts(thing, walk)
    walk, thing = walk[once], thing[once]
    place = roll.columns.pass_room[walk]
    runs = firsts(thing, place)
    return thing[runs], place[runs], np.diff(runs, append=len(walk))


def coverage_of(lines: Lines) -> dict[str, Coverage]:
    """How well each room was read, by its code, as `inventory.coverage.coverage` says it; takes all findings."""
    counted, read = lines.counted, lines.readings()
    rooms = len(counted.codes)
    seen = counted.seen[counted.seen >= 0]
    strange = (counted.seen != counted.booked) & (counted.seen >= 0)
    heard = np.bincount(seen, minlength=rooms).tolist()
    strangers = np.bincount(counted.seen[strange], minlength=rooms).tolist()
    unheard = np.flatnonzero(read.unheard)
    uncovered = counted.booked[unheard[counted.kind[unheard] == _NOT_COVERED]]
    enough = np.bincount(uncovered, minlength=rooms) == 0
    chances = _by_room(counted.booked[unheard], read.here[unheard], rooms)
    columns = zip(read.passes[:rooms].tolist(), heard, strangers, chances, enough.tolist(), strict=True)
    return covered({code: Tally(*tally) for code, tally in zip(counted.codes, columns, strict=True)})


def _by_room(room: Numbers, chance: Reals, rooms: int) -> list[tuple[float, ...]]:
    order = np.lexsort((chance, room))
    ends = np.searchsorted(room[order], np.arange(rooms + 1)).tolist()
    chances = chance[order].tolist()
    return [tuple(chances[start:end]) for start, end in pairwise(ends)]
