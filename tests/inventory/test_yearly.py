"""The depreciation of a card year by year."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from inventory.schedule import Entry, schedule, terms
from inventory.yearly import Year, years


def test_months_are_summed_up_by_year() -> None:
    charges = schedule(terms(Entry(date(2025, 11, 10), 1, Decimal("36.00"), 12)))

    assert [
        Year(2025, 2, Decimal("6.00"), Decimal("6.00"), Decimal("30.00")),
        Year(2026, 10, Decimal("30.00"), Decimal("36.00"), Decimal("0.00")),
    ] == years(charges)


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.decimals(0, 10**6, places=2), st.integers(1, 600))
def test_the_years_take_what_the_months_take(day: date, cost: Decimal, life: int) -> None:
    found = years(schedule(terms(Entry(day, 1, cost, life))))

    assert cost == sum(year.amount for year in found)
