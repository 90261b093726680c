"""Which rooms somebody went through by eye, with the list of what the books put there."""

import numpy as np

from inventory.arrays import Flags, Numbers, Reals, sums
from inventory.cases import Cases, cases_of
from inventory.roll import Roll

# So much of what no scanner heard must be ticked for the room to have been gone through.
_MOST = 0.5


def looked_through(roll: Roll) -> Flags:
    """The places where what is not ticked was looked for and not seen: of things without tags, and of those with.

    A room says so by two things together. Somebody said that it is finished. And of what the books put there, and no
    scanner heard there, at least half was ticked there: whoever found so many by eye went after the others as well.
    One thing ticked in passing, where the scanner is to find the rest, says nothing of what is not ticked; nor does
    the end of a room in which nobody ticked anything. Where a scanner was, who ticks what has no tag does the part
    the scanner cannot do: that says nothing of tags it did not hear. What need not be there does not count, nor what
    nobody was asked to look for.
    """
    finished = np.zeros(len(roll.ground.passes), np.bool_)
    # Where nothing was ticked nobody looked; scanners alone should cost nothing here.
    finished[np.intersect1d(roll.columns.finished, roll.tick_place)] = True
    due = (roll.booked >= 0) & finished[roll.booked] & roll.asked & ~roll.absent & ~roll.retired
    cases = cases_of(roll, np.flatnonzero(due))
    whose = cases.voice[cases.speaker]
    heard = _at_home(cases.booked, whose, cases.walked)
    ticked = _at_home(cases.booked, cases.ticked, cases.tick_place)
    unheard, seen = (_by_tag(cases, which, roll.ground.passes == 0) for which in (~heard, ticked & ~heard))
    looked: Flags = (seen > 0) & (seen >= _MOST * unheard)
    return looked


def _by_tag(cases: Cases, which: Flags, by_eye_alone: Flags) -> Reals:
    """By place how many of these things wear no tag, and how many do; both together where there was no scanner."""
    each = np.array([sums(cases.booked, which & those, len(by_eye_alone)) for those in (~cases.tagged, cases.tagged)])
    return np.where(by_eye_alone, each.sum(axis=0), each)


def _at_home(booked: Numbers, thing: Numbers, place: Numbers) -> Flags:
    """The things noticed in their booked rooms, by which was noticed where."""
    at_home = np.zeros(len(booked), np.bool_)
    at_home[thing[place == booked[thing]]] = True
    return at_home
