"""The courses of all cards of a register at once.

To most cards nothing happens but that they come, and perhaps leave as a whole. For those the rules of
`inventory.valuation.course` work on columns here; of the others each has its course by itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from inventory.arrays import Flags, Numbers
from inventory.categories import Category
from inventory.details import NOMINAL
from inventory.lives import Life, life_of
from inventory.months import Month
from inventory.revaluing import Before
from inventory.schedule import DatedRule, Event, Handover, MonthRule, Removal, rule_on
from inventory.term_columns import (
    EVER,
    NO_LIFE,
    TermColumns,
    day_number,
    day_of,
    fen,
    last_days,
    month_of,
    months_of,
    side_by_side,
    spread_over,
    together,
    yuan,
)
from inventory.valuation import NEVER_DEPRECIATED, NOMINAL_AMOUNT, Booked, Course, course

UNSAID = np.iinfo(np.int64).min
"""Stands where the register says nothing."""

_UNKNOWN_LIFE = -2
_SINCE_EVER, _LAST_DAY = day_number(date.min), day_number(date.max)


@dataclass(frozen=True, slots=True)
class BookedColumns:
    """A row for each card, as `inventory.valuation.Booked`; `category` is the place of its category among them all.

    `accumulated` is the depreciation the card came with, for the end of the month `until`.
    """

    category: Numbers
    cost: Numbers
    posted: Numbers
    life_months: Numbers
    pieces: Numbers
    nominal: Flags
    accumulated: Numbers
    until: Numbers

    def rows(self, which: Numbers | Flags) -> "BookedColumns":
        """Some of the rows."""
        return BookedColumns(*(getattr(self, field.name)[which] for field in fields(self)))


@dataclass(frozen=True, slots=True)
class Rules:
    """By what the school writes down: its lives that may fit a category, and its month rules."""

    lives: Callable[[Category], Sequence[Life]]
    months: Sequence[DatedRule]


def terms_of(
    booked: BookedColumns,
    categories: Sequence[Category],
    events: Mapping[int, Sequence[Event | Before]],
    rules: Rules,
) -> TermColumns:
    """The terms of all cards; `events` are those of each card, by its row, to which something happened."""
    days = {card: day for card in events if (day := _left_on(events[card], int(booked.pieces[card]))) is not None}
    single = sorted(events.keys() - days.keys())
    plain = np.ones(len(booked.cost), np.bool_)
    plain[single] = False
    terms = entered(np.flatnonzero(plain), booked.rows(plain), categories, rules)
    leaving = np.isin(terms.card, list(days))
    until, gone = left(terms.rows(leaving), np.array([days[card] for card in sorted(days)], np.int64), rules.months)
    alone = (_course(booked, card, categories, events[card], rules) for card in single)
    return together([terms.rows(~leaving), until, gone, side_by_side(alone, single)])


def entered(card: Numbers, booked: BookedColumns, categories: Sequence[Category], rules: Rules) -> TermColumns:
    """The term that begins with the entry of each card; the cards have these numbers."""
    said = booked.posted != UNSAID
    known, handed = booked.cost != UNSAID, booked.accumulated != UNSAID
    cost, posted = np.where(known, booked.cost, 0), np.where(said, booked.posted, _SINCE_EVER)
    table = _table_lives(booked.category, np.where(said, posted, _LAST_DAY), categories, rules)
    named = np.array([each.name in NEVER_DEPRECIATED for each in categories], np.bool_)[booked.category]
    never = (table == NO_LIFE) | ((table == _UNKNOWN_LIFE) & named) | booked.nominal
    never |= known & (cost <= fen(NOMINAL) * booked.pieces)
    months = np.where(booked.life_months > 0, booked.life_months, np.maximum(table, 0))
    lasts = ~never & (months > 0) & said
    counted = counted_from(posted, rules.months)
    first = np.where(handed, np.maximum(counted, booked.until + 1), counted)
    before = np.where(handed, np.minimum(booked.accumulated, cost), 0)
    life_months = np.where(lasts & known, months, NO_LIFE)
    monthly, over = spread_over(cost - before, life_months, np.minimum(first - counted, months))
    return TermColumns(
        card=card,
        since=posted,
        until=np.full(len(card), EVER),
        pieces=booked.pieces,
        cost=cost,
        first=first,
        before=before,
        monthly=monthly,
        months=over,
        valued=known & (never | lasts | handed),
    )


def left(terms: TermColumns, day: Numbers, rules: Sequence[DatedRule]) -> tuple[TermColumns, TermColumns]:
    """These terms as far as the day on which all pieces of their cards leave the books, and what follows."""
    since = np.maximum(day, terms.since)
    nothing = np.zeros(len(since), np.int64)
    gone = TermColumns(
        card=terms.card,
        since=since,
        until=np.full(len(since), EVER),
        pieces=nothing,
        cost=nothing,
        first=np.maximum(counted_from(since, rules), terms.first),
        before=nothing,
        monthly=nothing,
        months=np.full(len(since), EVER),
        valued=terms.valued,
    )
    return replace(terms, until=since), gone


def counted_from(days: Numbers, rules: Sequence[DatedRule]) -> Numbers:
    """The months from which on what happens on these days counts."""
    turns = sorted({rule.valid_from for rule in rules})
    later = np.array([0, *(rule_on(day, rules) is MonthRule.ENTERPRISE for day in turns)], np.int64)
    return months_of(days) + later[np.searchsorted(list(map(day_number, turns)), days, side="right")]


def _left_on(events: Sequence[Event | Before], pieces: int) -> int | None:
    """The day on which all pieces left at once; None if it was not so."""
    first, *more = events
    if more or not isinstance(first, Removal) or first.pieces < pieces:
        return None
    return day_number(first.day)


def _course(
    booked: BookedColumns, card: int, categories: Sequence[Category], events: Sequence[Event | Before], rules: Rules
) -> Course:
    its = categories[booked.category[card]]
    accumulated, cost, posted = (int(column[card]) for column in (booked.accumulated, booked.cost, booked.posted))
    handed = None if accumulated == UNSAID else Handover(month_of(int(booked.until[card])), yuan(accumulated))
    said = Booked(
        category=its,
        cost=None if cost == UNSAID else yuan(cost),
        posted=None if posted == UNSAID else day_of(posted),
        life_months=int(booked.life_months[card]),
        pieces=int(booked.pieces[card]),
        value_type=NOMINAL_AMOUNT if booked.nominal[card] else "",
        handover=handed,
    )
    return course(said, events, rules.lives(its), rules.months)


def _table_lives(category: Numbers, day: Numbers, categories: Sequence[Category], rules: Rules) -> Numbers:
    """What the tables say of cards of these categories, posted on these days. Between two turns it is the same."""
    found = np.full(len(category), _UNKNOWN_LIFE, np.int64)
    order = np.argsort(category, kind="stable")
    bounds = np.searchsorted(category[order], np.arange(len(categories) + 1))
    for place, its in enumerate(categories):
        rows = order[bounds[place] : bounds[place + 1]]
        fitting = rules.lives(its)
        turns = sorted({life.valid_from for life in fitting})
        if len(rows) and turns:
            spans = [turns[0] - timedelta(days=1), *turns] if turns[0] > date.min else [date.min, *turns]
            months = np.array([_months(life_of(its, span, fitting)) for span in spans], np.int64)
            found[rows] = months[np.searchsorted(list(map(day_number, turns)), day[rows], side="right")]
    return found


def _months(life: Life | None) -> int:
    if life is None:
        return _UNKNOWN_LIFE
    return NO_LIFE if life.months is None else life.months


@dataclass(frozen=True, slots=True)
class Check:
    """What stands on a card (by its row) as depreciation for the end of the month `until`, and what the rules make
    of it."""

    card: int
    booked: Decimal
    computed: Decimal
    until: Month


def differing(
    booked: BookedColumns,
    categories: Sequence[Category],
    past: Mapping[int, Sequence[Before]],
    rules: Rules,
    most: int,
) -> tuple[list[Check], int]:
    """The cards on which another depreciation stands than the rules make of it: the `most` that differ most, and how
    many there are. `past` is what stood on cards before, by their rows, since they were entered."""
    cards = np.flatnonzero((booked.accumulated != UNSAID) & (booked.posted != UNSAID))
    its = booked.rows(cards)
    changed = {row: past[card] for row, card in enumerate(cards.tolist()) if card in past}
    alone = terms_of(replace(its, accumulated=np.full(len(cards), UNSAID)), categories, changed, rules)
    days = last_days(its.until)[alone.card]
    then = alone.rows((alone.since <= days) & (days < alone.until))
    computed = np.zeros(len(cards), np.int64)
    computed[then.card] = then.accumulated(its.until[then.card])
    valued = np.isin(np.arange(len(cards)), alone.card[alone.valued])
    apart = np.where(valued, np.abs(its.accumulated - computed), 0)
    order = np.argsort(-apart, kind="stable")[: min(most, np.count_nonzero(apart))]
    found = [
        Check(int(cards[row]), yuan(its.accumulated[row]), yuan(computed[row]), month_of(int(its.until[row])))
        for row in order
    ]
    return found, int(np.count_nonzero(apart))
