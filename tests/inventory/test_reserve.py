"""What is said with reserve stays said when tables and shares change by less; most things have a lot of it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.columns import as_columns
from inventory.judgement import Judgement, judge, verdicts_on
from inventory.readability import Bells, Readability, log_odds
from inventory.reserve import shifts
from inventory.roll import call
from inventory.survey import Expected, HandTick, Pass, Survey, Trace
from inventory.whereabouts import Shares, Whereabouts
from tests.bench.scale import made_columns
from tests.inventory.school import item, walk
from tests.inventory.surveys import ROOMS, TAGS, surveys

STEPS = st.integers(-3, 3)
"""By how many steps a figure is another."""


def bells(before: Bells, data: st.DataObject) -> Bells:
    """With some of the means and spreads a few quarters of a decibel off."""
    means, spreads = before.means.copy(), before.spreads.copy()
    means[data.draw(st.integers(0, 2)), data.draw(st.integers(0, 3))] += data.draw(STEPS) / 4
    spreads[data.draw(st.integers(0, 2))] += data.draw(STEPS) / 4
    return Bells(means, np.maximum(spreads, 0.25))


def readability(before: Readability, data: st.DataObject) -> Readability:
    """With other bells, and some of the chances and shares a few steps off."""
    odds, kinds = log_odds(before.detection), before.kinds.copy()
    odds[data.draw(st.integers(0, 2)), data.draw(st.integers(0, 3))] += data.draw(STEPS) / 8
    kinds[data.draw(st.integers(0, 3))] *= 1 + data.draw(STEPS) / 8
    mute = before.mute * (1 + data.draw(STEPS) / 8)
    detection = 1 / (1 + np.exp(-odds))
    told = bells(before.strength, data), bells(before.count, data)
    return Readability(kinds * (1 - mute) / kinds.sum(), mute, detection, *told)


def taught(before: Whereabouts, data: st.DataObject) -> Whereabouts:
    """The same stock-take with something else learned of its tags and habits."""
    moved, gone = (share * (1 + data.draw(STEPS) / 8) for share in (before.shares.moved, before.shares.gone))
    shares = Shares(1 - moved - gone, moved, gone, data.draw(st.integers(0, 64)) / 64)
    return replace(before, readability=readability(before.readability, data), shares=shares)


def with_mute(before: Whereabouts, mute: float) -> Whereabouts:
    """The same with another share of mute tags."""
    tables = before.readability
    kinds = tables.kinds * (1 - mute) / (1 - tables.mute)
    return replace(before, readability=replace(tables, mute=mute, kinds=kinds))


def stays(judgement: Judgement, whereabouts: Whereabouts) -> int:
    """How many things have reserve enough; what is said of them was seen to be the same."""
    roll = judgement.roll
    shift = shifts(judgement.whereabouts, whereabouts, np.ones(len(roll.ground.passes), np.bool_), roll)
    sure = np.flatnonzero(judgement.reserve > shift)
    anew, left = verdicts_on(roll, whereabouts, sure)
    assert not anew.unlike(judgement.verdicts.of(sure)).any()
    assert np.all(left >= judgement.reserve[sure] - shift[sure])
    return len(sure)


@settings(max_examples=40, deadline=None)
@given(surveys(), st.data())
def test_what_has_reserve_is_said_as_before_whatever_is_learned(survey: Survey, data: st.DataObject) -> None:
    judgement = judge(call(as_columns(survey)))

    stays(judgement, taught(judgement.whereabouts, data))


@pytest.fixture(scope="module")
def school() -> Judgement:
    """Five thousand things in a hundred rooms, walked three times each."""
    return judge(call(made_columns(5_000, 100)))


def test_in_a_school_that_was_walked_often_nearly_all_things_have_reserve(school: Judgement) -> None:
    tables = school.whereabouts.readability
    weaker = replace(tables.strength, means=tables.strength.means - 0.25)
    learned = replace(school.whereabouts, readability=replace(tables, strength=weaker), shares=Shares())

    assert stays(school, learned) > 0.9 * school.roll.things


@pytest.mark.parametrize("walks", [3, 20, 60])
def test_what_was_ticked_but_not_heard_may_be_gone_all_the_same(walks: int) -> None:
    passes = tuple(Pass(walk(str(number)), ROOMS[0], None, None) for number in range(walks))
    heard = tuple(Trace(each.id, tag, 8, -60.0, -58.0, 1.0, 9.0, None) for each in passes for tag in TAGS[2:])
    listed = [Expected(item(tag), ROOMS[0], (tag,)) for tag in TAGS[2:]]
    ticked = Expected(item("ticked"), ROOMS[0], tuple(TAGS[:2]))
    survey = Survey(frozenset(ROOMS[:2]), (ticked, *listed), passes, heard, (HandTick(ticked.item, ROOMS[0]),))
    judgement = judge(call(as_columns(replace(survey, walls=frozenset({(ROOMS[0], ROOMS[1])})))))

    for mute in range(1, 20):
        stays(judgement, with_mute(judgement.whereabouts, mute / 512))


def test_nothing_is_sure_of_which_nothing_was_heard(school: Judgement) -> None:
    unheard = school.verdicts.place < 0

    assert unheard.any()
    assert np.all(school.reserve[unheard] == -np.inf)
