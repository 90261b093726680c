"""The bar of somebody who looks for a thing rises as they come nearer, whatever the waves do in between."""

import random
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.node import NodeModule

Answers = list[tuple[float | None, float]]


def walk(start: float, end: float, seconds: float, seed: int = 0, rate: float = 10) -> Answers:
    """Answers whose strength goes from one to the other in dBm, each struck by its own fading."""
    dice = random.Random(seed)
    moments = [1000 * number / rate for number in range(int(seconds * rate))]
    fade = [dice.gauss(0, 2) - (12 if dice.random() < 0.2 else 0) for _ in moments]
    return [
        (start + (end - start) * at / (seconds * 1000) + lost, at) for at, lost in zip(moments, fade, strict=True)
    ]


def near_of(node: NodeModule, answers: Answers, seconds: float) -> list[dict[str, Any]]:
    near: list[dict[str, Any]] = node.call("near", answers, seconds * 1000)
    return near


@pytest.mark.parametrize("seed", range(5))
def test_the_bar_rises_all_the_way_to_the_thing(told: NodeModule, seed: int) -> None:
    near = near_of(told, walk(-78, -42, 12, seed), 12)

    levels = [near[second * 10]["level"] for second in range(1, 13, 2)]
    assert sorted(levels) == levels
    assert levels[0] < 0.35
    assert levels[-1] > 0.8


@pytest.mark.parametrize(
    ("start", "end", "trend"), [(-75, -45, "nearer"), (-45, -75, "further"), (-60, -60, "steady")]
)
def test_the_trend_is_pagemost_of_the_way(told: NodeModule, start: float, end: float, trend: str) -> None:
    near = near_of(told, walk(start, end, 10), 10)

    [(most, times)] = Counter(each["trend"] for each in near[20:]).most_common(1)
    assert trend == most
    assert times > 50


def test_without_strength_the_bar_rises_with_the_number_of_answers(told: NodeModule) -> None:
    slow: Answers = [(None, at) for at in range(0, 4000, 500)]
    quick: Answers = [(None, at) for at in range(4000, 8000, 50)]

    near = near_of(told, slow + quick, 8)

    assert 0 < near[39]["level"] < 0.3
    assert near[80]["level"] > 0.8


def test_a_thing_that_is_heard_no_more_is_lost_and_the_bar_sinks(told: NodeModule) -> None:
    near = near_of(told, walk(-50, -50, 3), 8)

    assert [False, True] == [near[30]["lost"], near[50]["lost"]]
    assert near[80]["level"] < 0.05


def test_nothing_is_lost_that_was_never_heard(told: NodeModule) -> None:
    assert {(0.0, "steady", False)} == {tuple(each.values()) for each in near_of(told, [], 3)}


def test_one_strong_answer_is_no_leap(told: NodeModule) -> None:
    near = near_of(told, sorted([*walk(-72, -72, 6), (-42.0, 3000.0)], key=lambda each: each[1]), 6)

    levels = [each["level"] for each in near]
    assert max(abs(later - earlier) for earlier, later in pairwise(levels)) < 0.3


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.one_of(st.none(), st.floats(-120, 0)), st.floats(0, 5000)), max_size=60))
def test_the_bar_stays_on_its_scale(told: NodeModule, answers: Answers) -> None:
    near = near_of(told, sorted(answers, key=lambda each: each[1]), 8)

    assert all(0 <= each["level"] <= 1 for each in near)


def test_tones_come_quicker_and_higher_the_nearer_it_is(told: NodeModule) -> None:
    pulses = [told.call("pulse", level / 10) for level in range(11)]

    assert sorted(pulses, key=lambda each: each["pitch"]) == sorted(pulses, key=lambda each: -each["every"])
    assert ({"every": 900, "pitch": 440}, {"every": 90, "pitch": 1760}) == (pulses[0], pulses[10])
