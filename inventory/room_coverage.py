"""How well each room of a large stock-take was read: tallied in columns, and only for what came in anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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


@dataclass(frozen=True)
class RoomsRead:
    """How well each room was read, by its code, and by its number what that is reckoned from (`inventory.coverage`).

    `chance` lists how likely the things are there that were not heard, room by room, each from `start` on.
    """

    coverage: Mapping[str, Coverage]
    codes: Sequence[str]
    share: float
    passes: Numbers
    heard: Numbers
    strangers: Numbers
    enough: Flags
    start: Numbers
    chance: Reals

    def changed(self, before: "RoomsRead") -> Flags:
        """The rooms of which anything was otherwise before."""
        many, had = np.diff(self.start), np.diff(before.start)
        changed: Flags = (many != had) | (self.enough != before.enough)
        for name in ("passes", "heard", "strangers"):
            changed |= getattr(self, name) != getattr(before, name)
        mine, theirs = np.repeat(~changed, many), np.repeat(~changed, had)
        otherwise = self.chance[mine] != before.chance[theirs]
        changed[np.repeat(np.arange(len(many)), many)[mine][otherwise]] = True
        return changed

    def reckoned(self, before: "RoomsRead | None") -> dict[str, Coverage]:
        """The coverage of the rooms where anything was heard, taken from `before` where nothing has changed."""
        if before is None or before.share != self.share or before.codes != self.codes:
            known, anew = {}, np.ones(len(self.codes), np.bool_)
        else:
            known, anew = dict(before.coverage), self.changed(before)
        for room in np.flatnonzero(anew).tolist():
            known.pop(self.codes[room], None)
            if self.passes[room]:
                known[self.codes[room]] = covered(self._tally(room), self.share)
        return known

    def _tally(self, room: int) -> Tally:
        chances = self.chance[self.start[room] : self.start[room + 1]].tolist()
        passes, heard, strangers = (int(column[room]) for column in (self.passes, self.heard, self.strangers))
        return Tally(passes, heard, strangers, tuple(chances), bool(self.enough[room]))


def rooms_read(lines: Lines, before: RoomsRead | None = None) -> RoomsRead:
    """How well each room was read, as `inventory.coverage.coverage` says it; takes all findings.

    `before` is that of earlier findings of the same stock-take.
    """
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
    now = RoomsRead({}, counted.codes, share, *columns)
    return replace(now, coverage=now.reckoned(before))
