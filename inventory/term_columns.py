"""The terms of many cards side by side, and what is written down of each at any time: a whole register at once.

The rule is that of `inventory.schedule`; here it works on columns. Amounts are whole fen, days are counted from
1970-01-01 and months from 1970-01.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

import numpy as np

from inventory.arrays import Flags, Numbers
from inventory.months import Month
from inventory.valuation import Course

NO_LIFE = -1
"""Stands for the life of what is not depreciated."""
EVER = np.iinfo(np.int64).max
"""The day on which nothing follows any more."""

_FIRST_DAY, _FIRST_MONTH = date(1970, 1, 1).toordinal(), Month(1970, 1)


@dataclass(frozen=True, slots=True)
class TermColumns:
    """A row for each term (`inventory.schedule.Term`), those of one card in order and one after the other.

    `card` is the number of its card, `until` the day the next one begins, `valued` that of the card's course. From
    the month `first` on `monthly` is written down, and after so many `months` all of the cost.
    """

    card: Numbers
    since: Numbers
    until: Numbers
    pieces: Numbers
    cost: Numbers
    first: Numbers
    before: Numbers
    monthly: Numbers
    months: Numbers
    valued: Flags

    def rows(self, which: Numbers | Flags) -> "TermColumns":
        """Some of the rows, or all in another order."""
        return TermColumns(*(getattr(self, field.name)[which] for field in fields(self)))

    def accumulated(self, month: Numbers | int) -> Numbers:
        """What is written down at the end of the month, one for all or one for each row."""
        over = np.maximum(0, month - self.first + 1)
        return np.where(over >= self.months, self.cost, self.before + self.monthly * over)


def side_by_side(courses: Iterable[Course], numbers: Iterable[int] | None = None) -> TermColumns:
    """The terms of these courses, whose cards have these numbers (else from nought up)."""
    rows = [
        (
            number,
            day_number(term.since),
            day_number(following.since) if following else EVER,
            term.pieces,
            fen(term.cost),
            month_number(term.first),
            fen(term.before),
            NO_LIFE if term.life_months is None else term.life_months,
            term.done,
            course.valued,
        )
        for number, course in (enumerate(courses) if numbers is None else zip(numbers, courses, strict=True))
        for term, following in zip(course.terms, (*course.terms[1:], None), strict=True)
    ]
    table = np.array(rows, np.int64).reshape(-1, len(fields(TermColumns)))
    card, since, until, pieces, cost, first, before, life_months, done, valued = table.T
    monthly, months = spread_over(cost - before, life_months, done)
    return TermColumns(card, since, until, pieces, cost, first, before, monthly, months, valued.astype(np.bool_))


def spread_over(left: Numbers, life_months: Numbers, done: Numbers) -> tuple[Numbers, Numbers]:
    """What each month takes of what is left, and for how many months, by the life and the months done of it."""
    most = np.maximum(1, life_months - done)
    monthly = np.maximum(0, (2 * left + most) // (2 * most))
    used_up = -(-left // np.maximum(1, monthly))
    months = np.where(monthly > 0, np.minimum(most, used_up), most)
    months = np.where(left < 0, 1, months)
    lasts = life_months != NO_LIFE
    return np.where(lasts, monthly, 0), np.where(lasts, months, EVER)


def together(parts: Sequence[TermColumns]) -> TermColumns:
    """The terms of all parts, in order of their cards; of one card all terms are in order within the parts."""
    columns = (np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(TermColumns))
    whole = TermColumns(*columns)
    return whole.rows(np.argsort(whole.card, kind="stable"))


def day_number(day: date) -> int:
    """The day as these columns count it."""
    return day.toordinal() - _FIRST_DAY


def day_of(number: int) -> date:
    """The day of this number."""
    return date.fromordinal(number + _FIRST_DAY)


def month_number(month: Month) -> int:
    """The month as these columns count it."""
    return month - _FIRST_MONTH


def month_of(number: int) -> Month:
    """The month of this number."""
    return _FIRST_MONTH + number


def months_of(days: Numbers) -> Numbers:
    """The months these days lie in."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def last_days(months: Numbers) -> Numbers:
    """The last day of each of these months."""
    return (months + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) - 1


def fen(yuan: Decimal) -> int:
    """An amount, which has no part of a fen, as these columns count it."""
    return int(yuan.scaleb(2))


def yuan(fen: int) -> Decimal:
    """The amount, with two places."""
    return Decimal(int(fen)).scaleb(-2)
