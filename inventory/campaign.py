"""The life of a stock-take: its states, and which step may be taken when and by whom. One table says it all.

The order is that of a school's yearly count: first count (初盘), recount of what is in doubt or of a sample
(复盘、抽盘), review with decisions, close, archive. What is closed is only opened again by a reversing entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from enum import StrEnum
from typing import Any

from inventory.access import Role


class Status(StrEnum):
    """Where a stock-take stands."""

    COUNTING = "counting"
    RECOUNT = "recount"
    REVIEW = "review"
    CLOSED = "closed"
    ARCHIVED = "archived"


class Step(StrEnum):
    """What may be done with a stock-take. The value is the word on the wire and in the audit log."""

    COUNT = "count"
    ASSIGN = "assign"
    DECIDE = "decide"
    RECOUNT = "recount"
    REVIEW = "review"
    TAKE_IN = "take in"
    CLOSE = "close"
    REOPEN = "reopen"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may take a step, in which states, and which state it leads to (None: the state stays)."""

    role: Role
    within: frozenset[Status]
    leads_to: Status | None = None


OPEN = frozenset({Status.COUNTING, Status.RECOUNT, Status.REVIEW})
"""The states in which findings still change with what is heard and decided."""

COUNTED_IN = frozenset({Status.COUNTING, Status.RECOUNT})
"""The states in which rooms are walked."""

RULES: Mapping[Step, Rule] = {
    Step.COUNT: Rule(Role.COUNTER, COUNTED_IN),
    Step.ASSIGN: Rule(Role.MANAGER, COUNTED_IN),
    Step.DECIDE: Rule(Role.MANAGER, OPEN),
    Step.RECOUNT: Rule(Role.MANAGER, OPEN, Status.RECOUNT),
    Step.REVIEW: Rule(Role.MANAGER, COUNTED_IN, Status.REVIEW),
    Step.TAKE_IN: Rule(Role.MANAGER, OPEN),
    Step.CLOSE: Rule(Role.MANAGER, OPEN, Status.CLOSED),
    Step.REOPEN: Rule(Role.ADMIN, frozenset({Status.CLOSED}), Status.REVIEW),
    Step.ARCHIVE: Rule(Role.MANAGER, frozenset({Status.CLOSED}), Status.ARCHIVED),
}
"""TAKE_IN lets a walk count that was handed in when counting was over; RECOUNT may be begun again from itself."""


def may(step: Step, status: Status, role: Role) -> bool:
    """Whether somebody of this role may take the step now."""
    rule = RULES[step]
    return role >= rule.role and status in rule.within


def possible(status: Status, role: Role = Role.ADMIN) -> tuple[Step, ...]:
    """The steps somebody of this role may take now, in the order of the yearly count."""
    return tuple(step for step in RULES if may(step, status, role))


def sees_expected(blind: bool, status: Status, role: Role) -> bool:
    """Whether somebody of this role may see what the books expect, and what was found, of a stock-take now.

    In a blind count (盲盘) nobody below a manager does while rooms are walked: who knows what ought to be there
    finds it.
    """
    return not blind or role >= Role.MANAGER or status not in COUNTED_IN


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted. An empty tuple leaves nothing out; every filter that says something must fit.

    `rooms` are codes; the others are names as the books have them. `value_from` is the least cost of one piece
    in yuan. Things outside the filters are no findings, though they are known when they are heard.
    """

    rooms: tuple[str, ...] = ()
    buildings: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    keepers: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    value_from: Decimal | None = None

    @property
    def chooses_things(self) -> bool:
        """Whether it says anything of things, not only of places."""
        return bool(self.departments or self.keepers or self.categories) or self.value_from is not None

    def as_json(self) -> dict[str, Any]:
        """Only what it says; money as text."""
        said: dict[str, Any] = {name: list(names) for name in _NAMES if (names := getattr(self, name))}
        return said | ({} if self.value_from is None else {"value_from": str(self.value_from)})


_NAMES = ("rooms", "buildings", "departments", "keepers", "categories")


def scope_from_json(said: Mapping[str, Any]) -> Scope:
    """The scope that `as_json` wrote."""
    least = said.get("value_from")
    return Scope(
        **{name: tuple(said.get(name, ())) for name in _NAMES},
        value_from=None if least is None else Decimal(least),
    )


def end_of_day(cutoff: date, zone: tzinfo) -> datetime:
    """The moment a cut-off date means: its last second where the school is. What was booked on it still counts."""
    return datetime.combine(cutoff, time(23, 59, 59), zone)


@dataclass(frozen=True, slots=True)
class Recount:
    """A recount: of all that was in doubt (`percent` is None) or of a sample of so many of a hundred things.

    Of the `chosen` things `looked` have been looked at again, and `agreed` of these are found just as before.
    """

    number: int
    percent: int | None
    by: str
    at: datetime
    chosen: int
    looked: int
    agreed: int


@dataclass(frozen=True, slots=True)
class Campaign:
    """What the report says of the stock-take itself: who, when, what, and how it was gone about.

    `passes` are walks with a scanner; in `by_hand` rooms things were ticked or a list was taken.
    `closing` counts how often it was closed; `digest` is the SHA-256 of the findings frozen at that closing.
    """

    opened_by: str
    opened_at: datetime
    scope: Scope = field(default_factory=Scope)
    blind: bool = False
    teams: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    passes: int = 0
    by_hand: int = 0
    first_pass: datetime | None = None
    last_pass: datetime | None = None
    due: date | None = None
    recounts: tuple[Recount, ...] = ()
    closed_by: str | None = None
    closed_at: datetime | None = None
    closing: int = 0
    digest: str | None = None
