"""The register valued: made once for each state of it and each day, and kept for the next who asks.

In a large register that takes seconds. Which state it is of is read in the same moment of the database as the cards
themselves, so what is kept is what would be made anew.
"""

from collections import OrderedDict
from datetime import date, tzinfo
from threading import Lock
from typing import Annotated, NamedTuple

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from inventory.actions.valued_cards import ValuedRegister, valued_register, values_revision
from inventory.ids import SchoolId

KEPT = 4
"""Registers, on one process: one of a million things takes a hundred megabytes."""


class _State(NamedTuple):
    revision: int
    today: date
    zone: tzinfo


class _Desk:
    """Where one register is valued, by one thread at a time."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.valued: tuple[_State, ValuedRegister] | None = None


class ValueCache:
    """The registers last valued. Safe for threads."""

    def __init__(self) -> None:
        self._desks: OrderedDict[SchoolId, _Desk] = OrderedDict()
        self._lock = Lock()

    def of(self, session: Session, school: SchoolId, today: date, zone: tzinfo) -> ValuedRegister:
        """The register as this session's moment of the database has it."""
        state, desk = _State(values_revision(session, school), today, zone), self._desk(school)
        with desk.lock:
            if desk.valued is None or desk.valued[0] != state:
                desk.valued = state, valued_register(session, school, today, zone)
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
