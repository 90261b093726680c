"""The transfer log (资产变动日志): which of its lines somebody wants to see, and what each says.

Every change of room, keeper, state or tags is a line of a document: who, when, from, to and why (State Council Order
738, articles 15, 19 and 35).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from inventory.ids import ItemId, MovementId
from inventory.kinds import KINDS
from inventory.movements import Document
from inventory.papers import PaperLine, Side, gathered


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which lines: all that is said holds, what is left empty says nothing.

    `room` is a code, of either side. `person` is a name: who keeps it on either side, or whom the document names,
    such as a borrower. `thing` is words that stand on the card. From `since` until before `before`.
    """

    kind: str = ""
    room: str = ""
    person: str = ""
    thing: str = ""
    item: ItemId | None = None
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """A document with who made it, when and why. `stage` is its stage's word, `reverses` what it takes back."""

    document: Document
    stage: str
    at: datetime
    by: str
    reason: str
    reverses: MovementId | None = None

    @property
    def past(self) -> str:
        """What the log calls the stage, in English; "" where there is none."""
        stages = {stage.word: stage.past for stage in KINDS[self.document.kind].stages}
        return stages.get(self.stage, "")


@dataclass(frozen=True, slots=True)
class LogLine:
    """Pieces of one card that a document takes the same way."""

    deed: Deed
    moved: PaperLine


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some of the log, the newest first; `last` is where the next page goes on, None if nothing is left."""

    lines: tuple[LogLine, ...]
    last: "Place | None"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the log: a document and a piece of it."""

    document: UUID
    item: UUID


@dataclass(frozen=True, slots=True)
class MovedItem:
    """What a document did with one piece."""

    item: ItemId
    asset_no: str
    name: str
    before: Side
    after: Side


@dataclass(frozen=True, slots=True)
class WholeDeed:
    """A document with all its lines."""

    deed: Deed
    moved: tuple[MovedItem, ...]


def as_lines(moved: Iterable[tuple[Deed, PaperLine]]) -> tuple[LogLine, ...]:
    """The lines of the log from those of single pieces, in the order of the documents given."""
    return tuple(
        LogLine(deed, line)
        for deed, pieces in groupby(moved, key=lambda each: each[0])
        for line in gathered(sorted((piece for _, piece in pieces), key=_on_paper))
    )


def _on_paper(piece: PaperLine) -> tuple[str, str, tuple[int, ...]]:
    return piece.asset_no, piece.asset.hex, piece.positions
