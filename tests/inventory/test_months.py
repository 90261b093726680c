from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.months import Month


@pytest.mark.parametrize(
    ("day", "over"),
    [
        (date(2026, 3, 30), Month(2026, 2)),
        (date(2026, 3, 31), Month(2026, 3)),
        (date(2026, 1, 1), Month(2025, 12)),
        (date(2028, 2, 28), Month(2028, 1)),
        (date(2028, 2, 29), Month(2028, 2)),
    ],
)
def test_a_month_is_over_at_the_end_of_its_last_day(day: date, over: Month) -> None:
    assert Month.over_at(day) == over


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(-600, 1200))
def test_months_added_are_months_apart(day: date, months: int) -> None:
    month = Month.of(day)

    assert (month + months) - month == months
    assert (month + months > month) == (months > 0)


def test_a_month_reads_as_calendars_write_it() -> None:
    assert str(Month(2026, 3)) == "2026-03"
