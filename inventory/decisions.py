"""What a named person may decide about a finding."""

from enum import StrEnum

from inventory.findings import Kind


class Choice(StrEnum):
    """The decisions, in the words of the wire."""

    TRANSFER = "transfer"
    BRING_BACK = "bring back"
    LOOK_AGAIN = "look again"
    CONFIRM_SHORTAGE = "confirm shortage"
    WAS_OUT = "was out"
    REGISTER = "register"
    NOT_OURS = "not ours"
    SEEN_BY_HAND = "seen by hand"
    WITHDRAWN = "withdrawn"


_ALWAYS = frozenset({Choice.LOOK_AGAIN, Choice.WITHDRAWN})

_OF_ABSENT = _ALWAYS | {Choice.CONFIRM_SHORTAGE, Choice.WAS_OUT, Choice.SEEN_BY_HAND}

ALLOWED: dict[Kind, frozenset[Choice]] = {
    Kind.VERIFIED: _ALWAYS,
    Kind.MOVED: _ALWAYS | {Choice.TRANSFER, Choice.BRING_BACK},
    Kind.DOUBTFUL: _OF_ABSENT | {Choice.TRANSFER, Choice.BRING_BACK},
    Kind.MISSING: _OF_ABSENT,
    Kind.NOT_COVERED: _OF_ABSENT,
    Kind.ACCOUNTED: _ALWAYS | {Choice.WAS_OUT},
    Kind.UNTAGGED: _OF_ABSENT,
    Kind.UNKNOWN_TAG: _ALWAYS | {Choice.REGISTER, Choice.NOT_OURS},
    Kind.RETIRED_BUT_SEEN: _ALWAYS | {Choice.NOT_OURS},
    Kind.TAG_CONFLICT: _ALWAYS | {Choice.SEEN_BY_HAND},
}
"""Which decision fits which finding. A withdrawn decision leaves the finding open again."""
