"""What a recount chooses: all that is in doubt, or a sample anybody can draw again."""

from hypothesis import given
from hypothesis import strategies as st

from inventory.decisions import Choice
from inventory.findings import Kind
from inventory.recounting import in_doubt, sample, where_to_look
from inventory.standing import Line
from tests.service.pages.made_up import line

THINGS = [line(Kind.VERIFIED, "101", "101", number) for number in range(40)]


def test_what_was_not_seen_doubtful_or_unreadable_is_in_doubt_and_what_was_seen_is_not() -> None:
    found = [line(kind, "101", "102", number) for number, kind in enumerate(Kind)]

    chosen = {each.kind for each in in_doubt(found)}

    assert set(Kind) - {Kind.VERIFIED, Kind.MOVED, Kind.ACCOUNTED} == chosen


def test_what_is_decided_is_in_doubt_only_if_it_is_to_be_looked_at_again() -> None:
    decided = line(Kind.MISSING, "101", None, decision=Choice.CONFIRM_SHORTAGE.value)
    again = line(Kind.VERIFIED, "101", "101", decision=Choice.LOOK_AGAIN.value)

    assert (again,) == in_doubt([decided, again])


@given(st.integers(1, 100), st.integers(0, 2**31 - 1))
def test_a_sample_is_the_same_for_the_same_seed_in_whatever_order_the_things_come(percent: int, seed: int) -> None:
    turned = THINGS[::-1]

    drawn = sample(THINGS, percent, seed)

    assert drawn == sample(turned, percent, seed)
    assert -(-40 * percent // 100) == len(drawn) == len({each.item for each in drawn})


def test_another_seed_draws_another_sample() -> None:
    assert set(sample(THINGS, 25, 1)) != set(sample(THINGS, 25, 2))


def test_foreign_tags_and_things_that_are_out_are_not_sampled() -> None:
    others = [line(Kind.UNKNOWN_TAG, None, "101"), line(Kind.ACCOUNTED, "101", None)]

    assert () == sample(others, 100, 7)


def test_a_thing_is_looked_for_where_it_was_seen_else_where_it_is_booked() -> None:
    def place(booked: str | None, seen: str | None) -> str:
        looked: Line = line(Kind.DOUBTFUL, booked, seen)
        return where_to_look(looked)

    assert ("102", "101", "") == (place("101", "102"), place("101", None), place(None, None))
