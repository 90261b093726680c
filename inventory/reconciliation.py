"""Which things are here, moved, missing, and how sure: one finding for every expected thing and every foreign tag.

The rules are those of a stock-take by hand. A thing seen in its room is verified. A room that was not counted, or
whose scanner was silent, says nothing: missing is a claim. A read that may have come through the wall makes a thing
doubtful, never moved at once. How sure a finding is comes from `inventory.whereabouts`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from inventory.evidence import Ground, Heard, as_evidence, disputed_tags, heard_by_tag, survey_ground
from inventory.findings import Finding, Kind, Note, Probabilities
from inventory.ids import ItemId
from inventory.learning import learn
from inventory.readability import whole_sound
from inventory.survey import Expected, Survey
from inventory.tags import Tag
from inventory.whereabouts import SOMEWHERE_COUNTED, Belief, Case, Sounds, Whereabouts

# So likely a room must be to be named, else the thing is worth a second look.
_LIKELY = 0.6
# So unlikely its own room must be, if that was not counted yet, before a thing is moved.
_UNLIKELY = 0.05
# A room is counted well enough when a readable tag in it would more likely than not have been heard.
_WELL_COUNTED = 0.5


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
    return _Roll(ground, heard, disputed, cases, learn(cases.values(), ground))


def _sounds(heard: Iterable[Heard]) -> Sounds:
    return tuple((each.place, whole_sound(each.strength, each.reads)) for each in heard)


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
    place = belief.likeliest(case.noticed_in) if case.noticed_in else None
    if not roll.disputed.isdisjoint(expected.tags):
        return Kind.TAG_CONFLICT, place, 1.0
    if place is None:
        return _verdict_on_unseen(roll, expected, case, belief)
    if expected.retired:
        return Kind.RETIRED_BUT_SEEN, place, 1 - belief.gone
    return _verdict_on_seen(roll.ground, case, belief, place), place, belief.places[place]


def _verdict_on_seen(ground: Ground, case: Case, belief: Belief, place: int) -> Kind:
    """Doubtful: likelier where nobody noticed it, as behind a wall; in two rooms as likely; ticked in two."""
    if belief.places[place] < _LIKELY or len(case.ticked) > 1:
        return Kind.DOUBTFUL
    if place == case.booked:
        return Kind.VERIFIED
    if case.booked is None or _is_counted(ground, case, case.booked):
        return Kind.MOVED
    return Kind.MOVED if belief.places.get(case.booked, 0.0) <= _UNLIKELY else Kind.DOUBTFUL


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
    here = 0.0 if case.booked is None else belief.places.get(case.booked, 0.0)
    counted = sum(
        chance for place, chance in belief.places.items() if place != case.booked and _is_counted(ground, case, place)
    )
    elsewhere = min(counted, 1 - here)
    return Probabilities(here, elsewhere, max(0.0, 1 - here - elsewhere))


def _is_counted(ground: Ground, case: Case, place: int) -> bool:
    """A room counts as counted for a thing where a scanner was heard from or somebody ticked that thing."""
    return place == SOMEWHERE_COUNTED or place in case.ticked or (place >= 0 and ground.passes[place] > 0)


def _notes(expected: Expected, case: Case, kind: Kind) -> Iterator[Note]:
    if kind not in (Kind.VERIFIED, Kind.MOVED):
        return
    if expected.absence is not None:
        yield Note.SEEN_ALTHOUGH_OUT
    if case.ticked:
        yield Note.SEEN_BY_HAND


def _judge_foreign(roll: _Roll, tag: Tag) -> Finding:
    """Before anything is heard, a tag bound to nothing is in any room alike."""
    heard = roll.heard[tag]
    case = Case(None, False, (_sounds(heard),))
    belief = roll.whereabouts.belief(case)
    place = belief.likeliest(case.noticed_in)
    return Finding(
        Kind.TAG_CONFLICT if tag in roll.disputed else Kind.UNKNOWN_TAG,
        None,
        tag,
        None,
        roll.ground.rooms[place],
        belief.places[place],
        None,
        as_evidence(heard, roll.ground.rooms, belief.places),
    )
