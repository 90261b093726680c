"""The tables finance asks for: what the books held on a day (余额表), and how they changed in a period (变动表).

In every row and in the sum of all: opening + added − removed = closing, in cards, pieces, cost, depreciation and net
value. Depreciation is added by what the months charge and by what new cards bring with them, and removed with what
leaves the books.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from inventory.arrays import Flags, Numbers, exact_sums
from inventory.columns import numbers
from inventory.months import Month
from inventory.schedule import NOTHING
from inventory.term_columns import TermColumns, day_number, month_number, yuan


@dataclass(frozen=True, slots=True)
class Holding:
    """So many cards of so many pieces, and their amounts in yuan.

    `net` is cost less `accumulated` depreciation. Of `unvalued` pieces nobody knows the depreciation: they have no
    part in both, and in `cost` only if it is known.
    """

    cards: int = 0
    pieces: int = 0
    cost: Decimal = NOTHING
    accumulated: Decimal = NOTHING
    net: Decimal = NOTHING
    unvalued: int = 0

    def __add__(self, other: "Holding") -> "Holding":
        return Holding(
            self.cards + other.cards,
            self.pieces + other.pieces,
            self.cost + other.cost,
            self.accumulated + other.accumulated,
            self.net + other.net,
            self.unvalued + other.unvalued,
        )


@dataclass(frozen=True, slots=True)
class Balance:
    """What one group of cards held. `group` is "" where the books name none."""

    group: str
    held: Holding


@dataclass(frozen=True, slots=True)
class Turnover:
    """How one group of cards changed. `charged` is what the months of the period took, a part of what was added."""

    group: str
    opening: Holding = field(default_factory=Holding)
    added: Holding = field(default_factory=Holding)
    removed: Holding = field(default_factory=Holding)
    closing: Holding = field(default_factory=Holding)
    charged: Decimal = NOTHING


ALL = slice(None)


@dataclass(frozen=True, slots=True)
class Grouped:
    """The terms of all cards; for each the place in `names` of the group of its card: a class, a department."""

    terms: TermColumns
    group: Numbers
    names: Sequence[str]

    @classmethod
    def of(cls, terms: TermColumns, group: Numbers, names: Sequence[str]) -> "Grouped":
        """Those whose cards are in these groups, by the numbers of the cards; groups of one name are one."""
        known = {name: place for place, name in enumerate(dict.fromkeys(names))}
        places = numbers(known[name] for name in names)
        return cls(terms, places[group][terms.card], list(known))

    def sums(self, values: Numbers, rows: Numbers | slice = ALL) -> tuple[Numbers, Numbers]:
        """By group the sums of the values of these rows: those of cards that are not valued, and those of others."""
        found = exact_sums(2 * self.group[rows] + self.terms.valued[rows], values, 2 * len(self.names))
        return found[::2], found[1::2]


def balance(cards: Grouped, day: date) -> tuple[list[Balance], Holding]:
    """What each group held at the end of the day, those without a name last, and what all held together."""
    held = _held(cards, day)
    rows = [Balance(cards.names[group], held[group]) for group in _in_order(cards) if held[group].pieces]
    return rows, sum((row.held for row in rows), Holding())


def turnover(cards: Grouped, first: date, last: date) -> tuple[list[Turnover], Turnover]:
    """How each group changed from the day `first` to the end of the day `last`, and how all did together.

    The opening is that of the end of the day before, so the closing of a period is the opening of the next.
    """
    eve = first - timedelta(days=1)
    opening, closing = _held(cards, eve), _held(cards, last)
    charged = _charged(cards, eve, last)
    added, removed = _begun(cards, first, last)
    rows = [
        Turnover(
            cards.names[group],
            opening[group],
            added[group] + Holding(accumulated=charged[group], net=-charged[group]),
            removed[group],
            closing[group],
            charged[group],
        )
        for group in _in_order(cards)
        if opening[group].pieces or added[group].pieces
    ]
    total = Turnover("")
    for row in rows:
        total = _both(total, row)
    return rows, total


def _held(cards: Grouped, day: date) -> list[Holding]:
    """By group what the books held at the end of the day."""
    terms = cards.terms
    now = (terms.since <= day_number(day)) & (day_number(day) < terms.until)
    accumulated = terms.accumulated(month_number(Month.over_at(day)))
    return _holdings(cards, now & (terms.pieces > 0), terms.pieces * now, terms.cost * now, accumulated * now)


def _charged(cards: Grouped, eve: date, last: date) -> list[Decimal]:
    """By group what the months took of the terms that ran in the period, each as far as it ran."""
    terms = cards.terms
    ran = (terms.since <= day_number(last)) & (terms.until > day_number(eve))
    already = terms.accumulated(month_number(Month.over_at(eve)))
    begun = np.where(terms.since > day_number(eve), terms.before, already)
    following = np.append(terms.first[1:], 0)
    until = np.where(terms.until <= day_number(last), following - 1, month_number(Month.over_at(last)))
    unvalued, valued = cards.sums((terms.accumulated(until) - begun) * ran)
    return list(map(yuan, unvalued + valued))


def _begun(cards: Grouped, first: date, last: date) -> tuple[list[Holding], list[Holding]]:
    """By group what was added and what was removed by the terms that begin in the period: what each makes differ."""
    since = cards.terms.since
    rows = np.flatnonzero((since >= day_number(first)) & (since <= day_number(last)))
    new, old = cards.terms.rows(rows), cards.terms.rows(rows - 1)
    there = (rows > 0) & (old.card == new.card)
    pieces, cost = old.pieces * there, old.cost * there
    before = old.accumulated(new.first - 1) * there

    def gained(counted: Flags, pieces: Numbers, cost: Numbers, accumulated: Numbers) -> list[Holding]:
        pieces, cost, accumulated = (np.maximum(0, column) for column in (pieces, cost, accumulated))
        return _holdings(cards, counted, pieces, cost, accumulated, rows)

    return (
        gained((pieces == 0) & (new.pieces > 0), new.pieces - pieces, new.cost - cost, new.before - before),
        gained((pieces > 0) & (new.pieces == 0), pieces - new.pieces, cost - new.cost, before - new.before),
    )


def _holdings(
    cards: Grouped,
    counted: Flags,
    pieces: Numbers,
    cost: Numbers,
    accumulated: Numbers,
    rows: Numbers | slice = ALL,
) -> list[Holding]:
    sums = (cards.sums(column, rows) for column in (counted.astype(np.int64), pieces, cost, accumulated))
    (count0, count), (unvalued, many), (cost0, known), (_, written) = sums
    columns = (count0 + count, unvalued + many, cost0 + known, written, known - written, unvalued)
    return [
        Holding(each, things, yuan(cost), yuan(down), yuan(net), unknown)
        for each, things, cost, down, net, unknown in zip(*(column.tolist() for column in columns), strict=True)
    ]


def _both(one: Turnover, other: Turnover) -> Turnover:
    return Turnover(
        one.group,
        one.opening + other.opening,
        one.added + other.added,
        one.removed + other.removed,
        one.closing + other.closing,
        one.charged + other.charged,
    )


def _in_order(cards: Grouped) -> list[int]:
    return sorted(range(len(cards.names)), key=lambda group: (not cards.names[group], cards.names[group]))
