"""Approval routes: whose signatures a slip needs, by kind, worth and category, as of the day it is written.

Limits are local rules (some counties sign up to 500 yuan themselves, others to 50,000), so routes are data with a day
from which they hold; a slip keeps the levels of its own day. First approval, then the act (State Council Order 738,
article 19).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from inventory.access import Role, role_of
from inventory.errors import InventoryError


class NotYours(InventoryError):
    """Somebody signs who is not asked to."""

    text = "This signature is not yours to give. It is asked of: {level}."


class OwnSlip(InventoryError):
    """The one who asks does not approve, unless the route says so."""

    text = "Who writes a document does not approve it. Ask somebody else to sign."


@dataclass(frozen=True, slots=True)
class Level:
    """One signature: what it is called, and who may give it: these accounts, or anybody of the role or above."""

    name: str
    accounts: tuple[str, ...] = ()
    role: Role | None = None

    def asks(self, signer: "Signer") -> bool:
        """Whether the signature is this person's to give."""
        by_name = not signer.program and signer.account in self.accounts
        return by_name or (self.role is not None and signer.role >= self.role)

    def plain(self) -> dict[str, Any]:
        """As it is stored."""
        role = self.role.word if self.role is not None else ""
        return {"name": self.name, "accounts": list(self.accounts), "role": role}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """The level that was stored so."""
        role = role_of(stored["role"]) if stored["role"] else None
        return cls(stored["name"], tuple(stored["accounts"]), role)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the account, and what it may do.

    A `program` may be called like somebody, and signs for nobody: only its role counts.
    """

    account: str
    role: Role
    program: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """Which slips go through which levels. "" and () mean any; `worth` is the least total cost in yuan.

    It holds for slips written from `since` to `until`, both included; no `until`, and it still holds. With
    `asker_may` the one who asks may sign as well.
    """

    kind: str
    worth: Decimal
    categories: tuple[str, ...]
    since: date
    until: date | None
    levels: tuple[Level, ...]
    asker_may: bool = False

    def fits(self, case: "Case") -> bool:
        """Whether the slip goes this way."""
        right_kind = self.kind in ("", case.kind)
        right_class = not self.categories or any(code.startswith(self.categories) for code in case.categories)
        in_force = self.since <= case.day and (self.until is None or case.day <= self.until)
        return right_kind and right_class and in_force and case.worth >= self.worth


@dataclass(frozen=True, slots=True)
class Case:
    """What decides the way of a slip: its kind, what its things cost together, their category codes, its day."""

    kind: str
    worth: Decimal
    categories: frozenset[str]
    day: date


def route_for(routes: Iterable[Route], case: Case) -> Route | None:
    """The route of the highest worth that fits; of several that for this very kind, these classes, the newest.

    None: the slip needs no signature.
    """
    fitting = [route for route in routes if route.fits(case)]
    return max(fitting, key=lambda r: (r.worth, bool(r.kind), bool(r.categories), r.since), default=None)


@dataclass(frozen=True, slots=True)
class Delegation:
    """Somebody signs for somebody else from day to day, both included."""

    giver: Signer
    taker: str
    since: date
    until: date

    def lends(self, signer: Signer, day: date) -> bool:
        """Whether the signer may sign in the giver's name that day."""
        return not signer.program and self.taker == signer.account and self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Signing:
    """Who wrote the slip, on which day it is signed, who signs for whom then, and whether its writer may."""

    asker: str
    day: date
    delegations: Sequence[Delegation] = ()
    asker_may: bool = False


def signs_for(level: Level, signer: Signer, signing: Signing) -> str:
    """In whose name the signer signs: the own one, or that of somebody who delegated it.

    Raises `NotYours` if neither is asked, `OwnSlip` if it would be the one who wrote the slip.
    """
    lent = [each.giver for each in signing.delegations if each.lends(signer, signing.day)]
    asked = [each.account for each in (signer, *lent) if level.asks(each)]
    if not asked:
        raise NotYours(level=level.name)
    if signing.asker_may:
        return asked[0]
    others = [name for name in asked if name != signing.asker]
    if signer.account == signing.asker or not others:
        raise OwnSlip
    return others[0]
