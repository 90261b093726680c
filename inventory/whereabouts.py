"""Where a thing is, given what was heard of its tags: Bayes' rule over the rooms and over being gone.

Before anything is heard, a thing is most likely in the room the books give it; a share has moved, into a room next
door more often than into any one other, and a share is gone. What was heard weighs each place by how likely a tag
in that place is to be heard just so by all passes, those that did not hear it included (`inventory.readability`).
The tags of one thing share its place, so their weights multiply.

`estimate` learns shares and tables from the stock-take itself by expectation maximisation (Dempster, Laird and
Rubin 1977): place the things by the present tables, take new tables from the things so placed, and again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod

from inventory.evidence import Ground
from inventory.readability import FAR, KINDS, RELATIONS, SAME, WALL, Readability, Tally, learned_readability

# Two places that stand for many: any other counted room, and any other room that is open but was not counted.
SOMEWHERE_COUNTED, SOMEWHERE_ELSE = -1, -2
# A thing with a documented absence, or written off, is seldom found.
_HOME_ALTHOUGH_OUT = 0.1
# Somebody's own eyes are wrong one time in a million: a slip of the finger on the list.
_TICK_WRONG = 1e-6
_ROUNDS = 8

# One tag's sounds: for each pass that heard it the place walked and the energy heard in whole dB.
Sounds = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to place: its booked room, whether it may be out, the sounds of each tag, where it was ticked."""

    booked: int | None
    out: bool
    tags: tuple[Sounds, ...]
    ticked: tuple[int, ...] = ()

    @property
    def perceived(self) -> bool:
        """Whether anybody or anything noticed it at all."""
        return bool(self.ticked) or any(self.tags)


@dataclass(frozen=True, slots=True)
class Shares:
    """What part of all things is where the books say, moved, or gone (sum one); part of the moved gone next door."""

    here: float = 0.94
    moved: float = 0.04
    gone: float = 0.02
    next_door: float = 0.3


@dataclass(frozen=True, slots=True)
class Belief:
    """The probability of each place, and of being in no room of this stock-take. All together sum to one."""

    places: Mapping[int, float]
    gone: float

    def likeliest(self) -> int | None:
        """The named room that is likeliest, if any is possible."""
        named = [(-chance, place) for place, chance in self.places.items() if place >= 0 and chance > 0]
        return min(named)[1] if named else None


@dataclass(frozen=True)
class Whereabouts:
    """What is needed to place things in one stock-take."""

    ground: Ground
    readability: Readability
    shares: Shares

    @cached_property
    def _silence(self) -> dict[int, tuple[float, ...]]:
        """For each place and kind of tag the chance that no pass at all hears a tag in that place."""
        silence = {place: self._unheard(place) for place in range(len(self.ground.rooms))}
        for some, rooms in self._others.items():
            silence[some] = tuple(sum(silence[place][kind] for place in rooms) / max(len(rooms), 1) for kind in KINDS)
        return silence

    @cached_property
    def _others(self) -> dict[int, list[int]]:
        counted = [place for place in self.ground.open if self.ground.passes[place]]
        return {SOMEWHERE_COUNTED: counted, SOMEWHERE_ELSE: sorted(self.ground.open.difference(counted))}

    def _unheard(self, place: int) -> tuple[float, ...]:
        chances, missed = self.chances(place), self.readability.detection
        return tuple(prod((1 - missed[rel][kind]) ** chances[rel] for rel in RELATIONS) for kind in KINDS)

    def chances(self, place: int) -> tuple[int, int, int]:
        """How many passes could have heard a tag in this place: in its room, behind a wall, further off."""
        if place < 0:
            return 0, 0, self.ground.all_passes
        same, wall = self.ground.passes[place], self.ground.passes_next_door[place]
        return same, wall, self.ground.all_passes - same - wall

    def counted(self, place: int) -> float:
        """The chance that the passes through this room alone hear a tag that is in it and not mute."""
        missed = [(1 - heard) ** self.ground.passes[place] for heard in self.readability.detection[SAME]]
        kinds = self.readability.kinds
        return 1 - sum(share * miss for share, miss in zip(kinds, missed, strict=True)) / sum(kinds)

    def relation(self, place: int, walked: int) -> int:
        """How a pass through room `walked` stands to a tag in `place`."""
        if place == walked:
            return SAME
        return WALL if place >= 0 and walked in self.ground.walls[place] else FAR

    def by_kind(self, sounds: Sounds, place: int) -> list[float]:
        """For each kind of tag: the chance that a tag in this place is of this kind and is heard just so."""
        silence, odds = self._silence[place], self.readability.odds
        chances = [share * silence[kind] for kind, share in enumerate(self.readability.kinds)]
        for walked, energy in sounds:
            row = odds[self.relation(place, walked)][energy]
            chances = [chance * odd for chance, odd in zip(chances, row, strict=True)]
        return chances

    def belief(self, case: Case) -> Belief:
        """The probability of each place for one thing."""
        prior, gone = self._prior(case)
        weights = {place: chance * self._likelihood(case, place) for place, chance in prior.items()}
        gone *= 0.0 if any(case.tags) else _TICK_WRONG ** len(case.ticked)
        total = sum(weights.values()) + gone
        return Belief({place: weight / total for place, weight in weights.items()}, gone / total)

    def _likelihood(self, case: Case, place: int) -> float:
        ticks = _TICK_WRONG ** sum(ticked != place for ticked in case.ticked)
        mute = self.readability.mute
        return ticks * prod(sum(self.by_kind(tag, place)) + (0 if tag else mute) for tag in case.tags)

    def _prior(self, case: Case) -> tuple[dict[int, float], float]:
        shares, booked = self.shares, case.booked
        leave = _HOME_ALTHOUGH_OUT if case.out else 1.0
        near = self.ground.walls[booked] if booked is not None else frozenset()
        moved = leave * (shares.moved if booked is not None else shares.here + shares.moved)
        next_door = shares.next_door * moved / len(near) if near else 0.0
        anywhere = self.ground.open - {booked}
        spread = (moved - next_door * len(near)) / max(len(anywhere), 1)
        prior = {
            place: (next_door if place in near else 0.0) + (spread if place in anywhere else 0.0)
            for place in self._candidates(case, near)
        }
        for some, rooms in self._others.items():
            prior[some] = spread * sum(place not in prior and place != booked for place in rooms)
        if booked is not None:
            prior[booked] = leave * shares.here
        return prior, 1 - leave * (1 - shares.gone)

    def _candidates(self, case: Case, near: Iterable[int]) -> set[int]:
        walked = {walked for tag in case.tags for walked, _ in tag}
        behind = {place for room in walked for place in self.ground.walls[room]}
        return walked.union(behind, near, case.ticked)


def estimate(cases: Mapping[Case, int], whereabouts: Whereabouts) -> Whereabouts:
    """Learn shares and tables from the things of this stock-take, each case with how often it occurs."""
    start = whereabouts.readability
    for _ in range(_ROUNDS):
        tally, found = _place_all(cases, whereabouts)
        whereabouts = Whereabouts(whereabouts.ground, learned_readability(start, tally), _learned_shares(found))
    return whereabouts


def _place_all(cases: Mapping[Case, int], whereabouts: Whereabouts) -> tuple[Tally, dict[str, float]]:
    tally, found = Tally(), defaultdict[str, float](float)
    for case, times in cases.items():
        belief = whereabouts.belief(case)
        for place, chance in belief.places.items():
            if chance * times > 1e-4:
                _tally_place(tally, whereabouts, case, place, chance * times)
        if not case.out and case.booked is not None and case.booked in whereabouts.ground.open:
            near = whereabouts.ground.walls[case.booked]
            _tally_share(found, belief, case.booked, near, times)
    return tally, found


def _tally_place(tally: Tally, whereabouts: Whereabouts, case: Case, place: int, weight: float) -> None:
    passes = whereabouts.chances(place)
    for sounds in case.tags:
        by_kind = whereabouts.by_kind(sounds, place)
        total = sum(by_kind) + (0.0 if sounds else whereabouts.readability.mute)
        tally.mute += 0.0 if sounds else weight * whereabouts.readability.mute / total
        shares = [weight * chance / total for chance in by_kind]
        for kind, share in enumerate(shares):
            tally.kinds[kind] += share
            for relation in RELATIONS:
                tally.chances[relation][kind] += share * passes[relation]
        for walked, energy in sounds:
            tally.hear(whereabouts.relation(place, walked), energy, shares)


def _tally_share(found: dict[str, float], belief: Belief, booked: int, near: Iterable[int], times: int) -> None:
    here = belief.places[booked]
    found["here"] += times * here
    found["moved"] += times * (1 - here - belief.gone)
    found["gone"] += times * belief.gone
    found["next door"] += times * sum(belief.places.get(place, 0.0) for place in near)


def _learned_shares(found: Mapping[str, float]) -> Shares:
    """Shares of the things placed, held by the usual shares as if these came from some things more."""
    usual, weight, moves = Shares(), 50.0, 5.0
    total = weight + found["here"] + found["moved"] + found["gone"]
    return Shares(
        (usual.here * weight + found["here"]) / total,
        (usual.moved * weight + found["moved"]) / total,
        (usual.gone * weight + found["gone"]) / total,
        (usual.next_door * moves + found["next door"]) / (moves + found["moved"]),
    )
