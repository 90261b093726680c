"""What people write into the fields of a card."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.fields import FIELDS, BadValue, as_text, from_text


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("name", " 投影仪 ", "投影仪"),
        ("name", "", ""),
        ("acquired", "2024-09-01", date(2024, 9, 1)),
        ("acquired", "", None),
        ("cost", "12,800.50", Decimal("12800.50")),
        ("cost", " ", None),
        ("life_months", "72", 72),
    ],
)
def test_what_is_written_is_understood(field: str, text: str, value: Any) -> None:
    assert value == from_text(FIELDS[field], text)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("acquired", "2024-13-01"),
        ("acquired", "0001-01-01"),
        ("cost", "-1"),
        ("cost", "1.005"),
        ("cost", "NaN"),
        ("cost", "1e40"),
        ("life_months", "-3"),
        ("life_months", "six years"),
        ("name", "a\x00b"),
        ("name", "x" * 3000),
    ],
)
def test_what_cannot_stand_there_is_refused_by_name(field: str, text: str) -> None:
    with pytest.raises(BadValue) as refused:
        from_text(FIELDS[field], text)

    assert FIELDS[field].label in str(refused.value)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.decimals(0, 10**9, places=2), st.integers(0, 1200))
def test_a_value_written_down_is_read_back(day: date, cost: Decimal, months: int) -> None:
    values = {"acquired": day, "cost": cost, "life_months": months}

    assert values == {name: from_text(FIELDS[name], as_text(value)) for name, value in values.items()}
