"""Depreciation as the rules for public bodies have it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.valuation import Worth, accumulated_at, months_over, straight_line, together, worth

YUAN = st.decimals("0.01", "99999.99", places=2)


def test_what_the_books_say_goes_before_what_could_be_reckoned() -> None:
    assert accumulated_at(date(2026, 12, 31), Decimal(3600), Decimal(1), date(2020, 1, 1), 36) == Decimal(1)


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2026, 3, 14), 0),  # before it was posted
        (date(2026, 3, 30), 0),
        (date(2026, 3, 31), 1),  # the month of posting is the first
        (date(2026, 4, 29), 1),
        (date(2026, 12, 31), 10),
        (date(2027, 3, 31), 13),
    ],
)
def test_a_month_counts_when_it_is_over_and_the_month_of_posting_is_the_first(day: date, months: int) -> None:
    assert months_over(date(2026, 3, 15), day) == months


def test_a_desk_of_360_yuan_over_five_years_loses_6_yuan_a_month() -> None:
    assert accumulated_at(date(2026, 12, 31), Decimal(360), None, date(2026, 1, 20), 60) == Decimal(72)


def test_after_its_life_nothing_is_left_and_nothing_more_is_taken() -> None:
    assert accumulated_at(date(2060, 1, 1), Decimal(100), None, date(2000, 5, 1), 36) == Decimal(100)


@pytest.mark.parametrize(("posted", "life"), [(None, 60), (date(2020, 1, 1), None), (date(2020, 1, 1), 0)])
def test_without_posting_date_or_life_nobody_knows(posted: date | None, life: int | None) -> None:
    assert accumulated_at(date(2026, 12, 31), Decimal(360), None, posted, life) is None


def test_books_and_what_stands_at_one_yuan_are_not_depreciated() -> None:
    day, posted = date(2026, 12, 31), date(2020, 1, 1)

    assert accumulated_at(day, Decimal(5000), None, posted, 60, "图书和档案") == 0
    assert accumulated_at(day, Decimal(1), None, None, None) == 0
    assert accumulated_at(day, Decimal(5000), None, posted, 60, "图书档案设备") == Decimal(5000)


@given(YUAN, st.integers(1, 600))
def test_the_schedule_never_falls_never_exceeds_the_cost_and_ends_at_it(cost: Decimal, life: int) -> None:
    schedule = [straight_line(cost, life, month) for month in range(life + 2)]

    assert schedule == sorted(schedule)
    assert (schedule[0], schedule[life], schedule[-1]) == (Decimal(0), cost, cost)


@given(st.lists(st.tuples(st.none() | YUAN, st.none() | YUAN), max_size=8))
def test_the_worth_of_many_is_the_sum_of_each(pieces: list[tuple[Decimal | None, Decimal | None]]) -> None:
    summed = together(worth(cost, accumulated) for cost, accumulated in pieces)

    known = [cost - accumulated for cost, accumulated in pieces if cost is not None and accumulated is not None]
    assert summed.pieces == len(pieces)
    assert summed.unvalued == len(pieces) - len(known)
    assert summed.net == (sum(known) if known else None)


def test_an_amount_nobody_knows_is_none_and_not_nothing() -> None:
    assert together([worth(None, None)]) == Worth(1, None, None, None, 1)
