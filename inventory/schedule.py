"""How a card is written down month by month: in a straight line to nothing, as public bodies do or as enterprises do.

The rules are those of 政府会计准则第3号 with its guide (财会〔2017〕4号): by month, no residual value, no more than
the cost, the remainder in the last month. What is added in a month depreciates from that month on, counted from the
day of posting, and what is removed in a month no longer in that month; enterprises do both a month later. After a
change of cost or life what is left is spread over the months that are left: (new cost − depreciation so far) ÷ (new
life − months so far). What is used up stays at nothing, and what goes early is not caught up.

A card is a row of `Term`s. Each begins when something happens to the card and says all there is to say until the
next.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from inventory.months import Month

FEN = Decimal("0.01")
NOTHING = Decimal("0.00")


class MonthRule(StrEnum):
    """From which month on a change counts: from its own (public bodies), or from the next one (enterprises)."""

    PUBLIC = "public"
    ENTERPRISE = "enterprise"


@dataclass(frozen=True, slots=True)
class DatedRule:
    """The rule for what happens on the day `valid_from` or later."""

    rule: MonthRule
    valid_from: date


@dataclass(frozen=True, slots=True)
class Handover:
    """What earlier books had written down of a card at the end of the month `until`.

    `months` are those depreciated until then; None counts them from the day of posting.
    """

    until: Month
    accumulated: Decimal
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A card comes on the books, posted on `day`. `cost` is that of all pieces together.

    `life_months` None: it is not depreciated.
    """

    day: date
    pieces: int
    cost: Decimal
    life_months: int | None
    handover: Handover | None = None


@dataclass(frozen=True, slots=True)
class Revaluation:
    """From `day` on the card costs `cost` and lasts `life_months` in all, counted from its beginning."""

    day: date
    cost: Decimal
    life_months: int | None


@dataclass(frozen=True, slots=True)
class Removal:
    """So many pieces leave the books on `day`, and their `cost` with them: None is their part by number."""

    day: date
    pieces: int
    cost: Decimal | None = None


Event = Revaluation | Removal


@dataclass(frozen=True, slots=True)
class Term:
    """What the books say of a card from the day `since` until the next term; no `pieces` are left after its removal.

    It is depreciated from the month `first` on. Before that `before` yuan were written down in `done` months.
    """

    since: date
    pieces: int
    cost: Decimal
    life_months: int | None
    first: Month
    before: Decimal = NOTHING
    done: int = 0

    def accumulated(self, month: Month) -> Decimal:
        """What is written down at the end of the month."""
        over = month - self.first + 1
        if self.life_months is None or over <= 0:
            return self.before
        if over >= self.months_left:
            return self.cost
        left = self.cost - self.before
        monthly = (left / self.months_left).quantize(FEN, ROUND_HALF_UP)
        return self.before + min(left, monthly * over)

    @property
    def months_left(self) -> int:
        """Over how many months the rest is spread; if the life is over already, it goes in one."""
        return max(1, (self.life_months or 0) - self.done)

    def done_before(self, month: Month) -> int:
        """The months that were depreciated before the month."""
        if self.life_months is None:
            return self.done
        return self.done + min(month - self.first, max(0, self.life_months - self.done))


@dataclass(frozen=True, slots=True)
class Charge:
    """What one month takes: its `amount`, and what is written down and left of the cost after it."""

    month: Month
    amount: Decimal
    accumulated: Decimal
    net: Decimal


def rule_on(day: date, rules: Iterable[DatedRule]) -> MonthRule:
    """The newest rule valid on the day; that of public bodies where none is."""
    valid = [dated for dated in rules if dated.valid_from <= day]
    return max(valid, key=lambda dated: dated.valid_from).rule if valid else MonthRule.PUBLIC


def terms(entry: Entry, events: Iterable[Event] = (), rules: Sequence[DatedRule] = ()) -> tuple[Term, ...]:
    """The card's terms in order, one for its entry and one for each event.

    What is dated before the entry counts from it, and what follows after nothing is left changes nothing.
    """
    course = [_opened(entry, _counts_from(entry.day, rules))]
    for event in sorted(events, key=lambda event: event.day):
        last = course[-1]
        since = max(event.day, last.since)
        course.append(_followed(replace(last, since=since), event, max(_counts_from(since, rules), last.first)))
    return tuple(course)


def schedule(course: Sequence[Term]) -> list[Charge]:
    """Every month of the life that is left, in order. With what was handed over, the amounts sum to the cost."""
    charges = []
    for index, term in enumerate(course):
        months = 0 if term.life_months is None or term.before == term.cost else term.months_left
        if index + 1 < len(course):
            months = min(months, course[index + 1].first - term.first)
        charges += [_charge(term, term.first + passed) for passed in range(months)]
    return charges


def _charge(term: Term, month: Month) -> Charge:
    accumulated = term.accumulated(month)
    return Charge(month, accumulated - term.accumulated(month + -1), accumulated, term.cost - accumulated)


def _counts_from(day: date, rules: Sequence[DatedRule]) -> Month:
    return Month.of(day) + (rule_on(day, rules) is MonthRule.ENTERPRISE)


def _opened(entry: Entry, first: Month) -> Term:
    term = Term(entry.day, entry.pieces, entry.cost, entry.life_months, first)
    if (handover := entry.handover) is None:
        return term
    resumed = max(first, handover.until + 1)
    done = term.done_before(resumed) if handover.months is None else handover.months
    return replace(term, first=resumed, before=min(handover.accumulated, entry.cost), done=done)


def _followed(term: Term, event: Event, first: Month) -> Term:
    """The term after the event; `term` is depreciated up to the month before `first`."""
    if not term.pieces:
        return term
    before, done = term.accumulated(first + -1), term.done_before(first)
    if isinstance(event, Revaluation):
        before = min(before, event.cost)
        return Term(term.since, term.pieces, event.cost, event.life_months, first, before, done)
    if event.pieces >= term.pieces:
        return Term(term.since, 0, NOTHING, None, first)
    cost = _part(term.cost, event.pieces, term.pieces) if event.cost is None else min(event.cost, term.cost)
    taken = _part(before, cost, term.cost) if term.cost else NOTHING
    return replace(
        term,
        pieces=term.pieces - event.pieces,
        cost=term.cost - cost,
        first=first,
        before=before - taken,
        done=done,
    )


def _part(amount: Decimal, part: Decimal | int, whole: Decimal | int) -> Decimal:
    return (amount * part / whole).quantize(FEN, ROUND_HALF_UP)
