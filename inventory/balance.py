"""The tables finance asks for: what the books held on a day (余额表), and how they changed in a period (变动表).

In every row and in the sum of all: opening + added − removed = closing, in cards, pieces, cost, depreciation and net
value. Depreciation is added by what the months charge and by what new cards bring with them, and removed with what
leaves the books.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from inventory.months import Month
from inventory.schedule import NOTHING, Term
from inventory.valuation import Course


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


Card = tuple[str, Course]
"""The group a card is listed in (a category, a class, a department) and its course."""

_NOTHING = Term(date.min, 0, NOTHING, None, Month(1, 1))


def balance(cards: Iterable[Card], day: date) -> tuple[list[Balance], Holding]:
    """What each group held at the end of the day, those without a name last, and what all held together."""
    groups: dict[str, Holding] = {}
    for group, course in cards:
        if (held := holding(course, day)).pieces:
            groups[group] = groups.get(group, Holding()) + held
    rows = [Balance(group, groups[group]) for group in _in_order(groups)]
    return rows, sum(groups.values(), Holding())


def turnover(cards: Iterable[Card], first: date, last: date) -> tuple[list[Turnover], Turnover]:
    """How each group changed from the day `first` to the end of the day `last`, and how all did together.

    The opening is that of the end of the day before, so the closing of a period is the opening of the next.
    """
    groups: dict[str, Turnover] = {}
    for group, course in cards:
        changed = _turnover(course, first, last)
        if changed.opening.pieces or changed.added.pieces:
            groups[group] = _both(groups.get(group, Turnover(group)), changed)
    total = Turnover("")
    for row in groups.values():
        total = _both(total, row)
    return [groups[group] for group in _in_order(groups)], total


def holding(course: Course, day: date) -> Holding:
    """What the books held of one card at the end of the day."""
    term = course.at(day)
    if term is None or not term.pieces:
        return Holding()
    return _holding(course.valued, 1, term.pieces, term.cost, term.accumulated(Month.over_at(day)))


def _holding(valued: bool, cards: int, pieces: int, cost: Decimal, accumulated: Decimal) -> Holding:
    if valued:
        return Holding(cards, pieces, cost, accumulated, cost - accumulated)
    return Holding(cards, pieces, cost, unvalued=pieces)


def _turnover(course: Course, first: date, last: date) -> Turnover:
    """One card's: its terms are followed through the period, each beginning adds or removes what it makes differ."""
    eve = first - timedelta(days=1)
    old = course.at(eve) or _NOTHING
    written_down = old.accumulated(Month.over_at(eve))
    added = removed = Holding()
    charged = NOTHING
    for new in course.terms:
        if first <= new.since <= last:
            accumulated = old.accumulated(new.first + -1)
            charged += accumulated - written_down
            added += _gained(course.valued, old, accumulated, new, new.before)
            removed += _gained(course.valued, new, new.before, old, accumulated)
            old, written_down = new, new.before
    charged += old.accumulated(Month.over_at(last)) - written_down
    added += Holding(accumulated=charged, net=-charged)
    return Turnover("", holding(course, eve), added, removed, holding(course, last), charged)


def _gained(valued: bool, old: Term, before: Decimal, new: Term, after: Decimal) -> Holding:
    """By how much the new term exceeds the old one, `before` and `after` being what is written down in each."""
    return _holding(
        valued,
        int(new.pieces > 0 and not old.pieces),
        max(0, new.pieces - old.pieces),
        max(NOTHING, new.cost - old.cost),
        max(NOTHING, after - before),
    )


def _both(one: Turnover, other: Turnover) -> Turnover:
    return Turnover(
        one.group,
        one.opening + other.opening,
        one.added + other.added,
        one.removed + other.removed,
        one.closing + other.closing,
        one.charged + other.charged,
    )


def _in_order(groups: Iterable[str]) -> list[str]:
    return sorted(groups, key=lambda group: (not group, group))
