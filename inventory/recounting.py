"""What a recount looks at again: all that is in doubt (复盘), or a random sample of what was counted (抽盘)."""

from collections.abc import Iterable
from hashlib import sha256
from math import ceil

from inventory.decisions import Choice
from inventory.findings import Kind
from inventory.standing import Line
from inventory.verdicts import subject_of

DOUBTS = frozenset(
    {
        Kind.DOUBTFUL,
        Kind.MISSING,
        Kind.NOT_COVERED,
        Kind.UNTAGGED,
        Kind.UNKNOWN_TAG,
        Kind.RETIRED_BUT_SEEN,
        Kind.TAG_CONFLICT,
    }
)
"""The findings nobody signs for without a second look. What moved was seen, and with some certainty."""


def in_doubt(lines: Iterable[Line]) -> tuple[Line, ...]:
    """What nobody has decided about yet, and what somebody decided to look at again."""
    return tuple(line for line in lines if _asks_for_a_look(line))


def _asks_for_a_look(line: Line) -> bool:
    if line.decision is None:
        return line.kind in DOUBTS
    return line.decision == Choice.LOOK_AGAIN.value


def sample(lines: Iterable[Line], percent: int, seed: int) -> tuple[Line, ...]:
    """So many of a hundred things, one at least, drawn by chance: the same ones whenever the seed is the same.

    Drawn are those whose SHA-256 with the seed is least, which anybody can do again in any language. Foreign tags are
    nothing that was counted, and what is out with a document is not there to be looked at.
    """
    counted = (line for line in lines if line.item is not None and line.kind is not Kind.ACCOUNTED)
    shuffled = sorted(counted, key=lambda line: sha256(f"{seed} {subject_of(line)}".encode()).digest())
    return tuple(shuffled[: ceil(len(shuffled) * percent / 100)])


def where_to_look(line: Line) -> str:
    """The room it was seen in, else the one the books give; "" where nobody knows."""
    return line.seen_room or line.booked_room or ""
