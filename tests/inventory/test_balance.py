"""Balance and turnover tables: they add up in every row, whatever happened to the cards."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from inventory import balance as tables
from inventory.arrays import exact_sums
from inventory.balance import Balance, Grouped, Holding, Turnover
from inventory.categories import Category
from inventory.columns import numbers
from inventory.months import Month
from inventory.schedule import DatedRule, Entry, Event, Handover, MonthRule, Removal, Revaluation, schedule, terms
from inventory.term_columns import side_by_side
from inventory.valuation import Booked, Course, course
from tests.inventory import tables_by_card
from tests.inventory.courses import DAYS, courses, unvalued
from tests.inventory.tables_by_card import Card

EQUIPMENT, FURNITURE = "设备", "家具和用具"
YEAR = date(2026, 1, 1), date(2026, 12, 31)


def computer(posted: date, *events: Event, cost: int = 7200) -> Course:
    return Course(terms(Entry(posted, 1, Decimal(cost), 72), events))


def grouped(cards: list[Card]) -> Grouped:
    names = [group for group, _ in cards]
    return Grouped.of(side_by_side(course for _, course in cards), numbers(range(len(cards))), names)


def balance(cards: list[Card], day: date) -> tuple[list[Balance], Holding]:
    return tables.balance(grouped(cards), day)


def turnover(cards: list[Card], first: date, last: date) -> tuple[list[Turnover], Turnover]:
    return tables.turnover(grouped(cards), first, last)


def row(cards: list[Card]) -> Turnover:
    [only], _ = turnover(cards, *YEAR)
    return only


def test_a_year_of_one_computer_shows_what_it_was_and_what_the_months_took() -> None:
    year = row([(EQUIPMENT, computer(date(2025, 12, 3)))])

    assert year.opening == Holding(1, 1, Decimal(7200), Decimal(100), Decimal(7100))
    assert year.added == Holding(accumulated=Decimal(1200), net=Decimal(-1200))
    assert year.removed == Holding()
    assert year.closing == Holding(1, 1, Decimal(7200), Decimal(1300), Decimal(5900))
    assert year.charged == Decimal(1200)


def test_what_is_bought_in_the_year_is_added_with_its_months() -> None:
    year = row([(EQUIPMENT, computer(date(2026, 11, 30)))])

    assert year.opening == Holding()
    assert year.added == year.closing == Holding(1, 1, Decimal(7200), Decimal(200), Decimal(7000))


def test_what_leaves_takes_its_depreciation_with_it() -> None:
    year = row([(EQUIPMENT, computer(date(2025, 12, 3), Removal(date(2026, 3, 20), 1)))])

    assert year.charged == Decimal(200)
    assert year.removed == Holding(1, 1, Decimal(7200), Decimal(300), Decimal(6900))
    assert year.closing == Holding()


def test_an_enterprise_charges_the_month_of_removal_as_well() -> None:
    rules = [DatedRule(MonthRule.ENTERPRISE, date(2000, 1, 1))]
    removed = terms(Entry(date(2025, 12, 3), 1, Decimal(7200), 72), [Removal(date(2026, 3, 20), 1)], rules)

    year = row([(EQUIPMENT, Course(removed))])

    assert (year.charged, year.removed.accumulated) == (Decimal(300), Decimal(300))


def test_a_card_that_loses_some_of_its_pieces_stays_one_card() -> None:
    desks = Course(terms(Entry(date(2025, 1, 1), 48, Decimal(4800), 60), [Removal(date(2026, 1, 5), 12)]))

    year = row([(FURNITURE, desks)])

    assert year.removed == Holding(0, 12, Decimal(1200), Decimal(240), Decimal(960))
    assert (year.closing.cards, year.closing.pieces, year.closing.cost) == (1, 36, Decimal(3600))


def test_a_higher_cost_is_added_and_a_lower_one_removed() -> None:
    raised = computer(date(2025, 12, 3), Revaluation(date(2026, 6, 1), Decimal(8000), 72))
    lowered = computer(date(2025, 12, 3), Revaluation(date(2026, 6, 1), Decimal(7000), 72))

    year = row([(EQUIPMENT, raised), (EQUIPMENT, lowered)])

    assert (year.added.cost, year.removed.cost) == (Decimal(800), Decimal(200))


def test_a_card_brings_the_depreciation_of_earlier_books_and_charges_none_of_it() -> None:
    handover = Handover(Month(2026, 6), Decimal(3000), months=30)
    taken_over = Course(terms(Entry(date(2026, 5, 1), 1, Decimal(7200), 72, handover)))

    year = row([(EQUIPMENT, taken_over)])

    assert (year.added.accumulated, year.charged) == (Decimal(3600), Decimal(600))


def test_of_what_nobody_knows_the_value_the_pieces_are_counted_apart() -> None:
    unknown = course(Booked(Category("", "", ""), Decimal(500), date(2026, 2, 1), pieces=5))

    year = row([("", unknown)])

    assert year.closing == Holding(1, 5, Decimal(500), unvalued=5)


def test_rows_stand_in_order_and_those_without_a_name_last() -> None:
    cards = [(group, computer(date(2026, 1, 1))) for group in ("", "b", "a", "b")]

    rows, total = balance(cards, date(2026, 12, 31))

    assert [(each.group, each.held.cards) for each in rows] == [("a", 1), ("b", 2), ("", 1)]
    assert total.cards == 4


def test_a_group_that_held_nothing_in_the_period_has_no_row() -> None:
    gone = computer(date(2020, 1, 1), Removal(date(2021, 1, 1), 1))

    assert turnover([(EQUIPMENT, gone)], *YEAR) == ([], Turnover(""))
    assert balance([(EQUIPMENT, gone)], YEAR[1]) == ([], Holding())


groups = st.sampled_from([EQUIPMENT, FURNITURE, ""])
registers = st.lists(st.tuples(groups, courses | unvalued), max_size=6)
periods = st.tuples(DAYS, st.integers(0, 900))


@given(registers, periods)
def test_opening_and_added_less_removed_is_closing_in_every_row_and_in_total(
    cards: list[Card], period: tuple[date, int]
) -> None:
    rows, total = turnover(cards, period[0], period[0] + timedelta(days=period[1]))

    assert all(each.opening + each.added == each.closing + each.removed for each in [*rows, total])
    assert total.closing == sum((each.closing for each in rows), Holding())
    assert all(each.charged >= 0 for each in rows)


@given(registers, DAYS, st.integers(0, 400), st.integers(1, 400))
def test_the_closing_of_a_period_is_the_opening_of_the_next_and_the_balance_of_its_last_day(
    cards: list[Card], first: date, days: int, more: int
) -> None:
    last = first + timedelta(days=days)

    _, this = turnover(cards, first, last)
    _, following = turnover(cards, last + timedelta(days=1), last + timedelta(days=more))
    _, held = balance(cards, last)

    assert this.closing == following.opening == held


@given(courses)
def test_the_months_of_all_time_charge_what_the_schedule_says(card: Course) -> None:
    [ever], _ = turnover([("", card)], date(2017, 1, 1), date(2200, 12, 31))

    assert ever.charged == sum(charge.amount for charge in schedule(card.terms))


@given(registers, periods)
def test_the_tables_are_those_made_card_by_card(cards: list[Card], period: tuple[date, int]) -> None:
    first, last = period[0], period[0] + timedelta(days=period[1])

    assert tables_by_card.turnover(cards, first, last) == turnover(cards, first, last)
    assert tables_by_card.balance(cards, last) == balance(cards, last)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2**58)), max_size=12))
def test_amounts_are_summed_to_the_last_fen_however_large_they_are(amounts: list[tuple[int, int]]) -> None:
    owners, values = (numbers(column) for column in zip(*amounts, strict=True)) if amounts else (numbers(()),) * 2

    found = exact_sums(owners, values, 3)

    assert [sum(value for owner, value in amounts if owner == each) for each in range(3)] == found.tolist()
