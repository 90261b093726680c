"""The register valued, and the tables of it: made once for each state of it and each day, and kept for the next who
asks.

In a large register that takes seconds, and each table a tenth of one. Which state it is of is read in the same moment
of the database as the cards themselves, so what is kept is what would be made anew.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import date, tzinfo
from enum import StrEnum
from functools import lru_cache, partial
from threading import Lock
from typing import Annotated, NamedTuple

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from inventory.actions.cards.valued_cards import ValuedRegister, valued_register, values_revision
from inventory.balance import Balance, Grouped, Holding, Turnover, balance, turnover
from inventory.ids import SchoolId

KEPT = 4
"""Registers, on one process: one of a million things takes a hundred megabytes."""
TABLES_KEPT = 16
"""Periods of each register; a table is small."""


class By(StrEnum):
    """What the tables are grouped by."""

    CLASS = "class"
    CATEGORY = "category"
    DEPARTMENT = "department"


_GROUPED: dict[By, Callable[[ValuedRegister], Grouped]] = {
    By.CLASS: lambda register: register.by_class,
    By.CATEGORY: lambda register: register.by_category,
    By.DEPARTMENT: lambda register: register.by_department,
}


class Tables(NamedTuple):
    """What each group held at the end of a period and all together, and how each changed in it and all together."""

    balances: tuple[list[Balance], Holding]
    changes: tuple[list[Turnover], Turnover]


class Valued:
    """A register valued. `tables` gives those of a period, from its first day to the end of its last; kept, too."""

    def __init__(self, register: ValuedRegister) -> None:
        self.register = register
        self.tables: Callable[[By, date, date], Tables] = lru_cache(TABLES_KEPT)(partial(_tables, register))


def _tables(register: ValuedRegister, by: By, first: date, last: date) -> Tables:
    grouped = _GROUPED[by](register)
    return Tables(balance(grouped, last), turnover(grouped, first, last))


class _State(NamedTuple):
    revision: int
    today: date
    zone: tzinfo


class _Desk:
    """Where one register is valued, by one thread at a time."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.valued: tuple[_State, Valued] | None = None


class ValueCache:
    """The registers last valued. Safe for threads."""

    def __init__(self) -> None:
        self._desks: OrderedDict[SchoolId, _Desk] = OrderedDict()
        self._lock = Lock()

    def of(self, session: Session, school: SchoolId, today: date, zone: tzinfo) -> Valued:
        """The register as this session's moment of the database has it."""
        state, desk = _State(values_revision(session, school), today, zone), self._desk(school)
        with desk.lock:
            if desk.valued is None or desk.valued[0] != state:
                desk.valued = state, Valued(valued_register(session, school, today, zone))
            return desk.valued[1]

    def _desk(self, school: SchoolId) -> _Desk:
        with self._lock:
            desk = self._desks.setdefault(school, _Desk())
            self._desks.move_to_end(school)
            while len(self._desks) > KEPT:
                self._desks.popitem(last=False)
            return desk


def _cache(request: Request) -> ValueCache:
    cache: ValueCache = request.app.state.values
    return cache


Values = Annotated[ValueCache, Depends(_cache)]
