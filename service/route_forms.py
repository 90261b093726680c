"""An approval route as its form sends it: the levels row by row, accounts and category codes with commas between."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from inventory.access import role_of
from inventory.approvals import Case, Level, Route
from inventory.filling import EntryMissing
from service.language import key
from service.sought import Typed, Yuan
from service.wire import Day, Word

LEVELS = 5
"""Rows of the form; nobody has more signatures than this asked for one document."""

RoleWord = Literal["viewer", "counter", "manager", "admin"]
Rows = Annotated[list[Word], Field(max_length=LEVELS)]


class RouteIn(BaseModel):
    """What was typed. `name`, `accounts` and `role` go together row by row; an empty row is none."""

    kind: Word = ""
    worth: Typed[Yuan] = None
    categories: Word = ""
    since: Typed[Day] = None
    until: Typed[Day] = None
    name: Rows = []
    accounts: Rows = []
    role: Annotated[list[Typed[RoleWord]], Field(max_length=LEVELS)] = []
    asker_may: bool = False

    def route(self, today: date) -> Route:
        """The route; it holds from today unless told otherwise. Raises `EntryMissing` for a level without a name."""
        rows = zip(self.name, self.accounts, self.role, strict=False)
        levels = [_level(name.strip(), _words(accounts), role) for name, accounts, role in rows]
        return Route(
            self.kind.strip(),
            self.worth or Decimal(0),
            _words(self.categories),
            self.since or today,
            self.until,
            tuple(level for level in levels if level is not None),
            self.asker_may,
        )


class TryIn(BaseModel):
    """A document that somebody might write."""

    kind: Word = ""
    worth: Typed[Yuan] = None
    category: Word = ""

    def case(self, today: date) -> Case:
        """What decides its way."""
        codes = frozenset(_words(self.category))
        return Case(self.kind.strip(), self.worth or Decimal(0), codes, today)


def _level(name: str, accounts: tuple[str, ...], role: RoleWord | None) -> Level | None:
    if not name and not accounts and role is None:
        return None
    if not name:
        raise EntryMissing(field=key("Name of the signature"))
    return Level(name, accounts, role_of(role) if role else None)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in re.split(r"[\s,，;；、]+", text) if word)
