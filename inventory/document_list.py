"""The list of documents: which of them somebody wants to see, and what a line says of each.

Slips are in it from the day they are written; what the house made at once, such as the documents of a stock-take, is
in it as done.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from inventory.kinds import KINDS
from inventory.slips import SlipStatus


class State(StrEnum):
    """What a document may be listed as: where it stands, or OVERDUE, which is UNDER_WAY for too long."""

    ASKED = SlipStatus.ASKED.value
    READY = SlipStatus.READY.value
    UNDER_WAY = SlipStatus.UNDER_WAY.value
    OVERDUE = "overdue"
    DONE = SlipStatus.DONE.value
    REJECTED = SlipStatus.REJECTED.value
    WITHDRAWN = SlipStatus.WITHDRAWN.value
    CANCELLED = SlipStatus.CANCELLED.value


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents: all that is said holds, what is left empty says nothing.

    `room` is a code, of where things come from or go to; `person` the name of who gives, gets or writes; `text` the
    number of a document, or words that stand on the card of one of its things. From `since` until before `before`.
    """

    kind: str = ""
    state: State | None = None
    room: str = ""
    person: str = ""
    text: str = ""
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document in the list. `thing` is the name of one of its `things`, `level` the signature it waits for.

    `late` is how many days its things are out too long.
    """

    id: UUID
    kind: str
    year: int
    number: int
    status: SlipStatus
    by: str
    at: datetime
    reason: str
    thing: str
    things: int
    room: str = ""
    person: str = ""
    due_on: date | None = None
    late: int = 0
    level: str = ""

    @property
    def name(self) -> str:
        """Its number as addresses have it: 2026-transfer-4."""
        return f"{self.year}-{self.kind}-{self.number}"

    def facts(self) -> dict[str, str]:
        """What fills the gaps of its number as people write it: {year}-{kind}-{number}."""
        return {"year": str(self.year), "kind": KINDS[self.kind].label, "number": f"{self.number:04}"}


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Some of the documents, the newest first; with `more`, the next page goes on after the last of them."""

    documents: tuple[ListedDocument, ...]
    more: bool


class Number(NamedTuple):
    """The number of a document as somebody types it; None where no year is said."""

    year: int | None
    number: int


_NUMBER = re.compile(r"(?:(\d{4})-.+-)?(\d{1,9})(?:/\d+)?")


def number_in(text: str) -> Number | None:
    """The number that is meant by 2026-transfer-0004, 2026-转移-0004, 0004 or 4; None if it is none."""
    found = _NUMBER.fullmatch(text.strip())
    return Number(int(found[1]) if found[1] else None, int(found[2])) if found else None


def days_late(due_on: date | None, status: SlipStatus, today: date) -> int:
    """How many days things are out too long; 0 if they are not out, or not too long."""
    out = status is SlipStatus.UNDER_WAY and due_on is not None
    return max(0, (today - due_on).days) if out and due_on else 0
