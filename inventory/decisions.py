"""What a named person may decide about a finding, what each decision needs, and whether it still holds.

The decisions are those of the yearly count: what is elsewhere is transferred or brought back, what is not there is
looked for again or proposed as a shortage, what nobody booked is registered or recognised (State Council Order 738,
articles 30, 34, 38 and 39: books and things are made to agree, causes are explained).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from inventory.details import Details
from inventory.findings import Kind, Note


class Choice(StrEnum):
    """The decisions, in the words of the wire."""

    TRANSFER = "transfer"
    BRING_BACK = "bring back"
    LOOK_AGAIN = "look again"
    CONFIRM_SHORTAGE = "confirm shortage"
    WAS_OUT = "was out"
    REGISTER = "register"
    BIND = "bind"
    REBIND = "rebind"
    NOT_OURS = "not ours"
    FOUND_AGAIN = "found again"
    SEEN_BY_HAND = "seen by hand"
    WITHDRAWN = "withdrawn"


_ALWAYS = frozenset({Choice.LOOK_AGAIN, Choice.WITHDRAWN})

_OF_ABSENT = _ALWAYS | {Choice.CONFIRM_SHORTAGE, Choice.WAS_OUT, Choice.SEEN_BY_HAND}

ALLOWED: Mapping[Kind, frozenset[Choice]] = {
    Kind.VERIFIED: _ALWAYS,
    Kind.MOVED: _ALWAYS | {Choice.TRANSFER, Choice.BRING_BACK},
    Kind.DOUBTFUL: _OF_ABSENT | {Choice.TRANSFER, Choice.BRING_BACK},
    Kind.MISSING: _OF_ABSENT,
    Kind.NOT_COVERED: _OF_ABSENT,
    Kind.ACCOUNTED: _ALWAYS | {Choice.WAS_OUT},
    Kind.UNTAGGED: _OF_ABSENT,
    Kind.UNKNOWN_TAG: _ALWAYS | {Choice.REGISTER, Choice.BIND, Choice.NOT_OURS},
    Kind.RETIRED_BUT_SEEN: _ALWAYS | {Choice.FOUND_AGAIN, Choice.NOT_OURS},
    Kind.TAG_CONFLICT: _ALWAYS | {Choice.REBIND, Choice.SEEN_BY_HAND},
}
"""Which decision fits which finding. A withdrawn decision leaves the finding open again."""

NEEDS: Mapping[Choice, frozenset[str]] = {
    Choice.TRANSFER: frozenset({"room", "keeper"}),
    Choice.FOUND_AGAIN: frozenset({"room", "keeper"}),
    Choice.BRING_BACK: frozenset({"person", "due"}),
    Choice.CONFIRM_SHORTAGE: frozenset({"cause"}),
    Choice.WAS_OUT: frozenset({"place", "person"}),
    Choice.REGISTER: frozenset({"room", "name", "category", "asset_no", "cost"}),
    Choice.BIND: frozenset({"item"}),
    Choice.REBIND: frozenset({"item", "tag"}),
}
"""The details a decision looks at; whatever else is said with it is not kept."""

ONE_BY_ONE = frozenset({Choice.BIND, Choice.REBIND})
"""What names one thing, and so is never decided about many at once."""

SETTLED = frozenset({Kind.VERIFIED, Kind.ACCOUNTED, Kind.NOT_COVERED})
"""The findings that ask nobody for a decision: all is well, or counting is what is missing."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: the `number`-th about its subject. `finding` and `seen_room` are what it was decided upon.

    `finding` is None in a decision from before that was kept; such a one is taken to hold.
    """

    choice: Choice
    reason: str
    by: str
    at: datetime
    number: int = 1
    details: Details = field(default_factory=Details)
    finding: Kind | None = None
    seen_room: str | None = None

    def holds(self, kind: Kind, seen_room: str | None) -> bool:
        """Whether the finding is still what was decided upon."""
        return self.finding is None or (self.finding, self.seen_room) == (kind, seen_room)


def fitting(kind: Kind, notes: Iterable[Note] = ()) -> frozenset[Choice]:
    """The decisions that fit a finding; what was seen although it was out may be found again."""
    again = {Choice.FOUND_AGAIN} if Note.SEEN_ALTHOUGH_OUT in notes else set()
    return ALLOWED[kind] | again


def own(choice: Choice, details: Details) -> Details:
    """Of the details those the decision looks at."""
    return Details(**{name: getattr(details, name) for name in NEEDS.get(choice, ())})


def kept(details: Details, kind: Kind, seen_room: str | None) -> dict[str, Any]:
    """What is stored beside a decision: its details, and what was decided upon."""
    return details.as_json() | {"finding": kind.value, "seen_room": seen_room}


def decided_upon(stored: Mapping[str, Any]) -> tuple[Kind | None, str | None]:
    """The finding and the room that `kept` stored."""
    kind = stored.get("finding")
    return Kind(kind) if kind else None, stored.get("seen_room")


def fingerprint(looks: Iterable[tuple[str, Kind, str | None, str | None]]) -> str:
    """What somebody sees of some findings (subject, kind, room, decision), short enough to carry in a form.

    If it is another one when the form comes back, something has changed in between.
    """
    said = sorted("\t".join((subject, kind, room or "", decision or "")) for subject, kind, room, decision in looks)
    return sha256("\n".join(said).encode()).hexdigest()[:16]
