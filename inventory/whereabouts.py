"""Where a thing is, given what was heard of its tags: Bayes' rule over the rooms and over being gone.

Before anything is heard, a thing is most likely in the room the books give it; a share has moved, into a room next
door more often than into any one other, and a share is gone. What was heard weighs each place by how likely a tag
in that place is to be heard just so by all passes, those that did not hear it included (`inventory.readability`).
The tags of one thing share its place, so their weights multiply.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import exp, inf, log

from inventory.evidence import Ground
from inventory.readability import FAR, KINDS, SAME, WALL, Odds, Readability, Sound, four_kinds

# Two places that stand for many: any other counted room, and any other room that is open but was not counted.
SOMEWHERE_COUNTED, SOMEWHERE_ELSE = -1, -2
# A thing with a documented absence, or written off, is seldom found.
_HOME_ALTHOUGH_OUT = 0.1
# Somebody's own eyes are wrong one time in a million: a slip of the finger on the list.
_TICK_WRONG = log(1e-6)

# One tag's sounds: for each pass that heard it the place walked and what was heard there.
Sounds = tuple[tuple[int, Sound], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to place: its booked room, whether it may be out, the sounds of each tag, where it was ticked."""

    booked: int | None
    out: bool
    tags: tuple[Sounds, ...]
    ticked: tuple[int, ...] = ()

    @property
    def heard_in(self) -> frozenset[int]:
        """The rooms whose passes heard it."""
        return frozenset(walked for tag in self.tags for walked, _ in tag)

    @property
    def noticed_in(self) -> frozenset[int]:
        """The rooms where it was heard or ticked."""
        return self.heard_in.union(self.ticked)


@dataclass(frozen=True, slots=True)
class Shares:
    """What part of all things is where the books say, moved, or gone (sum one); part of the moved gone next door."""

    here: float = 0.94
    moved: float = 0.04
    gone: float = 0.02
    next_door: float = 0.3


@dataclass(frozen=True, slots=True)
class Belief:
    """The probability of each place, and of being in no room at all. All together sum to one."""

    places: Mapping[int, float]
    gone: float

    def likeliest(self, places: Iterable[int]) -> int:
        """The likeliest of these places."""
        return max(places, key=lambda place: (self.places[place], -place))


@dataclass(frozen=True)
class Whereabouts:
    """What is needed to place things in one stock-take.

    `effort` names the rooms that were swept badly, each with what is left there of the chance to be heard.
    """

    ground: Ground
    readability: Readability
    shares: Shares
    effort: Mapping[int, float] = field(default_factory=dict)

    def chances(self, place: int) -> tuple[int, int, int]:
        """How many passes could have heard a tag in this place: in its room, behind a wall, further off."""
        if place < 0:
            return 0, 0, self.ground.all_passes
        same, wall = self.ground.passes[place], self.ground.passes_next_door[place]
        return same, wall, self.ground.all_passes - same - wall

    def counted(self, place: int) -> float:
        """The chance that the passes through this room alone hear a tag that is in it and not mute."""
        missed = [(1 - heard) ** self.ground.passes[place] for heard in self._reading_in(place).detection[SAME]]
        kinds = self.readability.kinds
        return 1 - sum(share * miss for share, miss in zip(kinds, missed, strict=True)) / sum(kinds)

    def relation(self, place: int, walked: int) -> int:
        """How a pass through room `walked` stands to a tag in `place`."""
        if place == walked:
            return SAME
        return WALL if place >= 0 and walked in self.ground.walls[place] else FAR

    def by_kind(self, sounds: Sounds, place: int) -> tuple[float, float, float, float]:
        """For each kind of tag the log chance that a tag in this place is of this kind and is heard just so.

        The sum is written out because nearly all time is spent here.
        """
        faint, weak, fair, strong = self._silence[place]
        _, wall, far = self.readability.log_odds
        same, near = self._log_odds_in.get(place, self.readability.log_odds[SAME]), self._near[place]
        for walked, sound in sounds:
            a, b, c, d = (same if walked == place else wall if walked in near else far)[sound]
            faint, weak, fair, strong = faint + a, weak + b, fair + c, strong + d
        return faint, weak, fair, strong

    def belief(self, case: Case) -> Belief:
        """The probability of each place for one thing."""
        prior, gone = self._prior(case)
        weights = {
            place: log(chance) + self._likelihood(case, place) for place, chance in prior.items() if chance > 0
        }
        unseen = -inf if any(case.tags) else log(gone) + _TICK_WRONG * len(case.ticked)
        top = max([unseen, *weights.values()])
        chances = {place: exp(weight - top) for place, weight in weights.items()}
        total = sum(chances.values()) + exp(unseen - top)
        return Belief({place: chance / total for place, chance in chances.items()}, exp(unseen - top) / total)

    def _likelihood(self, case: Case, place: int) -> float:
        weight = _TICK_WRONG * sum(ticked != place for ticked in case.ticked)
        for sounds in case.tags:
            kinds = self.by_kind(sounds, place)
            weight += log_sum(kinds if sounds else (*kinds, log(self.readability.mute)))
        return weight

    def _prior(self, case: Case) -> tuple[dict[int, float], float]:
        """The chance of each place worth a look of its own, of the two that stand for the rest, and of being gone."""
        shares, booked = self.shares, case.booked
        leave = _HOME_ALTHOUGH_OUT if case.out else 1.0
        near = frozenset[int]() if booked is None else self.ground.walls[booked]
        moved = leave * (shares.moved if booked is not None else shares.here + shares.moved)
        next_door = shares.next_door * moved / len(near) if near else 0.0
        anywhere = (moved - next_door * len(near)) / max(len(self.ground.open) - (booked in self.ground.open), 1)
        places = self._candidates(case, near)
        prior = {place: next_door * (place in near) + anywhere * (place in self.ground.open) for place in places}
        if booked is not None:
            # A room out of scope may be far away: it is heard only through walls it is known to share.
            within_earshot = booked in self.ground.open or case.heard_in <= near
            prior[booked] = leave * shares.here if within_earshot else 0.0
        for some, rooms in self._others.items():
            prior[some] = anywhere * (len(rooms) - len(rooms.intersection(prior)))
        return prior, 1 - leave * (1 - shares.gone)

    def _candidates(self, case: Case, near: Iterable[int]) -> frozenset[int]:
        heard_in = case.heard_in
        return heard_in.union(near, case.ticked, *(self.ground.walls[room] for room in heard_in))

    @cached_property
    def _others(self) -> dict[int, frozenset[int]]:
        counted = frozenset(place for place in self.ground.open if self.ground.passes[place])
        return {SOMEWHERE_COUNTED: counted, SOMEWHERE_ELSE: self.ground.open - counted}

    @cached_property
    def _near(self) -> dict[int, frozenset[int]]:
        return dict(enumerate(self.ground.walls)) | dict.fromkeys(self._others, frozenset[int]())

    @cached_property
    def _log_odds_in(self) -> dict[int, Odds]:
        return {place: self._reading_in(place).log_odds[SAME] for place in self.effort}

    def _reading_in(self, place: int) -> Readability:
        """How tags read in this room, given how well it was swept."""
        same, wall, far = self.readability.detection
        if place not in self.effort:
            return self.readability
        return replace(self.readability, detection=(tuple(self.effort[place] * heard for heard in same), wall, far))

    @cached_property
    def _silence(self) -> dict[int, tuple[float, float, float, float]]:
        """By place and kind, the log chance that a tag is of this kind and that no pass at all hears it there."""
        chance = {place: self._unheard(place) for place in range(len(self.ground.rooms))}
        for some, rooms in self._others.items():
            chance[some] = [log_mean([chance[place][kind] for place in rooms]) for kind in KINDS]
        return {place: four_kinds(each) for place, each in chance.items()}

    def _unheard(self, place: int) -> list[float]:
        (here, near, far), reading = self.chances(place), self._reading_in(place)
        return [
            log(share) + here * same + near * wall + far * off
            for share, same, wall, off in zip(reading.kinds, *reading.log_silence, strict=True)
        ]


def log_sum(logs: Sequence[float]) -> float:
    """The log of the sum of the chances whose logs these are, however small they be."""
    top = max(logs)
    return top + log(sum([exp(each - top) for each in logs]))


def log_mean(logs: Sequence[float]) -> float:
    """The log of the mean of the chances whose logs these are; nought, that is certain, of none."""
    return log_sum(logs) - log(len(logs)) if logs else 0.0
