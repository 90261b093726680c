"""A roll called again after a few walks more is what it would be if everything were sorted anew."""

from dataclasses import replace
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.columns import as_columns, texts
from inventory.ids import new_id
from inventory.judgement import judge
from inventory.recalling import call_again
from inventory.reconciliation import all_findings, reconcile
from inventory.roll import Roll, call
from inventory.survey import Survey
from tests.bench.scale import made_columns, with_a_sweep
from tests.inventory.surveys import WALKS, surveys


def assert_same(one: Roll, other: Roll) -> None:
    for column in ("foreign", "thing", "first", "disputed", "two_chips", "ticked", "tick_place"):
        assert np.array_equal(getattr(one, column), getattr(other, column)), column
    for column in ("walk", "sound", "sounds", "trace", "traces"):
        assert np.array_equal(*(getattr(each.heard.in_order(), column) for each in (one, other))), column


def test_a_sweep_into_a_large_school_makes_the_same_roll() -> None:
    then = made_columns(5_000, 100)
    now = with_a_sweep(then, texts([new_id().hex]))

    assert_same(call(now), call_again(call(then), now))


@settings(max_examples=25, deadline=None)
@given(surveys(), st.randoms())
def test_passes_may_be_numbered_in_any_order(survey: Survey, dice: Random) -> None:
    columns = as_columns(survey)
    order = np.array(dice.sample(range(len(columns.passes)), len(columns.passes)), np.int64)
    by_pass = ("passes", "pass_room", "turn", "began", "ended", "found", "late")
    shuffled = {name: getattr(columns, name)[order] for name in by_pass}
    traces = replace(columns.traces, walk=np.argsort(order)[columns.traces.walk])

    other = replace(columns, **shuffled, traces=traces)

    assert reconcile(survey) == all_findings(judge(call(other)))


@settings(max_examples=25, deadline=None)
@given(surveys(), st.data())
def test_so_do_a_few_walks_more_through_any_school(survey: Survey, data: st.DataObject) -> None:
    fresh = data.draw(st.frozensets(st.sampled_from(WALKS)))
    now = as_columns(survey)
    more = np.isin(now.passes, texts(walk.hex for walk in fresh))[now.traces.walk]
    now = replace(now, traces=now.traces.of(np.argsort(more, kind="stable")))
    then = replace(now, traces=now.traces.of(np.arange(np.count_nonzero(~more))))

    assert_same(call(now), call_again(call(then), now))
