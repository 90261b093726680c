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

from inventory.arrays import Flags, Numbers
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

    def sums(self, rows: Numbers | Flags, values: Numbers) -> Numbers:
        """By group the sum of the values of these rows."""
        found = np.zeros(len(self.names), np.int64)
        np.add.at(found, self.group[rows], values)
        return found


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
    now = np.flatnonzero((cards.terms.since <= day_number(day)) & (day_number(day) < cards.terms.until))
    terms = cards.terms.rows(now)
    accumulated = terms.accumulated(month_number(Month.over_at(day)))
    counted = (terms.pieces > 0).astype(np.int64)
    return _holdings(cards, now, counted, terms.pieces, terms.cost, accumulated)


def _charged(cards: Grouped, eve: date, last: date) -> list[Decimal]:
    """By group what the months took of the terms that ran in the period, each as far as it ran."""
    ran = (cards.terms.since <= day_number(last)) & (cards.terms.until > day_number(eve))
    rows = np.flatnonzero(ran)
    terms = cards.terms.rows(rows)
    begun = np.where(terms.since > day_number(eve), terms.before, terms.accumulated(month_number(Month.over_at(eve))))
    superseded = terms.until <= day_number(last)
    following = cards.terms.first[np.minimum(rows + 1, len(ran) - 1)]
    until = np.where(superseded, following - 1, month_number(Month.over_at(last)))
    return [yuan(amount) for amount in cards.sums(rows, terms.accumulated(until) - begun)]


def _begun(cards: Grouped, first: date, last: date) -> tuple[list[Holding], list[Holding]]:
    """By group what was added and what was removed by the terms that begin in the period: what each makes differ."""
    since = cards.terms.since
    rows = np.flatnonzero((since >= day_number(first)) & (since <= day_number(last)))
    new, old = cards.terms.rows(rows), cards.terms.rows(rows - 1)
    there = (rows > 0) & (old.card == new.card)
    pieces, cost = np.where(there, old.pieces, 0), np.where(there, old.cost, 0)
    before = np.where(there, old.accumulated(new.first - 1), 0)

    def gained(counted: Flags, pieces: Numbers, cost: Numbers, accumulated: Numbers) -> list[Holding]:
        more = (np.maximum(0, column) for column in (pieces, cost, accumulated))
        return _holdings(cards, rows, counted.astype(np.int64), *more)

    return (
        gained((pieces == 0) & (new.pieces > 0), new.pieces - pieces, new.cost - cost, new.before - before),
        gained((pieces > 0) & (new.pieces == 0), pieces - new.pieces, cost - new.cost, before - new.before),
    )


def _holdings(
    cards: Grouped, rows: Numbers, counted: Numbers, pieces: Numbers, cost: Numbers, accumulated: Numbers
) -> list[Holding]:
    valued = cards.terms.valued[rows]
    columns = (
        counted,
        pieces,
        cost,
        np.where(valued, accumulated, 0),
        np.where(valued, cost - accumulated, 0),
        np.where(valued, 0, pieces),
    )
    sums = (cards.sums(rows, column).tolist() for column in columns)
    return [
        Holding(count, many, yuan(cost), yuan(written), yuan(net), unvalued)
        for count, many, cost, written, net, unvalued in zip(*sums, strict=True)
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
