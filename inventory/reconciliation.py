"""Which things are here, moved, missing, and how sure: one finding for every expected thing and every foreign tag.

The rules are those of a stock-take by hand. A thing seen in its room is verified. A room that was not counted, or
whose scanner was silent, says nothing: missing is a claim. A read that may have come through the wall makes a thing
doubtful, never moved at once. How sure a finding is comes from `inventory.whereabouts`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from inventory.evidence import Ground, Heard, as_evidence, disputed_tags, heard_by_tag, survey_ground
from inventory.findings import Finding, Kind, Note, Probabilities
from inventory.ids import ItemId
from inventory.readability import usual_readability, whole_energy
from inventory.survey import Expected, Survey
from inventory.tags import Tag
from inventory.whereabouts import SOMEWHERE_COUNTED, Belief, Case, Shares, Sounds, Whereabouts, estimate

# So sure of a room one must be to name it, else the thing is worth a second look. To send somebody to another room
# in vain costs more than to tick a thing off.
_SURE_HERE = 0.8
_SURE_MOVED = 0.9
# A room is counted well enough when a readable tag in it would more likely than not have been heard.
_WELL_COUNTED = 0.5
# More things than these teach nothing new about how tags read.
_ENOUGH_TO_LEARN = 2500


def reconcile(survey: Survey) -> list[Finding]:
    """Say of every expected item and every foreign tag what the stock-take found.

    Items come first in order of their ids, each expected one once, written-off ones only if seen; then the foreign
    tags, those neither on any item nor in `survey.ours`, in order. The order within `survey` changes nothing.
    """
    roll = _call(survey)
    items = sorted(survey.expected, key=lambda expected: expected.item)
    bound = {tag for expected in items for tag in expected.tags}
    foreign = sorted(set(roll.heard) - bound - survey.ours)
    found = [_judge(roll, expected) for expected in items]
    return [*(finding for finding in found if finding), *(_judge_foreign(roll, tag) for tag in foreign)]


@dataclass(frozen=True, slots=True)
class _Roll:
    """Everything known before the first thing is judged."""

    ground: Ground
    heard: Mapping[Tag, tuple[Heard, ...]]
    disputed: frozenset[Tag]
    cases: Mapping[ItemId, Case]
    whereabouts: Whereabouts

    def noises(self, expected: Expected) -> list[Heard]:
        """What was heard of all its tags, the disputed ones included."""
        return [heard for tag in sorted(set(expected.tags)) for heard in self.heard.get(tag, ())]


def _call(survey: Survey) -> _Roll:
    ground = survey_ground(survey)
    heard, disputed = heard_by_tag(survey, ground), disputed_tags(survey)
    ticked: dict[ItemId, set[int]] = defaultdict(set)
    for tick in survey.ticks:
        ticked[tick.item].add(ground.number[tick.room])
    cases = {}
    for expected in sorted(survey.expected, key=lambda expected: expected.item):
        tags = [_sounds(heard.get(tag, ())) for tag in sorted(set(expected.tags) - disputed)]
        booked = None if expected.room is None else ground.number[expected.room]
        out = expected.retired or expected.absence is not None
        cases[expected.item] = Case(booked, out, tuple(tags), tuple(sorted(ticked[expected.item])))
    usual = Whereabouts(ground, usual_readability(_home_energies(cases.values())), Shares())
    return _Roll(ground, heard, disputed, cases, estimate(_lesson(cases.values()), usual))


def _sounds(heard: Iterable[Heard]) -> Sounds:
    return tuple((each.place, whole_energy(each.energy)) for each in heard)


def _home_energies(cases: Iterable[Case]) -> list[int]:
    return [energy for case in cases for tag in case.tags for walked, energy in tag if walked == case.booked]


def _lesson(cases: Collection[Case]) -> Counter[Case]:
    """The things to learn from: all, or so many at even distances."""
    return Counter(islice(cases, 0, None, 1 + len(cases) // _ENOUGH_TO_LEARN))


def _judge(roll: _Roll, expected: Expected) -> Finding | None:
    case = roll.cases[expected.item]
    belief = roll.whereabouts.belief(case)
    heard = roll.noises(expected)
    if expected.retired and not heard and not case.ticked:
        return None
    kind, place, confidence = _verdict(roll, expected, case, belief)
    return Finding(
        kind,
        expected.item,
        _speaking_tag(roll, expected),
        expected.room,
        None if place is None else roll.ground.rooms[place],
        confidence,
        _probabilities(roll.ground, case, belief),
        as_evidence(heard, roll.ground.rooms, belief.places),
        tuple(_notes(expected, case, kind)),
    )


def _verdict(roll: _Roll, expected: Expected, case: Case, belief: Belief) -> tuple[Kind, int | None, float]:
    """The kind of finding, the room it names, and the probability of what it says."""
    place = belief.likeliest() if case.perceived else None
    if not roll.disputed.isdisjoint(expected.tags):
        return Kind.TAG_CONFLICT, place, 1.0
    if place is None:
        return _verdict_on_unseen(roll, expected, case, belief)
    chance = belief.places[place]
    if expected.retired:
        return Kind.RETIRED_BUT_SEEN, place, 1 - belief.gone
    direct = place in case.ticked or any(place == walked for tag in case.tags for walked, _ in tag)
    if direct and place == case.booked and chance >= _SURE_HERE:
        return Kind.VERIFIED, place, chance
    if direct and place != case.booked and chance >= _SURE_MOVED:
        return Kind.MOVED, place, chance
    return Kind.DOUBTFUL, place, chance


def _verdict_on_unseen(roll: _Roll, expected: Expected, case: Case, belief: Belief) -> tuple[Kind, None, float]:
    if expected.absence is not None:
        return Kind.ACCOUNTED, None, belief.gone
    if not expected.tags:
        return Kind.UNTAGGED, None, 1.0
    if case.booked not in roll.ground.open or roll.whereabouts.counted(case.booked) < _WELL_COUNTED:
        return Kind.NOT_COVERED, None, 1.0
    return Kind.MISSING, None, _probabilities(roll.ground, case, belief).missing


def _speaking_tag(roll: _Roll, expected: Expected) -> Tag | None:
    """The tag that was heard most, a disputed one before all others."""

    def loudness(tag: Tag) -> tuple[bool, int, Tag]:
        return tag not in roll.disputed, -sum(each.reads for each in roll.heard.get(tag, ())), tag

    return min(expected.tags, key=loudness, default=None)


def _probabilities(ground: Ground, case: Case, belief: Belief) -> Probabilities:
    """A room counts as counted where a scanner was heard from or somebody ticked the thing."""
    here = 0.0 if case.booked is None else belief.places[case.booked]
    elsewhere = belief.places[SOMEWHERE_COUNTED] + sum(
        chance
        for place, chance in belief.places.items()
        if place >= 0 and place != case.booked and (ground.passes[place] or place in case.ticked)
    )
    return Probabilities(here, elsewhere, max(0.0, 1 - here - elsewhere))


def _notes(expected: Expected, case: Case, kind: Kind) -> Iterator[Note]:
    if kind not in (Kind.VERIFIED, Kind.MOVED):
        return
    if expected.absence is not None:
        yield Note.SEEN_ALTHOUGH_OUT
    if case.ticked:
        yield Note.SEEN_BY_HAND


def _judge_foreign(roll: _Roll, tag: Tag) -> Finding:
    """A tag bound to nothing is in one of the rooms that heard it or next to them; no room is likelier beforehand."""
    heard = roll.heard[tag]
    belief = roll.whereabouts.belief(Case(None, False, (_sounds(heard),)))
    place = belief.likeliest()
    kind = Kind.TAG_CONFLICT if tag in roll.disputed else Kind.UNKNOWN_TAG
    return Finding(
        kind,
        None,
        tag,
        None,
        None if place is None else roll.ground.rooms[place],
        0.0 if place is None else belief.places[place],
        None,
        as_evidence(heard, roll.ground.rooms, belief.places),
    )
