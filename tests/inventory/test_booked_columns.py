"""All cards at once have the courses that each has by itself, to the fen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from inventory.booked_columns import UNSAID, BookedColumns, Check, Rules, differing, terms_of
from inventory.categories import Category
from inventory.columns import numbers
from inventory.lives import Life
from inventory.months import Month
from inventory.revaluing import Before
from inventory.schedule import DatedRule, Event, Handover, Removal
from inventory.term_columns import TermColumns, day_number, fen, month_number, side_by_side
from inventory.valuation import NOMINAL_AMOUNT, Booked, course
from tests.inventory.courses import DAYS, YUAN, rules

CATEGORIES = [
    *(
        Category("s", "e", code, name)
        for code, name in (("A1", "设备"), ("A12", "计算机"), ("B", "土地"), ("C", "图书"))
    ),
    Category("", "", "", ""),
]
MONTHS = st.builds(Month.of, DAYS)

lives = st.lists(
    st.builds(
        Life,
        st.just("s"),
        st.just("e"),
        st.sampled_from(["A", "A1", "A12", "B"]),
        st.none() | st.integers(1, 60),
        DAYS,
    ),
    max_size=4,
)
booked = st.builds(
    Booked,
    category=st.sampled_from(CATEGORIES),
    cost=st.none() | YUAN | st.just(Decimal("1.00")),
    posted=st.none() | DAYS,
    life_months=st.none() | st.integers(0, 60),
    pieces=st.integers(1, 5),
    value_type=st.sampled_from(["", "", NOMINAL_AMOUNT]),
    handover=st.none() | st.builds(Handover, MONTHS, YUAN),
)
removals = st.builds(Removal, DAYS, st.integers(1, 5))
befores = st.builds(Before, DAYS, YUAN, st.none() | st.integers(1, 60))
happened = st.lists(removals, max_size=2) | st.lists(removals | befores, max_size=3)
registers = st.lists(st.tuples(booked, happened), max_size=8)


@given(registers, lives, rules)
def test_every_card_has_the_terms_it_has_by_itself(
    cards: list[tuple[Booked, list[Event | Before]]], lives: list[Life], rules: list[DatedRule]
) -> None:
    alone = side_by_side(course(card, events, lives, rules) for card, events in cards)
    events = {row: happened for row, (_, happened) in enumerate(cards) if happened}

    at_once = terms_of(columns([card for card, _ in cards]), CATEGORIES, events, Rules(lambda _: lives, rules))

    assert rows_of(alone) == rows_of(at_once)


@given(st.lists(st.tuples(booked, st.lists(befores, max_size=2)), max_size=8), lives, rules)
def test_what_stands_on_cards_is_compared_with_what_the_rules_make_of_each(
    cards: list[tuple[Booked, list[Before]]], lives: list[Life], rules: list[DatedRule]
) -> None:
    wrong = [check for row, (card, past) in enumerate(cards) if (check := check_of(row, card, past, lives, rules))]
    wrong.sort(key=lambda check: -abs(check.booked - check.computed))
    past = {row: before for row, (_, before) in enumerate(cards) if before}

    found = differing(columns([card for card, _ in cards]), CATEGORIES, past, Rules(lambda _: lives, rules), 3)

    assert (wrong[:3], len(wrong)) == found


def check_of(
    row: int, card: Booked, past: Sequence[Before], lives: Sequence[Life], rules: Sequence[DatedRule]
) -> Check | None:
    if card.handover is None or card.posted is None:
        return None
    alone = course(replace(card, handover=None), past, lives, rules)
    following = card.handover.until + 1
    then = alone.at(date(following.year, following.number, 1) - timedelta(days=1)) or alone.terms[0]
    computed = then.accumulated(card.handover.until)
    if not alone.valued or computed == card.handover.accumulated:
        return None
    return Check(row, card.handover.accumulated, computed, card.handover.until)


def columns(cards: Sequence[Booked]) -> BookedColumns:
    handed = [card.handover for card in cards]
    return BookedColumns(
        category=numbers(CATEGORIES.index(card.category) for card in cards),
        cost=numbers(UNSAID if card.cost is None else fen(card.cost) for card in cards),
        posted=numbers(UNSAID if card.posted is None else day_number(card.posted) for card in cards),
        life_months=numbers(card.life_months or 0 for card in cards),
        pieces=numbers(card.pieces for card in cards),
        nominal=numbers(card.value_type == NOMINAL_AMOUNT for card in cards).astype(bool),
        accumulated=numbers(fen(each.accumulated) if each else UNSAID for each in handed),
        until=numbers(month_number(each.until) if each else 0 for each in handed),
    )


def rows_of(terms: TermColumns) -> list[tuple[int, ...]]:
    return list(zip(*(getattr(terms, name).tolist() for name in terms.__slots__), strict=True))
