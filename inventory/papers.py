"""A document as people read and sign it: each card of which pieces go the same way on one line, from and to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from inventory.ids import AssetId, StockTakeId
from inventory.movements import Approval, Document
from inventory.register import ItemState
from inventory.tags import Tag


@dataclass(frozen=True, slots=True)
class Side:
    """What the books say of a piece before or after: its room (a code, None for none), who keeps it, its state."""

    room: str | None
    keeper: str
    state: ItemState


@dataclass(frozen=True, slots=True)
class PaperLine:
    """Pieces of one card that go the same way: their `positions` on the card, and their `cost` together.

    The cost is in yuan, None where the books say none; `put_on` and `taken_off` are tags.
    """

    asset: AssetId
    asset_no: str
    name: str
    model: str
    positions: tuple[int, ...]
    cost: Decimal | None
    before: Side
    after: Side
    put_on: tuple[Tag, ...] = ()
    taken_off: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole document. `reverses` is the one it takes back, `reversed_by` the one that took it back."""

    document: Document
    reason: str
    by: str
    at: datetime
    stocktake: StockTakeId | None
    stocktake_name: str
    approval: Approval | None
    reverses: Document | None
    reversed_by: Document | None
    lines: tuple[PaperLine, ...]

    @property
    def pieces(self) -> int:
        """How many things it is about."""
        return sum(len(line.positions) for line in self.lines)


@dataclass(frozen=True, slots=True)
class PaperSummary:
    """A document in a list."""

    document: Document
    pieces: int
    by: str
    at: datetime


def gathered(pieces: Iterable[PaperLine]) -> tuple[PaperLine, ...]:
    """The lines of a document from those of its single pieces, in the order given, pieces of a card together."""
    return tuple(_together(list(alike)) for _, alike in groupby(pieces, key=_way))


def _way(piece: PaperLine) -> PaperLine:
    """All that pieces on one line share."""
    return replace(piece, positions=(), cost=None)


def _together(pieces: list[PaperLine]) -> PaperLine:
    costs = [piece.cost for piece in pieces if piece.cost is not None]
    positions = tuple(position for piece in pieces for position in piece.positions)
    return replace(pieces[0], positions=positions, cost=sum(costs, Decimal(0)) if costs else None)
