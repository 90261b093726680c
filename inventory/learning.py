"""What a stock-take teaches about its own tags, walls, sweeps and habits.

Shares and tables are learned by expectation maximisation (Dempster, Laird and Rubin 1977): place the things by the
present tables, take new tables from the things so placed, and again. Every figure starts from a usual value that
weighs as much as a few things, so three tags in one room give sensible answers too.
"""

from dataclasses import replace

import numpy as np

from inventory.arrays import Numbers, Reals, spread, starts_of, sums
from inventory.at_home import AtHome
from inventory.cases import cases_of
from inventory.ground import Ground
from inventory.looking import looked_through
from inventory.readability import Tally, learned_readability, rounded, usual_readability
from inventory.roll import Roll
from inventory.whereabouts import Beliefs, Shares, Whereabouts, log_sum

_ROUNDS = 3
# More things than these teach nothing new about how tags read.
_ENOUGH = 1500
_GOLDEN = (5**0.5 - 1) / 2
# Nor do places less likely than this.
_UNLIKELY = 1e-3
# How many things the usual shares are worth, and how many moves the usual part of moves next door.
_SHARES_WEIGHT, _MOVES_WEIGHT = 100.0, 5.0
# One room in thirty is swept badly: in a hurry, half of it, with a weak battery.
_BADLY_SWEPT = 1 / 30
# Half of those were broken off. A walk that is not through finds a tenth of its tags late (`inventory.arrivals`),
# others three in a hundred; so many tags that guess is worth.
_BROKEN_OFF, _LATE_THEN = 0.5, 0.1
_USUALLY_LATE, _LATE_WEIGHT = 0.03, 200.0
# One witness alone is not believed beyond e to this.
_AT_MOST = 5.0
# Effort is told in so many steps.
_EFFORTS = 64
# Of the things on a list so many are heard in their rooms, and so many things that guess is worth.
_USUALLY_HEARD, _HEARD_WEIGHT = 0.9, 50.0


def learn(roll: Roll, home: AtHome) -> Whereabouts:
    """Learn from the things on the list: how tags read from some of them, how rooms were swept from all."""
    lesson = cases_of(roll, _lesson(roll))
    start = usual_readability(float(home.strength.sum()), int(home.told.sum()))
    effort = learned_effort(roll, home)
    whereabouts = Whereabouts(roll.ground, start, Shares(), effort, looked_through(roll))
    for _ in range(_ROUNDS):
        beliefs = whereabouts.beliefs(lesson)
        readability = learned_readability(start, _tally(beliefs, whereabouts))
        shares = _learned_shares(beliefs, roll.ground)
        whereabouts = replace(whereabouts, readability=readability, shares=shares)
    return replace(whereabouts, readability=rounded(readability), shares=_rounded(shares))


def _lesson(roll: Roll) -> Numbers:
    """Enough things to learn from: those of some rooms, so that what is heard elsewhere teaches nothing new.

    The rooms are drawn by their numbers, by the golden ratio (Knuth, The Art of Computer Programming 3, 6.4), so that
    those next to each other seldom come together; things without a room are one more.
    """
    rooms, booked = len(roll.ground.rooms), roll.columns.listed.room
    things = np.roll(np.bincount(booked + 1, minlength=rooms + 1), -1)
    drawn = np.argsort(np.arange(len(things)) * _GOLDEN % 1, kind="stable")
    before = np.cumsum(things[drawn]) - things[drawn]
    chosen = np.zeros(len(things), np.bool_)
    chosen[drawn[before < _ENOUGH]] = True
    lesson = np.flatnonzero(chosen[booked])
    return lesson[:: 1 + len(lesson) // (2 * _ENOUGH)]


def _tally(beliefs: Beliefs, whereabouts: Whereabouts) -> Tally:
    """Count all tags of each thing as if it were in this place, by the chance of that."""
    tally, candidates = Tally(), beliefs.candidates
    likely = np.where(beliefs.chance > _UNLIKELY, beliefs.chance, 0.0)
    _tally_unheard(tally, beliefs, whereabouts, likely)
    rows = np.flatnonzero(likely[candidates.pair])
    weights, place = likely[candidates.pair][rows], candidates.place[candidates.pair[rows]]
    by_kind = beliefs.by_kind[:, rows]
    shares = weights * np.exp(by_kind - log_sum(by_kind))
    _tally_chances(tally, whereabouts.ground, place, shares)
    speaker = beliefs.cases.speaker
    count = np.bincount(speaker, minlength=len(beliefs.cases.voice))
    voice = candidates.voice[rows]
    row, sound = spread(starts_of(count)[voice], count[voice])
    relation = whereabouts.ground.relation(place[row], beliefs.cases.walked[sound])
    tally.hear(relation, beliefs.cases.sound[sound], shares[:, row])
    return tally


def _tally_unheard(tally: Tally, beliefs: Beliefs, whereabouts: Whereabouts, likely: Reals) -> None:
    silent = likely * beliefs.cases.silent[beliefs.candidates.thing]
    rows = np.flatnonzero(silent)
    place, weights = beliefs.candidates.place[rows], silent[rows]
    unheard = whereabouts.unheard[place]
    tally.mute += float((weights * np.exp(np.log(whereabouts.readability.mute) - unheard)).sum())
    _tally_chances(tally, whereabouts.ground, place, weights * np.exp(whereabouts.silence[:, place] - unheard))


def _tally_chances(tally: Tally, ground: Ground, place: Numbers, shares: Reals) -> None:
    tally.kinds += shares.sum(axis=1)
    tally.chances += ground.chances[:, place] @ shares.T


def _learned_shares(beliefs: Beliefs, ground: Ground) -> Shares:
    usual, weight, moves = Shares(), _SHARES_WEIGHT, _MOVES_WEIGHT
    cases, candidates, chance = beliefs.cases, beliefs.candidates, beliefs.chance
    expected = ~cases.out & (cases.booked >= 0) & ground.open[cases.booked]
    pairs = expected[candidates.thing]
    home = chance[pairs & (candidates.place == cases.booked[candidates.thing])].sum()
    next_door, gone = chance[pairs & candidates.near].sum(), beliefs.gone[expected].sum()
    moved = expected.sum() - home - gone
    total = weight + expected.sum()
    return Shares(
        float((usual.here * weight + home) / total),
        float((usual.moved * weight + moved) / total),
        float((usual.gone * weight + gone) / total),
        float((usual.next_door * moves + next_door) / (moves + moved)),
    )


def _rounded(shares: Shares) -> Shares:
    """To a thousandth and the like: see `inventory.readability.rounded`."""
    moved, gone = (max(round(share * 1024), 1) / 1024 for share in (shares.moved, shares.gone))
    return Shares(1 - moved - gone, moved, gone, round(shares.next_door * 64) / 64)


def learned_effort(roll: Roll, home: AtHome) -> Reals:
    """By place what is left of the chance to be heard: one, or less where a room was swept badly.

    Of the tags booked to a room some number is heard there. A well swept room hears as many as the building does on
    the whole; one that is badly swept any number. Which of the two it is, is Bayes' rule on that number. A room
    walked several times is judged by itself: what one walk heard, the next should hear as well (capture-recapture).
    When its walks came upon new tags is a second witness, with a vote on which of the two it is: in made buildings it
    leaves finished walks as they were, and takes a fortieth off the error in the number unread in one that is not.
    """
    heard, chances = home.heard.astype(np.float64), home.chances.astype(np.float64)
    suspect = _BADLY_SWEPT * _broken_off(roll)
    usual = (_USUALLY_HEARD * _HEARD_WEIGHT + heard.sum()) / (_HEARD_WEIGHT + chances.sum())
    effort = _effort(heard, chances, float(usual), suspect)
    return (
        np.maximum(np.rint(effort * _EFFORTS), 1) / _EFFORTS
    )  # a room of no effort could have heard nothing, whatever it did


def _broken_off(roll: Roll) -> Reals:
    """By place how many times likelier it is that it was swept badly, by when its walks came upon new tags."""
    columns, places = roll.columns, len(roll.ground.passes)
    heard, late = (sums(columns.pass_room, each, places) for each in (columns.found, columns.late))
    usual = (_USUALLY_LATE * _LATE_WEIGHT + late.sum()) / (_LATE_WEIGHT + heard.sum())
    likelier = late * np.log(_LATE_THEN / usual) + (heard - late) * np.log((1 - _LATE_THEN) / (1 - usual))
    times: Reals = 1 - _BROKEN_OFF + _BROKEN_OFF * np.exp(np.minimum(likelier, _AT_MOST))
    return times


def _effort(heard: Reals, chances: Reals, usual: float, suspect: Reals) -> Reals:
    many, few = chances.astype(np.int64), heard.astype(np.int64)
    log_factorial = np.append(0.0, np.cumsum(np.log(np.arange(1, many.max(initial=0) + 1))))
    ways = log_factorial[many] - log_factorial[few] - log_factorial[many - few]
    well = (1 - _BADLY_SWEPT) * np.exp(ways + heard * np.log(usual) + (chances - heard) * np.log(1 - usual))
    badly = suspect / (chances + 1)
    left = (well + badly * np.minimum((heard + 1) / (chances + 2) / usual, 1.0)) / (well + badly)
    return np.where(heard >= usual * chances, 1.0, left)
