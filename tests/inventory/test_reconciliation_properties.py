"""What holds of every stock-take, however odd."""

from collections import Counter
from dataclasses import replace
from math import isclose
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.findings import Finding, Kind
from inventory.ids import RoomId
from inventory.reconciliation import reconcile
from inventory.survey import Pass, Survey, Trace
from inventory.tags import Tag
from tests.inventory.school import walk
from tests.inventory.surveys import ROOMS, surveys

# Each example learns its own tables, some ten milliseconds.
few = settings(max_examples=50, deadline=None)


@few
@given(surveys())
def test_every_expected_item_has_one_finding_and_a_written_off_one_only_if_seen(survey: Survey) -> None:
    found = Counter(finding.item for finding in reconcile(survey) if finding.item)

    noticed = {trace.tag for trace in survey.traces if trace.reads > 0}
    ticked = {tick.item for tick in survey.ticks}
    wanted = [each for each in survey.expected if not each.retired or noticed & {*each.tags} or each.item in ticked]
    assert Counter(each.item for each in wanted) == found


@few
@given(surveys())
def test_every_foreign_tag_has_one_finding(survey: Survey) -> None:
    found = [finding.tag for finding in reconcile(survey) if not finding.item]

    bound = {tag for each in survey.expected for tag in each.tags}
    assert sorted({trace.tag for trace in survey.traces if trace.reads > 0} - bound - survey.ours) == found


@few
@given(surveys(), st.randoms(use_true_random=False))
def test_order_changes_nothing_and_twice_gives_the_same(survey: Survey, dice: Random) -> None:
    shuffled = replace(
        survey,
        expected=tuple(dice.sample(survey.expected, len(survey.expected))),
        passes=tuple(dice.sample(survey.passes, len(survey.passes))),
        traces=tuple(dice.sample(survey.traces, len(survey.traces))),
        walls=frozenset((other, one) for one, other in survey.walls),
    )

    assert reconcile(survey) == reconcile(survey) == reconcile(shuffled)


@few
@given(surveys())
def test_probabilities_sum_to_one_and_confidence_is_one_of_them(survey: Survey) -> None:
    for finding in reconcile(survey):
        assert 0 <= finding.confidence <= 1
        if finding.item:
            chances = _chances(finding)
            assert all(0 <= chance <= 1 for chance in chances)
            assert isclose(1, sum(chances), abs_tol=1e-9)


def _chances(finding: Finding) -> tuple[float, float, float]:
    assert finding.probabilities is not None
    return finding.probabilities.here, finding.probabilities.elsewhere, finding.probabilities.missing


@few
@given(surveys())
def test_nothing_is_moved_or_verified_that_nobody_noticed_in_that_room(survey: Survey) -> None:
    ticked = {(tick.item, tick.room) for tick in survey.ticks}

    for finding in reconcile(survey):
        if finding.kind in (Kind.MOVED, Kind.VERIFIED) and finding.item:
            heard_in = {each.room for each in finding.evidence}
            assert finding.seen_room in heard_in or (finding.item, finding.seen_room) in ticked
            assert (finding.kind is Kind.VERIFIED) == (finding.seen_room == finding.booked_room)


@few
@given(surveys())
def test_nothing_is_missing_that_was_noticed_or_whose_room_was_not_counted(survey: Survey) -> None:
    speaking = {trace.pass_id for trace in survey.traces if trace.reads > 0}
    counted = {each.room for each in survey.passes if each.id in speaking}
    counted |= survey.finished & {tick.room for tick in survey.ticks}

    for finding in reconcile(survey):
        if finding.kind is Kind.MISSING:
            assert finding.evidence == ()
            assert finding.booked_room in counted


@few
@given(surveys(), st.sampled_from(ROOMS))
def test_a_pass_elsewhere_that_does_not_hear_a_thing_never_makes_it_moved(survey: Survey, where: RoomId) -> None:
    extra = Trace(walk("extra"), Tag("FFFF0000"), 9, -50.0, -55.0, 1.0, 9.0)
    more = replace(survey, passes=(*survey.passes, Pass(extra.pass_id, where)), traces=(*survey.traces, extra))

    before = {each.item for each in reconcile(survey) if each.kind in (Kind.MOVED, Kind.DOUBTFUL)}
    after = {each.item for each in reconcile(more) if each.kind is Kind.MOVED and each.booked_room != where}

    assert after <= before
