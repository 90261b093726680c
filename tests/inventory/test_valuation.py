"""Depreciation as the rules for public bodies have it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.categories import Category
from inventory.lives import Life
from inventory.months import Month
from inventory.schedule import DatedRule, Handover, MonthRule, Removal
from inventory.valuation import NOMINAL_AMOUNT, Booked, Course, Worth, accumulated_at, course, together, worth

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
    assert accumulated_at(day, Decimal(3600), None, date(2026, 3, 15), 36) == Decimal(100) * months


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


@given(st.lists(st.tuples(st.none() | YUAN, st.none() | YUAN), max_size=8))
def test_the_worth_of_many_is_the_sum_of_each(pieces: list[tuple[Decimal | None, Decimal | None]]) -> None:
    summed = together(worth(cost, accumulated) for cost, accumulated in pieces)

    known = [cost - accumulated for cost, accumulated in pieces if cost is not None and accumulated is not None]
    assert summed.pieces == len(pieces)
    assert summed.unvalued == len(pieces) - len(known)
    assert summed.net == (sum(known) if known else None)


def test_an_amount_nobody_knows_is_none_and_not_nothing() -> None:
    assert together([worth(None, None)]) == Worth(1, None, None, None, 1)


COMPUTERS = Category("GB/T 14885", "2022", "A02010105", "台式计算机")
YEAR_END = date(2026, 12, 31)


def valued(
    category: Category = COMPUTERS,
    posted: date | None = date(2026, 1, 5),
    life_months: int | None = None,
    value_type: str = "",
    handover: Handover | None = None,
) -> Course:
    return course(Booked(category, Decimal(7200), posted, life_months, 2, value_type, handover))


def test_a_life_the_card_does_not_say_is_that_of_its_class() -> None:
    assert valued().worth(YEAR_END) == Worth(2, Decimal(7200), Decimal(1200), Decimal(6000))


def test_the_life_the_card_says_goes_before_that_of_its_class() -> None:
    assert valued(life_months=48).worth(YEAR_END).accumulated == Decimal(1800)


def test_a_card_with_neither_posting_date_nor_life_is_counted_and_not_valued() -> None:
    unknown = Worth(2, Decimal(7200), None, None, unvalued=2)

    assert valued(Category("own", "", "7")).worth(YEAR_END) == unknown
    assert valued(posted=None).worth(YEAR_END) == unknown


@pytest.mark.parametrize("category", [Category("GB/T 14885", "2010", "5010000"), Category("own", "", "7", "图书")])
def test_books_keep_their_cost(category: Category) -> None:
    assert valued(category, life_months=60).worth(YEAR_END).net == Decimal(7200)


def test_a_school_may_say_that_its_books_wear_out() -> None:
    own = Category("own", "", "7", "图书")
    lives = [Life("own", "", "7", 24, date(2020, 1, 1))]

    books = course(Booked(own, Decimal(2400), date(2026, 1, 5)), lives=lives)

    assert books.worth(YEAR_END).accumulated == Decimal(1200)


def test_what_stands_at_a_nominal_amount_for_each_piece_is_not_depreciated() -> None:
    batch = course(Booked(COMPUTERS, Decimal(48), date(2020, 1, 1), pieces=48))

    assert batch.worth(YEAR_END).net == Decimal(48)
    assert valued(value_type=NOMINAL_AMOUNT).worth(YEAR_END).net == Decimal(7200)


def test_depreciation_of_earlier_books_goes_on_or_stays_if_nobody_knows_for_how_long() -> None:
    handover = Handover(Month(2026, 6), Decimal(3600))

    assert valued(handover=handover).worth(YEAR_END).accumulated == Decimal("3927.30")
    assert valued(posted=None, handover=handover).worth(YEAR_END).accumulated == Decimal(3600)
    assert valued(Category("own", "", "7"), handover=handover).worth(YEAR_END).accumulated == Decimal(3600)


def test_before_its_entry_and_after_its_removal_a_card_is_worth_nothing() -> None:
    gone = course(Booked(COMPUTERS, Decimal(7200), date(2026, 3, 5)), [Removal(date(2026, 8, 9), 1)])

    assert gone.worth(date(2026, 3, 4)) == gone.worth(date(2026, 8, 9)) == Worth()
    assert gone.worth(date(2026, 8, 8)).pieces == 1


def test_an_enterprise_starts_a_month_later() -> None:
    rules = [DatedRule(MonthRule.ENTERPRISE, date(2000, 1, 1))]

    computer = course(Booked(COMPUTERS, Decimal(7200), date(2026, 1, 5)), rules=rules)

    assert computer.worth(YEAR_END).accumulated == Decimal(1100)
