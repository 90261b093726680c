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

Tables are by relation (`inventory.ground`: in its room, behind one wall, further off) and then by kind of tag.
"""

from dataclasses import dataclass, field
from functools import cached_property
from math import pi, sqrt

import numpy as np

from inventory.arrays import Flags, Numbers, Reals, sums
from inventory.ground import RELATIONS

# The kinds of tag that can be heard; a mute tag is none of them.
FAINT, WEAK, FAIR, STRONG = KINDS = (0, 1, 2, 3)

# Strengths in whole dBm, from below the noise of the best readers to a tag held against the antenna.
STRENGTHS = range(-110, 21)
# Numbers of answers, in whole decibels of one answer: 0 is one answer, 10 is ten, 20 a hundred.
COUNTS = range(31)
# A sound is what one pass heard of a tag, as one number: the strength, last of all "none was told", and the count.
SOUNDS = (len(STRENGTHS) + 1) * len(COUNTS)

# Where learning starts: shares of the kinds; then by relation and kind, or by relation.
_KIND_SHARES = np.array((0.05, 0.15, 0.5, 0.3))
_MUTE_SHARE = 0.035
_DETECTION = np.array(((0.4, 0.85, 0.98, 0.99), (0.01, 0.05, 0.15, 0.35), (0.001, 0.002, 0.004, 0.01)))
_FAIR_STRENGTH = -60.0  # dBm, of a fair tag in its room
# dB against it
_STRENGTH_STEP = np.array(((-6.0, -3.0, 0.0, 2.0), (-14.0, -13.0, -11.0, -9.0), (-18.0, -17.0, -16.0, -14.0)))
_STRENGTH_SPREAD = np.array((4.0, 4.0, 4.0))  # dB
_COUNT = np.array(((2.0, 5.0, 8.0, 10.0), (0.5, 1.0, 2.0, 4.0), (0.5, 0.5, 1.0, 2.0)))  # dB of one answer
_COUNT_SPREAD = np.array((2.5, 2.5, 2.5))  # dB
# How many observations each starting figure is worth.
_SHARE_WEIGHT, _MUTE_WEIGHT, _SOUND_WEIGHT = 20.0, 150.0, 10.0
_DETECTION_WEIGHT = np.array((20.0, 20.0, 200.0))
# By number of answers, up to the most that is told apart: the whole decibels.
_WHOLE_COUNTS = np.rint(10 * np.log10(np.maximum(np.arange(10 ** (COUNTS[-1] // 10) + 1), 1))).astype(np.int64)
# One sound in fifty follows no rule (a reflection, a tag in a hand), so that none alone decides.
_STRAY = 0.02


@dataclass(frozen=True)
class Bells:
    """A normal distribution for each relation and kind: the means, and by relation the spread."""

    means: Reals
    spreads: Reals

    def log_density(self, values: range) -> Reals:
        """By relation, kind and value the log density, a stray value anywhere among these included."""
        spread = self.spreads[:, None, None]
        off = (np.array(values) - self.means[..., None]) / spread
        density: Reals = np.log(
            (1 - _STRAY) * np.exp(-off * off / 2) / (spread * sqrt(2 * pi)) + _STRAY / len(values)
        )
        return density


@dataclass(frozen=True)
class Readability:
    """The tables: by relation and kind the chance to be heard, how strongly, and with how many answers.

    `kinds` are the shares of faint, weak, fair and strong tags; they and `mute` sum to one.
    """

    kinds: Reals
    mute: float
    detection: Reals
    strength: Bells
    count: Bells

    @cached_property
    def log_odds(self) -> Reals:
        """By relation, kind and sound the log odds of "heard just so" against "not heard"."""
        told = self.strength.log_density(STRENGTHS)
        strength = np.concatenate((told, np.zeros_like(told[..., :1])), axis=-1)
        sound = strength[..., :, None] + self.count.log_density(COUNTS)[..., None, :]
        return sound.reshape(*sound.shape[:2], SOUNDS) + log_odds(self.detection)[..., None]


def log_odds(chance: Reals) -> Reals:
    """The log of how many times likelier something is than not."""
    odds: Reals = np.log(chance / (1 - chance))
    return odds


def whole_sounds(strength: Reals, answers: Numbers) -> Numbers:
    """What was heard, as the tables know it. `strength` in dBm, NaN if none was told; `answers` one or more."""
    loud = np.clip(np.rint(strength), STRENGTHS[0], STRENGTHS[-1]) - STRENGTHS[0]
    told = np.where(np.isnan(loud), len(STRENGTHS), loud).astype(np.int64)
    count: Numbers = _WHOLE_COUNTS[np.minimum(answers, len(_WHOLE_COUNTS) - 1)]
    return told * len(COUNTS) + count


def told_strength(sounds: Numbers) -> Flags:
    """Which sounds tell a strength."""
    told: Flags = sounds // len(COUNTS) < len(STRENGTHS)
    return told


def strengths(sounds: Numbers) -> Numbers:
    """The strengths in whole dBm of those sounds that tell one."""
    loud = sounds // len(COUNTS)
    return loud[loud < len(STRENGTHS)] + STRENGTHS[0]


def _zeros() -> Reals:
    return np.zeros((len(RELATIONS), len(KINDS)))


@dataclass
class Heap:
    """Values seen of tags, by relation and kind: their weights, weighted sum and sum of squares."""

    weight: Reals = field(default_factory=_zeros)
    total: Reals = field(default_factory=_zeros)
    square: Reals = field(default_factory=_zeros)

    def add(self, relation: Numbers, value: Numbers, weights: Reals) -> None:
        """Count values, each by the weight of each kind."""
        for kind, weight in zip(KINDS, weights, strict=True):
            for power, heap in enumerate((self.weight, self.total, self.square)):
                heap[:, kind] += sums(relation, weight * value**power, len(RELATIONS))


@dataclass
class Tally:
    """What was seen of tags whose place is believed known: weights by kind, and by relation and kind."""

    mute: float = 0.0
    kinds: Reals = field(default_factory=lambda: np.zeros(len(KINDS)))
    chances: Reals = field(default_factory=_zeros)
    strength: Heap = field(default_factory=Heap)
    count: Heap = field(default_factory=Heap)

    def hear(self, relation: Numbers, sound: Numbers, weights: Reals) -> None:
        """Count sounds, each by the weight of each kind (kinds first)."""
        self.count.add(relation, sound % len(COUNTS), weights)
        told = np.flatnonzero(told_strength(sound))
        self.strength.add(relation[told], strengths(sound[told]), weights[:, told])


def usual_readability(home_strength: float, heard: int) -> Readability:
    """Where learning starts. So many strengths were heard in the booked rooms; their sum (dBm) sets the scale."""
    fair = round(2 * (_FAIR_STRENGTH * _SOUND_WEIGHT + home_strength) / (_SOUND_WEIGHT + heard)) / 2
    return Readability(
        (1 - _MUTE_SHARE) * _KIND_SHARES,
        _MUTE_SHARE,
        _DETECTION,
        Bells(fair + _STRENGTH_STEP, _STRENGTH_SPREAD),
        Bells(_COUNT, _COUNT_SPREAD),
    )


def learned_readability(start: Readability, tally: Tally) -> Readability:
    """The tables after seeing `tally`: weighted means, in which `start` counts as a few observations more."""
    tags = float(tally.kinds.sum())
    mute = (start.mute * _MUTE_WEIGHT + tally.mute) / (_MUTE_WEIGHT + tally.mute + tags)
    live = (1 - mute) / (_SHARE_WEIGHT + tags)
    weight = _DETECTION_WEIGHT[:, None]
    return Readability(
        live * (_SHARE_WEIGHT * _KIND_SHARES + tally.kinds),
        mute,
        (start.detection * weight + tally.count.weight) / (weight + tally.chances),
        _learned_bells(start.strength, tally.strength),
        _learned_bells(start.count, tally.count),
    )


def rounded(tables: Readability) -> Readability:
    """The tables as they are used: no finer than they can be learned, so that a sweep into a large school hardly ever
    changes them, nor then what is said of things it did not hear.

    Odds to an eighth of their log, strengths and counts to a quarter of a decibel, shares to a sixty-fourth.
    """
    mute = max(round(tables.mute * 512), 1) / 512
    kinds = np.maximum(_in_steps(tables.kinds / tables.kinds.sum(), 1 / 64), 1 / 128)
    return Readability(
        (1 - mute) * kinds / kinds.sum(),
        mute,
        1 / (1 + np.exp(-_in_steps(log_odds(tables.detection), 1 / 8))),
        _rounded_bells(tables.strength),
        _rounded_bells(tables.count),
    )


def _rounded_bells(bells: Bells) -> Bells:
    return Bells(_in_steps(bells.means, 1 / 4), np.maximum(_in_steps(bells.spreads, 1 / 4), 1 / 4))


def _in_steps(figures: Reals, step: float) -> Reals:
    steps: Reals = np.rint(figures / step) * step
    return steps


def _learned_bells(start: Bells, heap: Heap) -> Bells:
    means = (start.means * _SOUND_WEIGHT + heap.total) / (_SOUND_WEIGHT + heap.weight)
    within = (heap.square - 2 * means * heap.total + means**2 * heap.weight).sum(axis=1)
    squares = start.spreads**2 * _SOUND_WEIGHT + np.maximum(within, 0.0)
    return Bells(means, np.sqrt(squares / (_SOUND_WEIGHT + heap.weight.sum(axis=1))))
