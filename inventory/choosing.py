"""Choosing things of the register for a document: by number or tag, by card and how many of its pieces, by place.

A card of 48 desks is one line to choose from and not 48: so many of its pieces that stand alike.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from inventory.cards import spans
from inventory.ids import AssetId, ItemId
from inventory.register import ItemState

_PICK = re.compile(r"([0-9a-f]{32}):(\d{1,6}(?:-\d{1,6})?(?:,\d{1,6}(?:-\d{1,6})?)*)")
_MOST_PIECES = 20_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a card as the books have it; `room` is a code, "" for none; `cost` is its share in yuan."""

    item: ItemId
    asset: AssetId
    position: int
    room: str
    keeper: str
    state: ItemState
    cost: Decimal | None = None

    @property
    def way(self) -> tuple[AssetId, str, str, ItemState]:
        """What pieces on one line share."""
        return self.asset, self.room, self.keeper, self.state


@dataclass(frozen=True, slots=True)
class Pick:
    """`count` pieces of a card: those at these positions first, and then others that stand like the first."""

    asset: AssetId
    positions: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ChosenLine:
    """Chosen pieces of one card that stand alike, of so many that do."""

    pieces: tuple[Piece, ...]
    of: int

    @property
    def count(self) -> int:
        """How many pieces are chosen."""
        return len(self.pieces)

    @property
    def cost(self) -> Decimal | None:
        """What they cost together, None where the books do not say."""
        costs = [piece.cost for piece in self.pieces if piece.cost is not None]
        return sum(costs, Decimal(0)) if costs else None

    @property
    def token(self) -> str:
        """The line as a form sends it back; see `pick`."""
        return token([piece.position for piece in self.pieces], self.pieces[0].asset)


def token(positions: Iterable[int], asset: AssetId) -> str:
    """Pieces of a card in one word: its id, and their positions as in 1-3,7."""
    return f"{asset.hex}:{spans(positions).replace('–', '-').replace(', ', ',')}"


def pick(word: str, count: int | None = None) -> Pick | None:
    """The pieces the word means, `count` of them or others in their stead; None if it is no such word."""
    match = _PICK.fullmatch(word)
    if match is None:
        return None
    positions: dict[int, None] = {}
    for span in match[2].split(","):
        first, _, last = span.partition("-")
        positions |= dict.fromkeys(range(int(first), min(int(last or first), int(first) + _MOST_PIECES) + 1))
    return Pick(AssetId(UUID(match[1])), tuple(positions), len(positions) if count is None else count)


def picked(picks: Iterable[Pick], pieces: Mapping[AssetId, Sequence[Piece]]) -> list[Piece]:
    """The pieces that are meant, each once; of a card that is not there, none."""
    taken: dict[ItemId, Piece] = {}
    for each in picks:
        for piece in _of(each, pieces.get(each.asset, ()), taken):
            taken[piece.item] = piece
    return list(taken.values())


def _of(wanted: Pick, pieces: Sequence[Piece], taken: Collection[ItemId]) -> list[Piece]:
    at = {piece.position: piece for piece in pieces}
    named = [at[position] for position in wanted.positions if position in at]
    if not named or wanted.count <= len(named):
        return named[: wanted.count]
    alike = (piece for piece in pieces if piece.way == named[0].way and piece.item not in taken)
    return list({piece.item: piece for piece in (*named, *alike)}.values())[: wanted.count]


def next_of(pieces: Sequence[Piece], taken: Collection[ItemId], takes: Collection[ItemState]) -> Piece | None:
    """The piece a number means that several share: one that is not chosen yet, rather one that can be asked for."""
    free = [piece for piece in pieces if piece.item not in taken]
    return min(free, key=lambda piece: (piece.state not in takes, piece.position), default=None)


def lines(chosen: Iterable[Piece], pieces: Mapping[AssetId, Sequence[Piece]]) -> list[ChosenLine]:
    """The chosen pieces line by line, in the order of the first of each."""
    alike: dict[tuple[object, ...], list[Piece]] = defaultdict(list)
    for piece in chosen:
        alike[piece.way].append(piece)
    there: dict[tuple[object, ...], int] = defaultdict(int)
    for asset in {line[0].asset for line in alike.values()}:
        for piece in pieces[asset]:
            there[piece.way] += 1
    return [ChosenLine(tuple(line), there[way]) for way, line in alike.items()]
