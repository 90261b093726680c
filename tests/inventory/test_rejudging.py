"""What is judged again after something came in is what a judgement of everything gives."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.arrays import Numbers, Texts
from inventory.columns import Columns, as_columns, texts
from inventory.judgement import Judgement, judge
from inventory.reconciliation import all_findings, told
from inventory.rejudging import judge_again
from inventory.roll import call
from inventory.survey import Survey
from tests.bench.scale import made_columns
from tests.inventory.surveys import ROOMS, WALKS, surveys


def news(then: Judgement, now: Judgement, fresh: Texts) -> Numbers:
    """The things of which something else is said, once going on from `then` was seen to give `now` in full."""
    again, changed = judge_again(then, now.roll, fresh)
    assert all_findings(now) == all_findings(again)
    same = np.setdiff1d(np.arange(now.roll.items), changed)
    assert told(then, same) == told(now, same)
    return changed


@settings(max_examples=25, deadline=None)
@given(surveys(), st.data())
def test_it_is_the_same_whatever_comes_or_goes(survey: Survey, data: st.DataObject) -> None:
    fresh = data.draw(st.frozensets(st.sampled_from(WALKS)))
    more = replace(survey, rooms=frozenset(ROOMS))
    traces = tuple(trace for trace in survey.traces if trace.pass_id not in fresh)
    less = replace(more, traces=traces, ticks=survey.ticks[1:])
    then, now = (judge(call(as_columns(each))) for each in (less, more))

    news(then, now, texts(walk.hex for walk in fresh))
    news(now, then, texts(walk.hex for walk in fresh))


@pytest.fixture(scope="module")
def school() -> Columns:
    """Five thousand things in a hundred rooms, walked three times each."""
    return made_columns(5_000, 100)


def before(school: Columns, walk: int) -> Columns:
    """Before this walk was handed in."""
    return replace(school, traces=school.traces.of(np.flatnonzero(school.traces.walk != walk)))


@pytest.mark.parametrize("walk", [7, 100, 233])
def test_one_walk_more_through_a_large_school_is_news_of_few_things(school: Columns, walk: int) -> None:
    then, now = (judge(call(each)) for each in (before(school, walk), school))

    assert len(news(then, now, school.passes[[walk]])) < now.roll.things / 20


def test_a_walk_that_teaches_how_tags_read_changes_what_is_said_as_judging_all_would(school: Columns) -> None:
    traces = school.traces
    last = traces.walk == 2
    weaker = replace(traces, mean=np.where(last, traces.mean - 20, traces.mean))
    then, now = (judge(call(each)) for each in (before(school, 2), replace(school, traces=weaker)))

    assert then.whereabouts.readability.strength.means.tolist() != now.whereabouts.readability.strength.means.tolist()
    assert len(news(then, now, school.passes[[2]])) < now.roll.things / 20
