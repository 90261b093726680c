"""The tables of values card by card, as they are thought: what the tables made of columns must equal."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from inventory.balance import Balance, Holding, Turnover
from inventory.months import Month
from inventory.schedule import NOTHING, Term
from inventory.valuation import Course

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
