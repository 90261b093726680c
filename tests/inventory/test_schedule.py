"""Depreciation month by month, by the rule for public bodies and by that for enterprises."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.months import Month
from inventory.schedule import (
    Charge,
    DatedRule,
    Entry,
    Event,
    Handover,
    MonthRule,
    Removal,
    Revaluation,
    Term,
    rule_on,
    schedule,
    terms,
)
from tests.inventory.courses import DAYS, YUAN, entries, rows_of_terms

ENTERPRISE = [DatedRule(MonthRule.ENTERPRISE, date(2000, 1, 1))]
COMPUTER = Entry(date(2026, 3, 15), 1, Decimal(7200), 72)
DESKS = Entry(date(2026, 1, 10), 48, Decimal("4800.00"), 60)


def amounts(entry: Entry, *events: Event) -> list[Decimal]:
    return [charge.amount for charge in schedule(terms(entry, events))]


def test_a_computer_of_7200_yuan_over_six_years_loses_100_yuan_a_month() -> None:
    charges = schedule(terms(COMPUTER))

    assert charges[0] == Charge(Month(2026, 3), Decimal(100), Decimal(100), Decimal(7100))
    assert charges[-1] == Charge(Month(2032, 2), Decimal(100), Decimal(7200), Decimal(0))
    assert len(charges) == 72


def test_the_last_month_takes_what_rounding_left_over() -> None:
    assert amounts(Entry(date(2026, 1, 1), 1, Decimal(100), 3)) == [
        Decimal("33.33"),
        Decimal("33.33"),
        Decimal("33.34"),
    ]


def test_months_rounded_up_end_before_the_cost_is_exceeded() -> None:
    rounded = amounts(Entry(date(2026, 1, 1), 1, Decimal(100), 600))

    assert rounded[587:590] == [Decimal("0.17"), Decimal("0.04"), Decimal(0)]
    assert sum(rounded) == Decimal(100)


def test_in_an_enterprise_the_month_after_is_the_first() -> None:
    charges = schedule(terms(COMPUTER, rules=ENTERPRISE))

    assert (charges[0].month, charges[-1].month) == (Month(2026, 4), Month(2032, 3))


@pytest.mark.parametrize(("rules", "last"), [([], Month(2026, 11)), (ENTERPRISE, Month(2026, 12))])
def test_the_month_of_removal_is_charged_in_an_enterprise_only(rules: list[DatedRule], last: Month) -> None:
    removed = terms(COMPUTER, [Removal(date(2026, 12, 1), 1)], rules)

    assert schedule(removed)[-1].month == last


@pytest.mark.parametrize("rules", [[], ENTERPRISE])
def test_what_comes_and_goes_in_one_month_is_not_depreciated(rules: list[DatedRule]) -> None:
    assert schedule(terms(COMPUTER, [Removal(date(2026, 3, 31), 1)], rules)) == []


def test_the_rule_is_that_of_the_day_and_of_public_bodies_where_none_is_set() -> None:
    dated = [DatedRule(MonthRule.ENTERPRISE, date(2020, 1, 1)), DatedRule(MonthRule.PUBLIC, date(2024, 1, 1))]

    said = [rule_on(day, dated) for day in (date(2019, 12, 31), date(2020, 1, 1), date(2026, 6, 1))]

    assert said == [MonthRule.PUBLIC, MonthRule.ENTERPRISE, MonthRule.PUBLIC]


def test_what_never_depreciates_has_no_schedule() -> None:
    books = terms(Entry(date(2026, 1, 1), 300, Decimal(9000), None))

    assert schedule(books) == []
    assert books[0].accumulated(Month(2050, 1)) == 0


def test_depreciation_goes_on_from_what_earlier_books_handed_over() -> None:
    handover = Handover(Month(2027, 12), Decimal(2000))

    charges = schedule(terms(Entry(date(2026, 1, 1), 1, Decimal(4400), 48, handover)))

    assert charges[0] == Charge(Month(2028, 1), Decimal(100), Decimal(2100), Decimal(2300))
    assert len(charges) == 24


def test_the_months_earlier_books_counted_go_before_those_since_posting() -> None:
    handover = Handover(Month(2027, 12), Decimal(1400), months=18)

    assert amounts(Entry(date(2026, 1, 1), 1, Decimal(4400), 48, handover)) == [Decimal(100)] * 30


def test_what_is_short_of_the_cost_after_the_whole_life_goes_in_the_next_month() -> None:
    handover = Handover(Month(2025, 12), Decimal(4000))

    charges = schedule(terms(Entry(date(2010, 1, 1), 1, Decimal(4400), 48, handover)))

    assert charges == [Charge(Month(2026, 1), Decimal(400), Decimal(4400), Decimal(0))]


def test_earlier_books_that_end_before_the_card_was_posted_shorten_nothing() -> None:
    handover = Handover(Month(2025, 6), Decimal(0))

    assert amounts(Entry(date(2026, 1, 1), 1, Decimal(4800), 48, handover)) == [Decimal(100)] * 48


def test_what_leaves_in_the_time_of_earlier_books_leaves_the_rest_its_months() -> None:
    handover = Handover(Month(2026, 12), Decimal(960))

    left = amounts(replace(DESKS, handover=handover), Removal(date(2026, 6, 1), 24))

    assert left == [Decimal(40)] * 48


def test_a_new_cost_or_life_spreads_what_is_left_over_the_months_left() -> None:
    # (9600 − 2400) ÷ (96 − 24)
    extended = terms(COMPUTER, [Revaluation(date(2028, 3, 1), Decimal(9600), 96)])

    charges = schedule(extended)

    assert [charge.amount for charge in charges[23:25]] == [Decimal(100), Decimal(100)]
    assert len(charges) == 96
    assert charges[-1].accumulated == Decimal(9600)


def test_a_life_shortened_to_less_than_is_over_takes_the_rest_at_once() -> None:
    shortened = amounts(COMPUTER, Revaluation(date(2028, 3, 1), Decimal(7200), 12))

    assert shortened == [*[Decimal(100)] * 24, Decimal(4800)]


def test_a_cost_lowered_below_what_is_written_down_leaves_nothing_to_depreciate() -> None:
    lowered = terms(COMPUTER, [Revaluation(date(2028, 3, 1), Decimal(1000), 72)])

    assert len(schedule(lowered)) == 24
    assert lowered[-1].accumulated(Month(2028, 3)) == Decimal(1000)


def test_a_used_up_thing_that_is_improved_depreciates_over_the_months_it_gains() -> None:
    improved = amounts(COMPUTER, Revaluation(date(2040, 1, 1), Decimal(8400), 84))

    assert improved == [Decimal(100)] * 84


def test_desks_that_go_take_their_part_of_cost_and_depreciation_with_them() -> None:
    left = terms(DESKS, [Removal(date(2027, 1, 5), 12)])[-1]

    assert (left.pieces, left.cost, left.before) == (36, Decimal("3600.00"), Decimal("720.00"))
    assert left.accumulated(Month(2027, 1)) - left.before == Decimal("60.00")


def test_the_cost_a_document_names_for_a_removal_counts() -> None:
    left = terms(DESKS, [Removal(date(2027, 1, 5), 1, Decimal("99.99"))])[-1]

    assert (left.pieces, left.cost, left.before) == (47, Decimal("4700.01"), Decimal("940.00"))


def test_the_last_pieces_take_all_that_is_left() -> None:
    gone = terms(DESKS, [Removal(date(2027, 1, 5), 48, Decimal("4799.00"))])[-1]

    assert (gone.cost, gone.before) == (Decimal(0), Decimal(0))


def test_what_is_dated_before_the_card_counts_from_its_first_day() -> None:
    gone = terms(COMPUTER, [Removal(date(2020, 1, 1), 1)])

    assert (gone[-1].since, gone[-1].pieces) == (COMPUTER.day, 0)
    assert schedule(gone) == []


def test_nothing_happens_to_what_is_gone() -> None:
    gone = terms(COMPUTER, [Removal(date(2027, 1, 1), 1), Revaluation(date(2028, 1, 1), Decimal(1), 9)])

    assert (gone[-1].pieces, gone[-1].cost) == (0, Decimal(0))


@given(DAYS, YUAN, st.integers(1, 600), st.sampled_from([[], ENTERPRISE]))
def test_a_schedule_sums_to_the_cost_and_has_one_month_for_each_of_the_life(
    day: date, cost: Decimal, life: int, rules: list[DatedRule]
) -> None:
    charges = schedule(terms(Entry(day, 1, cost, life), rules=rules))

    assert sum(charge.amount for charge in charges) == cost
    assert [charge.month - charges[0].month for charge in charges] == list(range(life))


@given(entries)
def test_what_was_handed_over_and_what_is_charged_sum_to_the_cost(entry: Entry) -> None:
    course = terms(entry)

    charged = sum(charge.amount for charge in schedule(course))

    assert course[0].before + charged == (entry.cost if entry.life_months else course[0].before)


@given(rows_of_terms)
def test_whatever_happens_no_month_gives_back_and_no_term_exceeds_its_cost(course: tuple[Term, ...]) -> None:
    charges = schedule(course)

    assert all(charge.amount >= 0 and charge.net >= 0 for charge in charges)
    assert [charge.month for charge in charges] == sorted({charge.month for charge in charges})
    assert all(0 <= term.before <= term.cost and term.pieces >= 0 for term in course)
