"""What was carried from one room into another while the count went on.

A thing stands in one room. A walk through a room further off, that shares no wall with it, hears it seldom and
faintly if at all; when the strength and the answers there say by a thousand to one that it was in that room as well,
somebody carried it from the one walk to the other. Of two walks that do not overlap in time the later one knows
better: the thing stands where it was heard last, and that is sure. By whose clock that is, is not a question: walks
are told in corrected times (`inventory.sightings`), so it is no matter in which order they came in.

Nobody can say where it stands now when the walks overlap, or their times are not known, or it was heard in the first
room again after the second, as if it were carried to and fro; nor when it was heard so in three rooms or more, as
what sticks to the scanner is.
"""

from dataclasses import dataclass

import numpy as np

from inventory.arrays import Numbers, Reals, firsts, spread, sums
from inventory.ground import FAR, SAME
from inventory.readability import KINDS
from inventory.whereabouts import Beliefs, Whereabouts, log_sum

# A thing in a thousand is carried from a room that was walked into one that is walked later.
_CARRIED = float(np.log(1000))
# A shift counts for the sounds, and for the kinds of tag in the likeliest room.
_COUNTS_TWICE = 2
UNSURE = 0.5
"""The share of either room where nobody can say in which of two a thing stands."""


@dataclass(frozen=True)
class Carried:
    """By thing another room where it was heard as from within, -1 for none, and how much of what speaks for its
    likeliest room speaks for that one: all, if it was heard there last; none, if first; half, if nobody can say.

    `reserve` is how far the odds of a thing that is in its likeliest room may shift (`inventory.reserve`) before it
    sounds as from within another; infinite if it was heard in none further off.
    """

    other: Numbers
    share: Reals
    reserve: Reals


def carried(whereabouts: Whereabouts, beliefs: Beliefs, place: Numbers) -> Carried:
    """What was carried; `place` is the likeliest room of each thing. Each kind of tag has its say, as likely as it is
    by all that was heard.
    """
    kinds = _kinds_at(beliefs, place)
    thing, room, odds = _heard_afar(whereabouts, beliefs, place, kinds)
    reserve = np.full(len(place), np.inf)
    np.minimum.at(reserve, thing, (_CARRIED - odds) / _COUNTS_TWICE)
    within = odds > _CARRIED
    thing, room = thing[within], room[within]
    other = np.full(len(place), -1)
    other[thing] = room
    share = np.zeros(len(place))
    if len(thing):
        in_many = np.bincount(thing[firsts(*_in_order(thing, room))], minlength=len(place)) > 1
        share[thing] = np.where(in_many, UNSURE, _share(whereabouts, beliefs, (place, other), kinds))[thing]
    return Carried(other, share, reserve)


def _in_order(thing: Numbers, room: Numbers) -> tuple[Numbers, Numbers]:
    order = np.lexsort((room, thing))
    return thing[order], room[order]


def _kinds_at(beliefs: Beliefs, place: Numbers) -> Reals:
    """By kind and voice the log chance that the tag is of this kind, if its thing is in this place."""
    candidates = beliefs.candidates
    there = np.flatnonzero(candidates.place[candidates.pair] == place[candidates.thing[candidates.pair]])
    kinds = np.zeros((len(KINDS), len(beliefs.cases.voice)))
    kinds[:, candidates.voice[there]] = beliefs.by_kind[:, there] - log_sum(beliefs.by_kind[:, there])
    return kinds


def _heard_afar(
    whereabouts: Whereabouts, beliefs: Beliefs, place: Numbers, kinds: Reals
) -> tuple[Numbers, Numbers, Reals]:
    """Things, rooms further off where they were heard, and the odds that they were within; pair by pair."""
    cases, ground = beliefs.cases, whereabouts.ground
    first = firsts(cases.speaker, cases.walked)
    thing, room = cases.voice[cases.speaker[first]], cases.walked[first]
    afar = np.flatnonzero((place[thing] >= 0) & (ground.relation(place[thing], room) == FAR))
    run, sounds = spread(first[afar], np.diff(first, append=len(cases.speaker))[afar])
    odds = [sums(run, gain[cases.sound[sounds]], len(afar)) for gain in whereabouts.gains[SAME]]
    return thing[afar], room[afar], log_sum(np.array(odds) + kinds[:, cases.speaker[first[afar]]])


def _share(whereabouts: Whereabouts, beliefs: Beliefs, rooms: tuple[Numbers, Numbers], kinds: Reals) -> Reals:
    """By thing how much of what speaks for the first of these rooms speaks for the second."""
    cases = beliefs.cases
    thing = cases.voice[cases.speaker]
    spans = []
    for room in rooms:
        there = np.flatnonzero((rooms[1][thing] >= 0) & (cases.walked == room[thing]))
        odds = whereabouts.gains[SAME][:, cases.sound[there]] + kinds[:, cases.speaker[there]]
        walks = there[log_sum(odds) > 0]
        spans.append(_span(whereabouts, cases.walk[walks], thing[walks], len(room)))
    (began, ended), (other_began, other_ended) = spans
    before, after = ended <= other_began, other_ended <= began
    return np.select([before & after, before, after], [UNSURE, 1.0, 0.0], UNSURE)


def _span(whereabouts: Whereabouts, walk: Numbers, thing: Numbers, things: int) -> tuple[Reals, Reals]:
    """By thing when the first of its walks began and the last one ended; NaN without any."""
    began, ended = np.full(things, np.nan), np.full(things, np.nan)
    np.fmin.at(began, thing, whereabouts.ground.began[walk])
    np.fmax.at(ended, thing, whereabouts.ground.ended[walk])
    return began, ended
