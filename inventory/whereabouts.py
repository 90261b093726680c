"""Where a thing is, given what was heard of its tags: Bayes' rule over the rooms and over being gone.

Before anything is heard, a thing is most likely in the room the books give it; a share has moved, into a room next
door more often than into any one other, and a share is gone. What was heard weighs each place by how likely a tag
in that place is to be heard just so by all passes, those that did not hear it included (`inventory.readability`).
The tags of one thing share its place, so their weights multiply. Eyes are weighed likewise: a room that was gone
through with its list is an unlikely place for what the list puts there and nobody ticked.

A place further off is weighed the same wherever it is. So each sound is weighed once as if from afar, and again only
for the room it was heard in and those next door. That a pass further off did not hear a tag says nothing of it: so
few are heard through two walls, and so many passes are far away, that what is known of a thing would hang on rooms
that have nothing to do with it.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from inventory.arrays import Flags, Reals, maxima, sums
from inventory.cases import Candidates, Cases, candidates_of
from inventory.ground import FAR, SAME, WALL, Ground
from inventory.readability import KINDS, Readability, log_odds

HOME_ALTHOUGH_OUT = 0.1
"""What is left of all chances of a thing to be found, if it is out by a document or written off."""
# Somebody's own eyes are wrong one time in a million: a slip of the finger on the list.
_TICK_WRONG = float(np.log(1e-6))
# Who goes from thing to thing on a list overlooks one in fifty that is there: behind a door, or its label unread.
_OVERLOOKED = float(np.log(0.02))


@dataclass(frozen=True, slots=True)
class Shares:
    """What part of all things is where the books say, moved, or gone (sum one); part of the moved gone next door."""

    here: float = 0.94
    moved: float = 0.04
    gone: float = 0.02
    next_door: float = 0.3


@dataclass(frozen=True)
class Beliefs:
    """The probability of each candidate place, and by thing that of being in no room at all; they sum to one.

    `by_kind` (kinds first) is for each voice in each place the log chance that the tag is of this kind and is heard
    just so from there.
    """

    cases: Cases
    candidates: Candidates
    chance: Reals
    gone: Reals
    by_kind: Reals

    @cached_property
    def at_home(self) -> Flags:
        """The candidates that are the booked room."""
        at_home: Flags = self.candidates.place == self.cases.booked[self.candidates.thing]
        return at_home


@dataclass(frozen=True)
class Whereabouts:
    """What is needed to place things in one stock-take.

    `effort` is by place what is left there of the chance to be heard: one, less where it was swept badly.
    `looked` are the places that somebody went through by eye, with the list of what is booked there: for things
    without tags, and for those with.
    """

    ground: Ground
    readability: Readability
    shares: Shares
    effort: Reals
    looked: Flags

    @cached_property
    def counted(self) -> Reals:
        """By place the chance that the passes through this room alone hear a tag that is in it and not mute."""
        missed = np.exp(np.log1p(-self._heard_there) * self.ground.passes)
        kinds = self.readability.kinds
        counted: Reals = 1 - kinds @ missed / kinds.sum()
        return counted

    @cached_property
    def silence(self) -> Reals:
        """By kind and place the log chance that a tag is of this kind and no pass there or next door hears it."""
        same, wall, _ = self.ground.chances
        behind = np.log1p(-self.readability.detection[WALL])[:, None]
        silence: Reals = np.log(self.readability.kinds)[:, None] + (
            same * np.log1p(-self._heard_there) + wall * behind
        )
        return silence

    @cached_property
    def unheard(self) -> Reals:
        """By place the log chance that no pass hears a tag there, be it mute or not."""
        unheard: Reals = np.log(np.exp(self.silence).sum(axis=0) + self.readability.mute)
        return unheard

    @cached_property
    def _heard_there(self) -> Reals:
        """By kind and place the chance that a pass through the room hears a tag in it."""
        heard: Reals = self.readability.detection[SAME][:, None] * self.effort
        return heard

    @cached_property
    def loss(self) -> Reals:
        """By kind and place what the log odds of a sound lose there, because the room was swept badly."""
        loss: Reals = log_odds(self._heard_there) - log_odds(self.readability.detection[SAME])[:, None]
        return loss

    @cached_property
    def gains(self) -> Reals:
        """By relation, kind and sound what the log odds gain over those from afar; for FAR, those themselves."""
        odds = self.readability.log_odds
        return np.array([odds[SAME] - odds[FAR], odds[WALL] - odds[FAR], odds[FAR]])

    def looked_for(self, cases: Cases) -> Flags:
        """The things that somebody looked for by eye in their booked rooms."""
        return cases.asked & (cases.booked >= 0) & self.looked[cases.tagged.astype(np.int64), cases.booked]

    def beliefs(self, cases: Cases) -> Beliefs:
        """The probability of each place for each thing."""
        candidates = candidates_of(cases, self.ground)
        by_kind = self._by_kind(cases, candidates)
        prior, gone = self._prior(cases, candidates)
        thing, things = candidates.thing, len(cases.booked)
        ticks = np.bincount(cases.ticked, minlength=things)
        speaks = np.bincount(cases.voice, minlength=things) > 0
        with np.errstate(divide="ignore"):
            weight = np.log(prior) + sums(candidates.pair, log_sum(by_kind), len(thing))
            unseen = np.where(speaks, -np.inf, np.log(gone) + _TICK_WRONG * ticks)
        weight += cases.silent[thing] * self.unheard[candidates.place]
        weight += _TICK_WRONG * (ticks[thing] - candidates.ticked)
        at_home = candidates.place == cases.booked[thing]
        weight += _OVERLOOKED * (at_home & self.looked_for(cases)[thing] & ~candidates.ticked)
        top = np.maximum(maxima(thing, weight, things), unseen)
        chance, unseen = np.exp(weight - top[thing]), np.exp(unseen - top)
        total = sums(thing, chance, things) + unseen
        return Beliefs(cases, candidates, chance / total[thing], unseen / total, by_kind)

    def _by_kind(self, cases: Cases, candidates: Candidates) -> Reals:
        echoes, place = candidates.echoes, candidates.place[candidates.pair]
        rooms = len(echoes.row) - len(echoes.behind)
        by_kind = np.empty((len(KINDS), len(place)))
        for kind, (same, wall, far) in enumerate(self.gains.swapaxes(0, 1)):
            afar = sums(cases.speaker, far[cases.sound], len(cases.voice))
            here = sums(echoes.number, same[cases.sound] + self.loss[kind][cases.walked], rooms)
            next_door = sums(echoes.number, wall[cases.sound], rooms)[echoes.behind]
            gain = sums(echoes.row, np.concatenate((here, next_door)), len(place))
            by_kind[kind] = self.silence[kind][place] + afar[candidates.voice] + gain
        return by_kind

    def _prior(self, cases: Cases, candidates: Candidates) -> tuple[Reals, Reals]:
        """The chance of each candidate place and by thing that of being gone, before anything is heard."""
        shares, ground, thing, place = self.shares, self.ground, candidates.thing, candidates.place
        leave = np.where(cases.out, HOME_ALTHOUGH_OUT, 1.0)
        walls = np.where(cases.booked < 0, 0, ground.walls[cases.booked])
        at_home = ground.open[cases.booked] & (cases.booked >= 0)
        moved = leave * np.where(cases.booked < 0, shares.here + shares.moved, shares.moved)
        next_door = np.where(walls > 0, shares.next_door * moved / np.maximum(walls, 1), 0.0)
        anywhere = np.maximum(moved - next_door * walls, 0.0) / np.maximum(ground.open.sum() - at_home, 1)
        prior = next_door[thing] * candidates.near + anywhere[thing] * ground.open[place]
        # A room out of scope may be far away: it is heard only through walls it is known to share.
        elsewhere = sums(thing, candidates.heard & ~candidates.near, len(walls)) > 0
        home = np.flatnonzero(place == cases.booked[thing])
        prior[home] = np.where(at_home | ~elsewhere, leave * shares.here, 0.0)[thing[home]]
        for back, rooms in enumerate((ground.uncounted, ground.counted), 1):
            named = sums(thing, rooms[place], len(walls))
            prior[candidates.start[1:] - back] = anywhere * np.maximum(about(int(rooms.sum())) - named, 0)
        return prior, 1 - leave * (1 - shares.gone)


def log_sum(logs: Reals) -> Reals:
    """The log of the sum over the first axis of the chances whose logs these are, however small they be."""
    top = logs.max(axis=0)
    total: Reals = top + np.log(np.exp(logs - top).sum(axis=0))
    return total


def about(rooms: int) -> int:
    """The number to five binary digits: one room more that is counted changes nothing far away from it."""
    step = 1 << max(rooms.bit_length() - 5, 0)
    return round(rooms / step) * step
