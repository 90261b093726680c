"""What is beyond doubt stays so when a little more is learned of how tags read: what need not be judged again for it.

Odds are differences of weights (`inventory.whereabouts`). When new tables change each weight that a thing's places
may have by something between a and b, no odds of it change by more than b - a, its shift. Of most things a room is
so much likelier than all else together that every figure said of them is a whole one, and their odds may lose a lot
before that ends: their reserve. Odds and shifts are natural logs.

A weight is a sum over the tags and sounds of its thing and the chance of the place beforehand; being gone weighs only
the latter. Each part of it is one of a few figures, or the log of a sum or a mean of some, so it changes by no less
than the least and no more than the most that any of those changes by.
"""

import numpy as np

from inventory.arrays import Flags, Numbers, Reals, in_pieces, sums
from inventory.ground import SAME, Ground
from inventory.roll import Roll
from inventory.whereabouts import HOME_ALTHOUGH_OUT, Beliefs, Whereabouts, about

STEPS = 4096
"""Chances are told in so many steps, halves of halves, so that they still sum to one."""

# Nobody is sure of what may be in more places than these: so many rooms at the most are then named among those that
# stand for many, and where these are more, what they weigh changes by no more than at either end.
_MANY = 64
# Longer odds cannot be told: the chance against is less than floating point knows.
_LONGEST = 700.0
# What adding up figures in another order may change.
_ROUNDING = 1e-6
# So many things are reckoned at a time.
_PIECE = 1 << 15


def reserve_of(beliefs: Beliefs, place: Numbers, carried: Reals) -> Reals:
    """By thing how far odds may shift so that it is still said to be in its likeliest `place`, with certainty.

    `carried` is how far they may before it would have been carried to another. Nobody is sure where nothing was
    noticed, or in too many places.
    """
    candidates, start = beliefs.candidates, beliefs.candidates.start
    there = candidates.place == place[candidates.thing]
    with np.errstate(divide="ignore"):
        odds = np.log(sums(candidates.thing, np.where(there, beliefs.chance, 0.0), len(place)))
        odds -= np.log(sums(candidates.thing, np.where(there, 0.0, beliefs.chance), len(place)) + beliefs.gone)
    sure = (place >= 0) & (np.diff(start) <= _MANY)
    half_a_step = np.log(2 * STEPS)  # whatever is less against it, its chance is told as a whole one
    return np.where(sure, np.minimum(np.minimum(odds, _LONGEST) - half_a_step, carried), -np.inf)


def shifts(before: Whereabouts, now: Whereabouts, places: Flags, roll: Roll) -> Reals:
    """By thing how far its odds may shift at the most, if only `places` may it be in, and those that stand for many.

    Infinitely far where walls came or went, or the number of rooms in a school of few.
    """
    if not _comparable(before.ground, now.ground):
        return np.full(roll.things, np.inf)
    places = places.copy()
    places[list(now.ground.somewhere)] = True
    by_sound = _by_sound(before, now, places)
    by_tag = max(
        _span(before.silence[:, places], now.silence[:, places]),
        _span(np.append(before.unheard[places], 0.0), np.append(now.unheard[places], 0.0)),  # gone, it is not heard
    )
    always = _span(_beforehand(before), _beforehand(now)) + _ROUNDING

    def shift(start: int, stop: int) -> Reals:
        owner, tags = roll.tags_of(np.arange(start, stop))
        tag, rows = roll.heard.sounds_of(tags)
        by_thing = sums(owner[tag], by_sound[roll.heard.sound[rows]], stop - start)
        return always + by_tag * np.bincount(owner, minlength=stop - start) + by_thing

    return np.concatenate(in_pieces(shift, roll.things, _PIECE))


def _comparable(one: Ground, other: Ground) -> bool:
    rooms = [(int(each.counted.sum()), int(each.uncounted.sum())) for each in (one, other)]
    alike = rooms[0] == rooms[1] or min(map(about, (*rooms[0], *rooms[1]))) > _MANY
    return alike and np.array_equal(one.near, other.near)


def _by_sound(before: Whereabouts, now: Whereabouts, places: Flags) -> Reals:
    """By sound how much more its weight may change in one place, or for one kind of tag, than in another.

    What is lost where rooms were swept badly is nought in those that stand for many, so it never takes away from what
    the tables change by (`inventory.carrying` heeds the tables alone).
    """
    change = _change(before.readability.log_odds, now.readability.log_odds)
    lost = _change(before.loss[:, places], now.loss[:, places])
    most, least = change.copy(), change.copy()
    most[SAME] += lost.max(axis=1)[:, None]
    least[SAME] += lost.min(axis=1)[:, None]
    span: Reals = most.max(axis=(0, 1)) - least.min(axis=(0, 1))
    return span


def _beforehand(whereabouts: Whereabouts) -> Reals:
    """The logs of all that chances before anything is heard are sums of, as in `inventory.whereabouts`."""
    shares, ground = whereabouts.shares, whereabouts.ground
    moved = np.array([shares.moved, shares.here + shares.moved])
    next_door = shares.next_door * moved
    rooms = np.maximum(ground.open.sum() - np.arange(2), 1)
    anywhere = np.divide.outer(np.concatenate((moved, moved - next_door)), rooms).ravel()
    many = [about(int(of.sum())) - named for of in (ground.counted, ground.uncounted) for named in (0, _MANY)]
    elsewhere = np.multiply.outer(anywhere, np.maximum(many, 0)).ravel()
    gone = 1 - np.array((1.0, HOME_ALTHOUGH_OUT)) * (1 - shares.gone)
    with np.errstate(divide="ignore"):
        return np.log(np.concatenate(([shares.here], next_door, anywhere, elsewhere, gone)))


def _span(before: Reals, now: Reals) -> float:
    """How much more one of these figures changes than another."""
    return float(np.ptp(_change(before, now)))


def _change(before: Reals, now: Reals) -> Reals:
    """The difference, none of what is impossible and stays so."""
    with np.errstate(invalid="ignore"):
        return np.where(before == now, 0.0, now - before)
