"""Things that only the list speaks for are judged as one, and nobody can tell."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from inventory.alike import representatives
from inventory.columns import as_columns
from inventory.judgement import judge, verdicts_on
from inventory.roll import call
from inventory.survey import Survey
from tests.bench.scale import made_columns
from tests.inventory.surveys import surveys


@settings(max_examples=60, deadline=None)
@given(surveys())
def test_each_thing_judged_by_itself_is_what_it_is_among_all(survey: Survey) -> None:
    judgement = judge(call(as_columns(survey)))

    for thing in range(judgement.roll.things):
        alone, _ = verdicts_on(judgement.roll, judgement.whereabouts, np.array([thing]))
        assert not alone.unlike(judgement.verdicts.of(np.array([thing]))).any()


def test_before_anything_is_heard_there_are_no_more_to_judge_than_rooms() -> None:
    school = made_columns(5_000, 100)
    roll = call(replace(school, traces=school.traces.of(np.empty(0, np.int64))))

    some, which = representatives(roll, np.arange(roll.things))

    assert len(some) == 100
    assert np.array_equal(roll.booked[some[which]], roll.booked)
