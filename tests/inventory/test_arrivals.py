"""When tags came in a walk, and what that says of the walk: was it broken off?"""

from hypothesis import given
from hypothesis import strategies as st

from inventory.arrivals import Arrivals, arrivals
from inventory.coverage import Advice, Coverage, advice, coverage
from inventory.reconciliation import reconcile
from inventory.survey import Expected, Pass, Survey, Trace
from tests.inventory.school import item, room, tag, walk

ROOMS = ("101", "102", "103", "104", "105")
seconds = st.integers(0, 100)
rows = st.lists(st.tuples(st.sampled_from("ABCDE"), seconds, seconds.map(lambda more: 100 + more)), max_size=9)


def test_a_tag_first_heard_in_the_last_fifth_of_the_walk_is_late() -> None:
    assert Arrivals(3, 1) == arrivals([("A", 0, 100), ("B", 79, 80), ("C", 90, 95)])


def test_a_tag_told_in_several_rows_came_with_the_first_of_them() -> None:
    assert Arrivals(2, 0) == arrivals([("A", 0, 5), ("B", 95, 100), ("B", 10, 20)])


def test_a_walk_without_times_tells_nothing() -> None:
    assert Arrivals() == arrivals([("A", 7, 7), ("B", 7, 7)]) == arrivals([])


@given(rows, st.integers(-1_000_000, 1_000_000))
def test_neither_the_order_nor_the_hour_of_the_walk_matters(heard: list[tuple[str, int, int]], hour: int) -> None:
    later = [(each, first + hour, last + hour) for each, first, last in reversed(heard)]

    assert arrivals(heard) == arrivals(later)
    assert arrivals(heard).late <= arrivals(heard).heard


def walked(first_heard: list[float]) -> Coverage:
    """Five rooms of twenty things; of 101 those were heard that have a time, of the others nearly all, early."""
    names = [(f"{number} of {name}", name, number) for name in ROOMS for number in range(20)]
    times = {"101": first_heard}
    early = [1.0 + number for number in range(19)]
    survey = Survey(
        rooms=frozenset(room(name) for name in ROOMS),
        expected=tuple(Expected(item(thing), room(name), (tag(thing),)) for thing, name, _ in names),
        passes=tuple(Pass(walk(name), room(name)) for name in ROOMS),
        traces=tuple(
            Trace(walk(name), tag(thing), 8, -50.0, -57.0, times.get(name, early)[number], 40.0)
            for thing, name, number in names
            if number < len(times.get(name, early))
        ),
    )
    return coverage(reconcile(survey))[room("101")]


def test_a_walk_that_came_upon_new_tags_until_its_end_was_broken_off() -> None:
    early, until_the_end = walked([1.0 + number for number in range(14)]), walked([1.0 + 3 * n for n in range(14)])

    assert until_the_end.unread > early.unread + 0.2
    assert Advice.WALK_AGAIN is advice(until_the_end)
