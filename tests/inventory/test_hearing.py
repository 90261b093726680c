"""What one pass heard of a tag is one sound, however many rows told it and whatever was heard beside it."""

from math import log10

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from inventory.arrays import Flags, Numbers
from inventory.columns import Columns, Listed, Traces, numbers, texts
from inventory.hearing import Heard, hear
from inventory.ids import RoomId, new_id
from inventory.readability import whole_sounds

TAGS, PASSES = 4, 3
NOBODY: Numbers = np.empty(0, np.int64)
NO: Flags = np.empty(0, np.bool_)
Row = tuple[int, int, int, float]
"""A tag, a pass, the answers, and their mean strength in dBm."""

rows = st.lists(
    st.tuples(
        st.integers(0, TAGS - 1),
        st.integers(0, PASSES - 1),
        st.integers(1, 40),
        st.sampled_from([float("nan"), -75.5, -60.0, -48.3]),
    ),
    max_size=24,
)


def heard(told: list[Row]) -> Heard:
    """All that was heard of every tag; each pass is through a room of its own."""
    tags, walks, reads, means = (list(column) for column in zip(*told, strict=True)) if told else ([], [], [], [])
    mean = np.array(means, np.float64)
    traces = Traces(numbers(walks), texts(["T"] * len(told)), numbers(reads), mean, mean, texts([""] * len(told)))
    columns = Columns(
        [RoomId(new_id()) for _ in range(PASSES)],
        numbers(range(PASSES)),
        (NOBODY, NOBODY),
        Listed([], NOBODY, NO, NO, NO, NOBODY, texts(())),
        texts(new_id().hex for _ in range(PASSES)),
        numbers(range(PASSES)),
        numbers(range(PASSES)),
        np.zeros(PASSES),
        np.zeros(PASSES),
        numbers([0] * PASSES),
        numbers([0] * PASSES),
        traces,
        *(NOBODY, NOBODY, texts(()), NOBODY),
    )
    return hear(columns, numbers(tags), TAGS)


def sounds(told: list[Row], tag: int) -> list[tuple[int, int]]:
    """The number and the sound of each pass that heard the tag."""
    all_of_it = heard(told)
    _, which = all_of_it.sounds_of(numbers([tag]))
    return list(zip(all_of_it.walk[which].tolist(), all_of_it.sound[which].tolist(), strict=True))


@given(rows)
def test_what_is_heard_of_a_tag_does_not_depend_on_the_others(told: list[Row]) -> None:
    for tag in range(TAGS):
        assert sounds([row for row in told if row[0] == tag], tag) == sounds(told, tag)


@given(rows.flatmap(lambda told: st.tuples(st.just(told), st.permutations(told))))
def test_rows_may_come_in_any_order(both: tuple[list[Row], list[Row]]) -> None:
    told, shuffled = both

    for tag in range(TAGS):
        assert sounds(told, tag) == sounds(shuffled, tag)


@given(rows)
def test_each_pass_that_heard_a_tag_is_one_sound_of_it(told: list[Row]) -> None:
    for tag in range(TAGS):
        assert sorted({walk for each, walk, _, _ in told if each == tag}) == [room for room, _ in sounds(told, tag)]


def test_answers_told_in_several_rows_are_one_sound_at_their_mean_power() -> None:
    in_two_rows = [(0, 0, 9, -60.0), (0, 0, 1, -50.0), (1, 0, 5, -70.0)]
    mean = 10 * log10((9 * 10**-6 + 1 * 10**-5) / 10)

    expected = whole_sounds(np.array([mean, -70.0]), numbers([10, 5])).tolist()

    assert [[(0, sound)] for sound in expected] == [sounds(in_two_rows, tag) for tag in (0, 1)]
