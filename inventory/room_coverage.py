"""How well each room of a large stock-take was read: tallied in columns, and only for what came in anew."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from inventory.arrays import Flags, Numbers, Reals, firsts, order_by, starts_of
from inventory.coverage import Coverage, Tally, covered, share_of_strangers
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
    order = order_by(roll.columns.turn[walk], thing)
    walk, thing = walk[order], thing[order]
    once = firsts(thing, walk)
    walk, thing = walk[once], thing[once]
    place = roll.columns.pass_room[walk]
    runs = firsts(thing, place)
    return thing[runs], place[runs], np.diff(runs, append=len(walk))


@dataclass(frozen=True, eq=False)
class RoomsRead(Mapping[str, Coverage]):
    """How well each room was read where anything was heard, by its code; reckoned for the rooms somebody asks for.

    What it is reckoned from (`inventory.coverage`) is by the `number` of the room. `chance` lists how likely the
    things are there that were not heard, room by room, each from `start` on.
    """

    number: Mapping[str | None, int]
    codes: Sequence[str]
    share: float
    passes: Numbers
    heard: Numbers
    strangers: Numbers
    enough: Flags
    start: Numbers
    chance: Reals

    def __getitem__(self, code: str) -> Coverage:
        room = self.number[code]
        if not self.passes[room]:
            raise KeyError(code)
        return covered(self._tally(room), self.share)

    def __iter__(self) -> Iterator[str]:
        return (self.codes[room] for room in np.flatnonzero(self.passes).tolist())

    def __len__(self) -> int:
        return int(np.count_nonzero(self.passes))

    def _tally(self, room: int) -> Tally:
        chances = self.chance[self.start[room] : self.start[room + 1]].tolist()
        passes, heard, strangers = (int(column[room]) for column in (self.passes, self.heard, self.strangers))
        return Tally(passes, heard, strangers, tuple(chances), bool(self.enough[room]))


def rooms_read(lines: Lines) -> RoomsRead:
    """How well each room was read, as `inventory.coverage.coverage` says it; takes all findings."""
    counted, read = lines.counted, lines.readings()
    rooms = len(counted.codes)
    seen = counted.seen >= 0
    heard = np.bincount(counted.seen[seen], minlength=rooms)
    strangers = np.bincount(counted.seen[seen & (counted.seen != counted.booked)], minlength=rooms)
    unheard = np.flatnonzero(read.unheard)
    room, chance = counted.booked[unheard], read.here[unheard]
    enough = np.bincount(room[counted.kind[unheard] == _NOT_COVERED], minlength=rooms) == 0
    order = np.lexsort((chance, room))
    start = starts_of(np.bincount(room, minlength=rooms))
    share = share_of_strangers(int(strangers.sum()), int(heard.sum()))
    columns = read.passes[:rooms], heard, strangers, enough, start, chance[order]
    return RoomsRead(counted.rooms, counted.codes, share, *columns)
