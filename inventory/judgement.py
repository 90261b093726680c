"""What is to be said of each thing, in columns: the kind of finding, the room it names, and how sure it is."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inventory.alike import representatives
from inventory.arrays import Flags, Numbers, Reals, in_pieces, maxima, sums
from inventory.at_home import AtHome, heard_at_home
from inventory.carrying import UNSURE, Carried, carried
from inventory.cases import cases_of
from inventory.findings import Kind
from inventory.ground import Ground
from inventory.learning import learn
from inventory.reserve import STEPS, reserve_of
from inventory.roll import Roll
from inventory.whereabouts import Beliefs, Whereabouts

# So likely a room must be to be named, else the thing is worth a second look.
_LIKELY = 0.6
# So unlikely its own room must be, if that was not counted yet, before a thing is moved.
_UNLIKELY = 0.05
# A room is counted well enough when a readable tag in it would more likely than not have been heard.
_WELL_COUNTED = 0.5
# So many things are judged at a time: what is known of them stays in the processor's cache.
_PIECE = 1 << 15

Chances = NDArray[np.float32]
"""In steps of `STEPS`, which so few digits hold without loss."""

KINDS = tuple(Kind)
_NUMBER = {kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True)
class Verdicts:
    """By thing: the number of its kind in `KINDS`, -1 where nothing is to be said; the room it names, -1 for none;
    whether it was carried there during the count; the probability of what is said; and those of its booked room, of
    another counted room, and of neither. As narrow as may be: all of it is copied for every walk that comes in."""

    kind: NDArray[np.int8]
    place: NDArray[np.int32]
    carried: Flags
    confidence: Chances
    here: Chances
    elsewhere: Chances
    missing: Chances

    def columns(self) -> list[NDArray[Any]]:
        """All columns, in order."""
        return [getattr(self, column.name) for column in fields(self)]

    def of(self, things: Numbers | slice) -> "Verdicts":
        """The verdicts on these things."""
        kept: list[Any] = [column[things] for column in self.columns()]
        return Verdicts(*kept)

    def followed_by(self, others: "Verdicts") -> "Verdicts":
        """A copy of the verdicts on these things, and of those on others behind them."""
        both: list[Any] = list(map(np.append, self.columns(), others.columns()))
        return Verdicts(*both)

    def unlike(self, others: "Verdicts") -> Flags:
        """Those that are not the same."""
        unlike: Flags = np.any(list(map(np.not_equal, self.columns(), others.columns())), axis=0)
        return unlike


@dataclass(frozen=True)
class Judgement:
    """A stock-take judged: what was called, what was learned of its tags and rooms, the verdict on each thing, and by
    thing how far the odds may shift before that becomes another (`inventory.reserve`).
    """

    roll: Roll
    home: AtHome
    whereabouts: Whereabouts
    verdicts: Verdicts
    reserve: Reals


def judge(roll: Roll) -> Judgement:
    """Learn from the stock-take, then judge everything in it."""
    home = heard_at_home(roll)
    whereabouts = learn(roll, home)
    return Judgement(roll, home, whereabouts, *verdicts_on(roll, whereabouts, np.arange(roll.things)))


def verdicts_on(roll: Roll, whereabouts: Whereabouts, things: Numbers) -> tuple[Verdicts, Reals]:
    """The verdicts on these things, and their reserve; none depends on which others are judged with it."""
    some, which = representatives(roll, things)
    pieces = in_pieces(lambda start, stop: _verdicts(roll, whereabouts, some[start:stop]), len(some), _PIECE)
    *columns, reserve = map(np.concatenate, zip(*([*said.columns(), left] for said, left in pieces), strict=True))
    return Verdicts(*columns).of(which), reserve[which]


def _verdicts(roll: Roll, whereabouts: Whereabouts, things: Numbers) -> tuple[Verdicts, Reals]:
    """The verdict on these things, and their reserve."""
    beliefs = whereabouts.beliefs(cases_of(roll, things))
    place, chance = _likeliest_noticed(beliefs)
    looked_for = whereabouts.looked_for(beliefs.cases)
    counted = _counted(beliefs, roll.ground, looked_for)
    here, elsewhere, missing = _probabilities(beliefs, counted)
    moved = carried(whereabouts, beliefs, place)
    reserve = reserve_of(beliefs, place, moved.reserve)
    place, (here, elsewhere, chance) = _as_carried(beliefs, place, moved, (here, elsewhere, chance))
    seen, item = place >= 0, things < roll.items
    unseen_kind = _kind_unseen(roll, things, whereabouts, looked_for)
    seen_kind = _kind_seen(beliefs, place, chance, here, counted)
    kind = np.where(seen, np.where(roll.retired[things], _NUMBER[Kind.RETIRED_BUT_SEEN], seen_kind), unseen_kind)
    kind = np.where(item, kind, _NUMBER[Kind.UNKNOWN_TAG])
    confidence = np.select(
        [
            kind == _NUMBER[Kind.ACCOUNTED],
            kind == _NUMBER[Kind.MISSING],
            kind == _NUMBER[Kind.RETIRED_BUT_SEEN],
            seen,
        ],
        [beliefs.gone, missing, 1 - beliefs.gone, chance],
        1.0,
    )
    conflict = roll.conflict[things]
    kind = np.where(conflict, _NUMBER[Kind.TAG_CONFLICT], kind)
    quiet = roll.retired[things] & ~seen
    quiet[quiet] = ~roll.noisy(things[quiet])
    at_home, away = _in_steps(here), _in_steps(elsewhere)
    verdicts = Verdicts(
        np.where(quiet, -1, kind).astype(np.int8),
        place.astype(np.int32),
        (moved.other >= 0) & (moved.share != UNSURE),
        _in_steps(np.where(conflict & item, 1.0, confidence)),
        at_home,
        away,
        1 - at_home - away,
    )
    return verdicts, reserve


def _in_steps(chances: Reals) -> Chances:
    """To a four-thousandth: what cannot be told apart should not look like news."""
    return (np.rint(chances * STEPS) / STEPS).astype(np.float32)


def _likeliest_noticed(beliefs: Beliefs) -> tuple[Numbers, Reals]:
    """The likeliest of the rooms where each thing was heard or ticked, -1 for none, and its probability."""
    candidates = beliefs.candidates
    chance = np.where(candidates.heard | candidates.ticked, beliefs.chance, -1.0)
    best = maxima(candidates.thing, chance, len(beliefs.gone))
    place = np.full(len(best), -1)
    # Of places as likely the first one counts, which is written last.
    found = np.flatnonzero((chance == best[candidates.thing]) & (chance >= 0))[::-1]
    place[candidates.thing[found]] = candidates.place[found]
    return place, best


def _counted(beliefs: Beliefs, ground: Ground, looked_for: Flags) -> Flags:
    """The candidates that count as counted: where a scanner was heard from, or somebody ticked that thing or looked
    for it, as eyes do for what is booked to a room.
    """
    thing, place = beliefs.candidates.thing, beliefs.candidates.place
    with_scanner = (ground.passes[place] > 0) | (place == ground.somewhere[0])
    counted: Flags = with_scanner | beliefs.candidates.ticked | (beliefs.at_home & looked_for[thing])
    return counted


def _probabilities(beliefs: Beliefs, counted: Flags) -> tuple[Reals, Reals, Reals]:
    """By thing that it is in its booked room, in another counted room, in neither."""
    thing, home, things = beliefs.candidates.thing, beliefs.at_home, len(beliefs.gone)
    here = sums(thing[home], beliefs.chance[home], things)
    others = sums(thing, beliefs.chance * (counted & ~home), things)
    elsewhere = np.minimum(others, 1 - here)
    return here, elsewhere, np.maximum(0.0, 1 - here - elsewhere)


def _as_carried(
    beliefs: Beliefs, place: Numbers, moved: Carried, chances: tuple[Reals, Reals, Reals]
) -> tuple[Numbers, tuple[Reals, Reals, Reals]]:
    """Where the things stand that were carried, and the chances of that."""
    here, elsewhere, chance = chances
    booked, there = beliefs.cases.booked, _chance_of(beliefs, moved.other)
    shift = moved.share * (chance - there)
    home = shift * (1.0 * (moved.other == booked) - (place == booked)) * (moved.other >= 0)
    stands = moved.share == 1
    chance = np.where(stands, there + shift, chance - shift)
    return np.where(stands, moved.other, place), (np.clip(here + home, 0, 1), np.clip(elsewhere - home, 0, 1), chance)


def _chance_of(beliefs: Beliefs, place: Numbers) -> Reals:
    """By thing the probability of this place, nought where it is none."""
    candidates, chance = beliefs.candidates, np.zeros(len(place))
    at = np.flatnonzero(candidates.place == place[candidates.thing])
    chance[candidates.thing[at]] = beliefs.chance[at]
    return chance


def _kind_seen(beliefs: Beliefs, place: Numbers, chance: Reals, here: Reals, counted: Flags) -> Numbers:
    """Doubtful: likelier where nobody noticed it, as behind a wall; in two rooms as likely; ticked in two."""
    cases, home = beliefs.cases, beliefs.at_home
    unsure = (chance < _LIKELY) | (np.bincount(cases.ticked, minlength=len(place)) > 1)
    waiting = np.zeros(len(place), np.bool_)
    waiting[beliefs.candidates.thing[home & ~counted]] = True
    kinds = [Kind.DOUBTFUL, Kind.VERIFIED, Kind.DOUBTFUL]
    cause = [unsure, place == cases.booked, waiting & (here > _UNLIKELY)]
    return np.select(cause, [_NUMBER[kind] for kind in kinds], _NUMBER[Kind.MOVED])


def _kind_unseen(roll: Roll, things: Numbers, whereabouts: Whereabouts, looked_for: Flags) -> Numbers:
    booked = roll.booked[things]
    covered = roll.ground.open[booked] & (booked >= 0) & (whereabouts.counted[booked] >= _WELL_COUNTED)
    kinds = [Kind.ACCOUNTED, Kind.UNTAGGED, Kind.NOT_COVERED]
    cause = [roll.absent[things], roll.untagged[things] & ~looked_for, ~(covered | looked_for)]
    return np.select(cause, [_NUMBER[kind] for kind in kinds], _NUMBER[Kind.MISSING])
