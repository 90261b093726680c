"""What a recount looks at again: all that is in doubt (复盘), or a random sample of what was counted (抽盘)."""

from collections.abc import Iterable
from hashlib import sha256
from math import ceil

import numpy as np

from inventory.decisions import Choice
from inventory.findings import Kind
from inventory.judgement import KINDS
from inventory.lines import CHOICES, Lines, as_lines
from inventory.standing import Line

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


def in_doubt(lines: Iterable[Line]) -> Lines:
    """What nobody has decided about yet, and what somebody decided to look at again."""
    found = as_lines(lines)
    doubtful = np.array([kind in DOUBTS for kind in KINDS])[found.counted.kind]
    again = found.counted.decision == CHOICES.index(Choice.LOOK_AGAIN)
    return found.of(np.where(found.counted.decided, again, doubtful))


def sample(lines: Iterable[Line], percent: int, seed: int) -> Lines:
    """So many of a hundred things, one at least, drawn by chance: the same ones whenever the seed is the same.

    Drawn are those whose SHA-256 with the seed is least, which anybody can do again in any language. Foreign tags are
    nothing that was counted, and what is out with a document is not there to be looked at.
    """
    found = as_lines(lines)
    counted = found.of(found.counted.thing & (found.counted.kind != KINDS.index(Kind.ACCOUNTED)))
    drawn = [sha256(f"{seed} {subject}".encode()).digest() for subject in counted.subjects()]
    shuffled = sorted(range(len(drawn)), key=drawn.__getitem__)
    return counted.of(np.array(shuffled[: ceil(len(shuffled) * percent / 100)], np.int64))


def where_to_look(line: Line) -> str:
    """The room it was seen in, else the one the books give; "" where nobody knows."""
    return line.seen_room or line.booked_room or ""
