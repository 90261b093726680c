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
from math import exp, log, pi, sqrt

# Where a pass walks, seen from the tag: in its room, behind one wall, further off.
SAME, WALL, FAR = RELATIONS = (0, 1, 2)
# The kinds of tag that can be heard; a mute tag is none of them.
FAINT, WEAK, FAIR, STRONG = KINDS = (0, 1, 2, 3)

# Heard energies in whole dB, from below the noise of the best readers to a tag held against the antenna.
ENERGIES = range(-110, 21)

# Where learning starts: shares of the kinds; then by relation and kind, or by relation.
_KIND_SHARES = (0.05, 0.15, 0.5, 0.3)
_MUTE_SHARE = 0.035
_DETECTION = ((0.4, 0.85, 0.98, 0.99), (0.01, 0.05, 0.15, 0.35), (0.001, 0.002, 0.004, 0.01))
_FAIR_ENERGY = -50.0  # dB, of a fair tag in its room: some ten reads at -60 dBm
_STEP = ((-14.0, -8.0, 0.0, 7.0), (-24.0, -21.0, -18.0, -13.0), (-24.0, -22.0, -20.0, -17.0))  # dB against it
_SPREAD = (5.0, 5.0, 5.0)  # dB
# How many observations each starting figure is worth.
_SHARE_WEIGHT, _MUTE_WEIGHT, _DETECTION_WEIGHT, _ENERGY_WEIGHT = 20.0, 150.0, (20.0, 20.0, 200.0), 10.0
# One heard energy in fifty follows no rule (a reflection, a tag in a hand), so that none alone decides.
_STRAY = 0.02

Table = tuple[tuple[float, ...], ...]
# By heard energy, a figure for each kind.
Odds = dict[int, tuple[float, float, float, float]]


@dataclass(frozen=True)
class Readability:
    """The tables: by relation and kind the chance to be heard, mean energy in dB; by relation its spread.

    `kinds` are the shares of faint, weak, fair and strong tags; they and `mute` sum to one.
    """

    kinds: tuple[float, ...]
    mute: float
    detection: Table
    energy: Table
    spread: tuple[float, ...]

    @cached_property
    def log_odds(self) -> tuple[Odds, ...]:
        """By relation, energy and kind the log odds of "heard with this energy" against "not heard"."""
        return tuple(
            {energy: four_kinds([self._log_odds(relation, kind, energy) for kind in KINDS]) for energy in ENERGIES}
            for relation in RELATIONS
        )

    def _log_odds(self, relation: int, kind: int, energy: float) -> float:
        spread = self.spread[relation]
        off = (energy - self.energy[relation][kind]) / spread
        density = (1 - _STRAY) * exp(-off * off / 2) / (spread * sqrt(2 * pi)) + _STRAY / len(ENERGIES)
        heard = self.detection[relation][kind]
        return log(density * heard / (1 - heard))


def four_kinds(values: list[float]) -> tuple[float, float, float, float]:
    """The same figures, as a tuple of the length that `KINDS` has."""
    one, two, three, four = values
    return one, two, three, four


def whole_energy(energy: float) -> int:
    """This energy in dB as the tables know it."""
    return min(max(round(energy), ENERGIES[0]), ENERGIES[-1])


def _zeros() -> list[list[float]]:
    return [[0.0] * len(KINDS) for _ in RELATIONS]


@dataclass
class Tally:
    """What was seen of tags whose place is believed known: weights by kind, and by relation and kind."""

    mute: float = 0.0
    kinds: list[float] = field(default_factory=lambda: [0.0] * len(KINDS))
    chances: list[list[float]] = field(default_factory=_zeros)
    heard: list[list[float]] = field(default_factory=_zeros)
    energy: list[list[float]] = field(default_factory=_zeros)
    square: list[list[float]] = field(default_factory=_zeros)

    def hear(self, relation: int, energy: int, weights: Sequence[float]) -> None:
        """Count one heard energy, by the weight of each kind."""
        for kind, weight in enumerate(weights):
            self.heard[relation][kind] += weight
            self.energy[relation][kind] += weight * energy
            self.square[relation][kind] += weight * energy * energy


def usual_readability(home_energies: Sequence[float]) -> Readability:
    """Where learning starts. `home_energies` (dB) were heard in the booked rooms and set this scanner's scale."""
    fair = (_FAIR_ENERGY * _ENERGY_WEIGHT + sum(home_energies)) / (_ENERGY_WEIGHT + len(home_energies))
    return Readability(
        tuple((1 - _MUTE_SHARE) * share for share in _KIND_SHARES),
        _MUTE_SHARE,
        _DETECTION,
        tuple(tuple(fair + step for step in steps) for steps in _STEP),
        _SPREAD,
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
        tuple(_learned_energy(start, tally, relation) for relation in RELATIONS),
        tuple(_learned_spread(start, tally, relation) for relation in RELATIONS),
    )


def _learned_detection(start: Readability, tally: Tally, relation: int) -> tuple[float, ...]:
    weight = _DETECTION_WEIGHT[relation]
    return tuple(
        (start.detection[relation][kind] * weight + tally.heard[relation][kind])
        / (weight + tally.chances[relation][kind])
        for kind in KINDS
    )


def _learned_energy(start: Readability, tally: Tally, relation: int) -> tuple[float, ...]:
    return tuple(
        (start.energy[relation][kind] * _ENERGY_WEIGHT + tally.energy[relation][kind])
        / (_ENERGY_WEIGHT + tally.heard[relation][kind])
        for kind in KINDS
    )


def _learned_spread(start: Readability, tally: Tally, relation: int) -> float:
    means = _learned_energy(start, tally, relation)
    heard, total, square = tally.heard[relation], tally.energy[relation], tally.square[relation]
    within = sum(square[k] - 2 * means[k] * total[k] + means[k] ** 2 * heard[k] for k in KINDS)
    return sqrt((start.spread[relation] ** 2 * _ENERGY_WEIGHT + max(within, 0.0)) / (_ENERGY_WEIGHT + sum(heard)))
