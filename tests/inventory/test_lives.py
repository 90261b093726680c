"""Which life a class of things has: by its code, on the day of posting."""

from datetime import date

import pytest

from inventory.categories import Category
from inventory.lives import Life, life_of, shipped_lives

DESKTOP = Category("GB/T 14885", "2022", "A02010105")
TODAY = date(2026, 11, 21)


def row(code: str, months: int | None, valid_from: date = date(2017, 1, 1)) -> Life:
    return Life("GB/T 14885", "2022", code, months, valid_from)


@pytest.mark.parametrize(
    ("edition", "code", "months"),
    [
        ("2022", "A02010105", 72),
        ("2022", "A02020700", 72),
        ("2022", "A05010203", 180),
        ("2010", "2010104", 72),
        ("2010", "2030000", 96),
        ("2010", "3220000", 60),
    ],
)
def test_the_least_lives_of_the_guide_come_with_the_program(edition: str, code: str, months: int) -> None:
    life = life_of(Category("GB/T 14885", edition, code), TODAY, shipped_lives())

    assert life is not None
    assert life.months == months


@pytest.mark.parametrize(
    ("edition", "code"),
    [("2022", "A04010000"), ("2022", "A03000000"), ("2022", "A06010000"), ("2010", "1010000"), ("2010", "6030101")],
)
def test_books_relics_land_animals_and_plants_never_depreciate(edition: str, code: str) -> None:
    life = life_of(Category("GB/T 14885", edition, code), TODAY, shipped_lives())

    assert life is not None
    assert life.months is None


@pytest.mark.parametrize("category", [Category("GB/T 14885", "2022", "A01010000"), Category("own", "", "A0201")])
def test_of_houses_and_of_other_classifications_the_table_says_nothing(category: Category) -> None:
    assert life_of(category, TODAY, shipped_lives()) is None


def test_the_longest_code_goes_before_a_newer_one() -> None:
    lives = [row("A0201", 72), row("A02010105", 60), row("A02", 48, date(2020, 1, 1))]

    assert life_of(DESKTOP, TODAY, lives) == lives[1]


def test_what_was_posted_before_a_new_row_keeps_its_life() -> None:
    lives = [row("A0201", 72), row("A0201", 60, date(2025, 1, 1))]

    assert life_of(DESKTOP, date(2024, 12, 31), lives) == lives[0]
    assert life_of(DESKTOP, date(2025, 1, 1), lives) == lives[1]


def test_what_is_older_than_the_table_has_its_first_life() -> None:
    lives = [row("A0201", 72), row("A02010105", 60, date(2025, 1, 1))]

    assert life_of(DESKTOP, date(2009, 9, 1), lives) == lives[0]


def test_a_row_added_later_for_the_same_code_and_day_counts() -> None:
    lives = [row("A0201", 72), row("A0201", 96)]

    assert life_of(DESKTOP, TODAY, lives) == lives[1]


def test_every_shipped_row_stands_once_and_names_its_source() -> None:
    rows = shipped_lives()

    assert len({(life.scheme, life.edition, life.code, life.valid_from) for life in rows}) == len(rows)
    assert all(life.source for life in rows)
    assert all(life.months is None or 36 <= life.months <= 600 for life in rows)
