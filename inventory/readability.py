"""How tags read: the chance that a pass hears a tag, and how strongly, from inside the room and through walls.

A tag is of one of a few kinds that nobody can see beforehand: mute (torn, or bare on metal), faint, weak, fair or
strong. Chen, Ku, Wang and Sun (SIGMOD 2010) found a detector of few states to fit readers better than a fine one.
Given its kind, a tag is heard or missed by each pass independently, as in SMURF (Jeffery, Garofalakis and Franklin,
VLDB 2006). That it keeps its kind through all passes is why misses repeat themselves, and why the plain
capture-recapture estimate of tags unheard (Jacobsen, Nielsen, Popovski and Larsen, IEEE RFID 2009) runs too low: in
the sweeps of Hasler et al. (IEEE RFID 2019) 2.3 times as many tags were missed twice as independent misses give.

The tables start from what a 30 dBm handheld and a wall of 3 to 12 dB make likely, each figure weighing as much as a
few observations, and are then learned from the stock-take itself. Mute tags leave no trace to learn from: how many
there are among the unheard is a guess that only the number of all unheard corrects.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import exp, log, log10, pi, sqrt

# Where a pass walks, seen from the tag: in its room, behind one wall, further off.
SAME, WALL, FAR = RELATIONS = (0, 1, 2)
# The kinds of tag that can be heard; a mute tag is none of them.
FAINT, WEAK, FAIR, STRONG = KINDS = (0, 1, 2, 3)

# Strengths in whole dBm, from below the noise of the best readers to a tag held against the antenna.
STRENGTHS = range(-110, 21)
# Numbers of answers, in whole decibels of one answer: 0 is one answer, 10 is ten, 20 a hundred.
COUNTS = range(31)

# Where learning starts: shares of the kinds; then by relation and kind, or by relation.
_KIND_SHARES = (0.05, 0.15, 0.5, 0.3)
_MUTE_SHARE = 0.035
_DETECTION = ((0.4, 0.85, 0.98, 0.99), (0.01, 0.05, 0.15, 0.35), (0.001, 0.002, 0.004, 0.01))
_FAIR_STRENGTH = -60.0  # dBm, of a fair tag in its room
_STRENGTH_STEP = ((-6.0, -3.0, 0.0, 2.0), (-14.0, -13.0, -11.0, -9.0), (-18.0, -17.0, -16.0, -14.0))  # dB against it
_STRENGTH_SPREAD = (4.0, 4.0, 4.0)  # dB
_COUNT = ((2.0, 5.0, 8.0, 10.0), (0.5, 1.0, 2.0, 4.0), (0.5, 0.5, 1.0, 2.0))  # dB of one answer
_COUNT_SPREAD = (2.5, 2.5, 2.5)  # dB
# How many observations each starting figure is worth.
_SHARE_WEIGHT, _MUTE_WEIGHT, _DETECTION_WEIGHT, _SOUND_WEIGHT = 20.0, 150.0, (20.0, 20.0, 200.0), 10.0
# One sound in fifty follows no rule (a reflection, a tag in a hand), so that none alone decides.
_STRAY = 0.02

Table = tuple[tuple[float, ...], ...]
# What one pass heard of a tag: strength in whole dBm, None where the scanner tells none, and number of answers in dB.
Sound = tuple[int | None, int]


@dataclass(frozen=True)
class Bells:
    """A normal distribution for each relation and kind: the means, and by relation the spread."""

    means: Table
    spreads: tuple[float, ...]
    width: int

    def log_density(self, relation: int, kind: int, value: int) -> float:
        """The log density of this value, a stray one anywhere within `width` included."""
        spread = self.spreads[relation]
        off = (value - self.means[relation][kind]) / spread
        return log((1 - _STRAY) * exp(-off * off / 2) / (spread * sqrt(2 * pi)) + _STRAY / self.width)


@dataclass(frozen=True)
class Readability:
    """The tables: by relation and kind the chance to be heard, how strongly, and with how many answers.

    `kinds` are the shares of faint, weak, fair and strong tags; they and `mute` sum to one.
    """

    kinds: tuple[float, ...]
    mute: float
    detection: Table
    strength: Bells
    count: Bells

    @cached_property
    def log_silence(self) -> Table:
        """By relation and kind, the log chance that one pass does not hear the tag."""
        return tuple(tuple(log(1 - heard) for heard in row) for row in self.detection)

    @cached_property
    def log_odds(self) -> "tuple[Odds, ...]":
        """By relation, sound and kind the log odds of "heard just so" against "not heard"."""
        return tuple(Odds(self, relation) for relation in RELATIONS)


class Odds(dict[Sound, tuple[float, float, float, float]]):
    """By sound, the log odds of "heard just so" against "not heard" for each kind; worked out when first asked."""

    def __init__(self, readability: Readability, relation: int) -> None:
        super().__init__()
        self._readability, self._relation = readability, relation

    def __missing__(self, sound: Sound) -> tuple[float, float, float, float]:
        self[sound] = odds = four_kinds([self._log_odds(kind, sound) for kind in KINDS])
        return odds

    def _log_odds(self, kind: int, sound: Sound) -> float:
        strength, count = sound
        heard = self._readability.detection[self._relation][kind]
        density = self._readability.count.log_density(self._relation, kind, count)
        if strength is not None:
            density += self._readability.strength.log_density(self._relation, kind, strength)
        return log(heard / (1 - heard)) + density


def four_kinds(values: list[float]) -> tuple[float, float, float, float]:
    """The same figures, as a tuple of the length that `KINDS` has."""
    one, two, three, four = values
    return one, two, three, four


def whole_sound(strength: float | None, answers: int) -> Sound:
    """What was heard, as the tables know it; `answers` is one or more."""
    loud = None if strength is None else min(max(round(strength), STRENGTHS[0]), STRENGTHS[-1])
    return loud, min(round(10 * log10(answers)), COUNTS[-1])


def _zeros() -> list[list[float]]:
    return [[0.0] * len(KINDS) for _ in RELATIONS]


@dataclass
class Heap:
    """Values seen of tags, by relation and kind: their weights, weighted sum and sum of squares."""

    weight: list[list[float]] = field(default_factory=_zeros)
    total: list[list[float]] = field(default_factory=_zeros)
    square: list[list[float]] = field(default_factory=_zeros)

    def add(self, relation: int, value: int, weights: Sequence[float]) -> None:
        """Count one value, by the weight of each kind."""
        weight, total, square = self.weight[relation], self.total[relation], self.square[relation]
        for kind, each in enumerate(weights):
            weight[kind] += each
            total[kind] += each * value
            square[kind] += each * value * value


@dataclass
class Tally:
    """What was seen of tags whose place is believed known: weights by kind, and by relation and kind."""

    mute: float = 0.0
    kinds: list[float] = field(default_factory=lambda: [0.0] * len(KINDS))
    chances: list[list[float]] = field(default_factory=_zeros)
    strength: Heap = field(default_factory=Heap)
    count: Heap = field(default_factory=Heap)

    def hear(self, relation: int, sound: Sound, weights: Sequence[float]) -> None:
        """Count one sound, by the weight of each kind."""
        strength, count = sound
        self.count.add(relation, count, weights)
        if strength is not None:
            self.strength.add(relation, strength, weights)


def usual_readability(home_strengths: Sequence[int]) -> Readability:
    """Where learning starts. `home_strengths` (dBm) were heard in the booked rooms and set this scanner's scale."""
    fair = (_FAIR_STRENGTH * _SOUND_WEIGHT + sum(home_strengths)) / (_SOUND_WEIGHT + len(home_strengths))
    return Readability(
        tuple((1 - _MUTE_SHARE) * share for share in _KIND_SHARES),
        _MUTE_SHARE,
        _DETECTION,
        Bells(
            tuple(tuple(fair + step for step in steps) for steps in _STRENGTH_STEP), _STRENGTH_SPREAD, len(STRENGTHS)
        ),
        Bells(_COUNT, _COUNT_SPREAD, len(COUNTS)),
    )


def learned_readability(start: Readability, tally: Tally) -> Readability:
    """The tables after seeing `tally`: weighted means, in which `start` counts as a few observations more."""
    tags = sum(tally.kinds)
    mute = (start.mute * _MUTE_WEIGHT + tally.mute) / (_MUTE_WEIGHT + tally.mute + tags)
    live = (1 - mute) / (_SHARE_WEIGHT + tags)
    return Readability(
        tuple(live * (_SHARE_WEIGHT * share + seen) for share, seen in zip(_KIND_SHARES, tally.kinds, strict=True)),
        mute,
        tuple(_learned_detection(start, tally, relation) for relation in RELATIONS),
        _learned_bells(start.strength, tally.strength),
        _learned_bells(start.count, tally.count),
    )


def _learned_detection(start: Readability, tally: Tally, relation: int) -> tuple[float, ...]:
    weight = _DETECTION_WEIGHT[relation]
    return tuple(
        (start.detection[relation][kind] * weight + tally.count.weight[relation][kind])
        / (weight + tally.chances[relation][kind])
        for kind in KINDS
    )


def _learned_bells(start: Bells, heap: Heap) -> Bells:
    means = tuple(_learned_means(start, heap, relation) for relation in RELATIONS)
    spreads = tuple(_learned_spread(start, heap, relation, means[relation]) for relation in RELATIONS)
    return Bells(means, spreads, start.width)


def _learned_means(start: Bells, heap: Heap, relation: int) -> tuple[float, ...]:
    return tuple(
        (start.means[relation][kind] * _SOUND_WEIGHT + heap.total[relation][kind])
        / (_SOUND_WEIGHT + heap.weight[relation][kind])
        for kind in KINDS
    )


def _learned_spread(start: Bells, heap: Heap, relation: int, means: Sequence[float]) -> float:
    weight, total, square = heap.weight[relation], heap.total[relation], heap.square[relation]
    within = sum(square[k] - 2 * means[k] * total[k] + means[k] ** 2 * weight[k] for k in KINDS)
    return sqrt((start.spreads[relation] ** 2 * _SOUND_WEIGHT + max(within, 0.0)) / (_SOUND_WEIGHT + sum(weight)))
