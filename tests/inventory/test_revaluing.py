"""A change of cost or life counts from its day on; what the card is worth in the end follows from all of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from inventory.categories import Category
from inventory.months import Month
from inventory.revaluing import Before, Deed, befores
from inventory.schedule import Removal, schedule
from inventory.valuation import Booked, Course, course

POSTED = date(2024, 1, 10)
ALONE = Category("", "", "")


def yuan(amount: float) -> Decimal:
    return Decimal(amount).quantize(Decimal("0.01"))


def valued(cost: float, months: int, events: Sequence[Before | Removal], pieces: int = 1) -> Course:
    return course(Booked(ALONE, yuan(cost), POSTED, months, pieces), events, ())


def test_what_is_left_of_the_new_cost_is_spread_over_the_months_that_are_left() -> None:
    its = valued(3000, 24, [Before(date(2025, 1, 20), yuan(2400), 24)])

    assert yuan(1200) == its.worth(date(2024, 12, 31)).accumulated
    assert yuan(1350) == its.worth(date(2025, 1, 31)).accumulated  # (3,000 − 1,200) ÷ 12


def test_before_its_change_the_card_cost_what_it_cost_then() -> None:
    its = valued(3000, 24, [Before(date(2025, 1, 20), yuan(2400), 24)])

    assert [yuan(2400), yuan(3000)] == [its.worth(date(2025, 1, day)).cost for day in (19, 20)]


def test_a_longer_life_spreads_the_rest_over_more_months() -> None:
    its = valued(2400, 36, [Before(date(2025, 1, 20), yuan(2400), 24)])

    assert yuan(1250) == its.worth(date(2025, 1, 31)).accumulated  # 1,200 over 24 months


def test_pieces_that_had_left_are_not_revalued() -> None:
    its = valued(3000, 24, [Before(date(2025, 1, 20), yuan(2400), 24), Removal(date(2024, 6, 1), 1)], pieces=2)

    assert yuan(1500) == its.worth(date(2025, 1, 31)).cost


def test_a_split_is_no_change_of_value() -> None:
    split = Deed(date(2025, 3, 1), (yuan(3000), yuan(1000)), shared=True)
    revalued = Deed(date(2025, 1, 20), (yuan(2400), yuan(3000)))

    assert [Before(date(2025, 1, 20), yuan(800), 24)] == befores(yuan(1000), 24, [revalued, split])


def test_what_was_before_its_depreciation_was_written_down_is_settled() -> None:
    early, typed = Deed(date(2025, 1, 20), (yuan(2400), yuan(3000))), Deed(date(2025, 2, 1), settled=True)
    late = Deed(date(2025, 3, 1), (yuan(3000), yuan(3300)))

    assert [Before(date(2025, 3, 1), yuan(3000), 24)] == befores(yuan(3300), 24, [early, typed, late])


def test_what_was_settled_is_told_who_asks_for_it() -> None:
    early, typed = Deed(date(2025, 1, 20), (yuan(2400), yuan(3000))), Deed(date(2025, 2, 1), settled=True)

    assert [Before(date(2025, 1, 20), yuan(2400), 24)] == befores(yuan(3000), 24, [early, typed], settled=True)


def test_a_cost_that_was_not_known_before_is_no_change_of_value() -> None:
    assert [] == befores(yuan(2400), 24, [Deed(date(2025, 1, 20), (None, yuan(2400)))])


COSTS = st.decimals("2.00", "99999.99", places=2)
CHANGES = st.lists(st.tuples(st.integers(0, 2000), COSTS, st.integers(1, 120)), max_size=4)


@given(COSTS, st.integers(1, 120), CHANGES, st.integers(0, 3000))
def test_whatever_was_changed_the_card_ends_at_its_cost_and_never_below_nothing(
    cost: Decimal, months: int, changes: list[tuple[int, Decimal, int]], later: int
) -> None:
    past = [Before(POSTED + timedelta(days), was, life) for days, was, life in sorted(changes)]
    its = course(Booked(ALONE, cost, POSTED, months), past, ())
    worth = its.worth(POSTED + timedelta(later))

    assert min(worth.net or yuan(0), yuan(0)) == 0
    assert cost == its.worth(date(2099, 1, 1)).cost == its.worth(date(2099, 1, 1)).accumulated
    assert all(charge.net >= 0 for charge in schedule(its.terms))


def test_changes_of_one_day_count_in_their_order() -> None:
    day = date(2025, 1, 20)
    its = valued(3000, 24, [Before(day, yuan(2400), 24), Before(day, yuan(9000), 24)])

    assert yuan(1350) == its.terms[-1].accumulated(Month(2025, 1))
