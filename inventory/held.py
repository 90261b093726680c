"""What a room, a person or a department held on a past day, and the list of a term with every difference explained.

The property list of a class (班级财产登记表) is signed at the beginning and at the end of a term; what differs
between the two is exactly what documents brought and took in between.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from inventory.ids import AssetId, ItemId
from inventory.movements import Document
from inventory.papers import Side
from inventory.register import ItemState


class HolderKind(StrEnum):
    """What can hold things. A class is a department."""

    ROOM = "room"
    PERSON = "person"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds things: a room by its code, a person or a department by the name."""

    kind: HolderKind
    name: str


@dataclass(frozen=True, slots=True)
class HeldPiece:
    """A piece of a card as it stood at a moment; `there`: with the holder. `entered`: it was on the books already."""

    item: ItemId
    asset: AssetId
    asset_no: str
    name: str
    model: str
    unit: str
    position: int
    side: Side
    there: bool
    entered: bool

    @property
    def held(self) -> bool:
        """Whether the holder held it then: there, and on the books."""
        return self.entered and self.there and self.side.state is not ItemState.RETIRED


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that could bring a piece to the holder or take it away: a document, a file, or a change of its card.

    `there` and `retired` are how it is afterwards, None where it says nothing of that.
    """

    item: ItemId
    at: datetime
    by: str
    reason: str
    document: Document | None = None
    file: str = ""
    there: bool | None = None
    retired: bool | None = None


@dataclass(frozen=True, slots=True)
class Crossing:
    """A piece that came or went, and what did it."""

    piece: HeldPiece
    came: bool
    by: Happening


@dataclass(frozen=True, slots=True)
class TermLine:
    """A card in the list of a term: how many at its beginning, how many came and went, how many at its end."""

    asset: AssetId
    asset_no: str
    name: str
    model: str
    unit: str
    opening: int
    came: int
    went: int

    @property
    def closing(self) -> int:
        """How many at the end."""
        return self.opening + self.came - self.went


def crossings(pieces: Iterable[HeldPiece], happenings: Mapping[ItemId, Sequence[Happening]]) -> list[Crossing]:
    """What came and what went, the oldest first; what came and went again is there twice."""
    found = [each for piece in pieces for each in _of_piece(piece, happenings.get(piece.item, ()))]
    return sorted(found, key=lambda crossing: crossing.by.at)


def term_lines(pieces: Iterable[HeldPiece], crossed: Iterable[Crossing]) -> list[TermLine]:
    """A line for each card of which the holder held or got anything, by its number."""
    cards: dict[AssetId, HeldPiece] = {}
    opening, came, went = Counter[AssetId](), Counter[AssetId](), Counter[AssetId]()
    for piece in pieces:
        if piece.held:
            cards[piece.asset] = piece
            opening[piece.asset] += 1
    for crossing in crossed:
        cards[crossing.piece.asset] = crossing.piece
        (came if crossing.came else went)[crossing.piece.asset] += 1
    lines = (
        TermLine(asset, card.asset_no, card.name, card.model, card.unit, opening[asset], came[asset], went[asset])
        for asset, card in cards.items()
    )
    return sorted(lines, key=lambda line: (line.asset_no, line.asset))


def _of_piece(piece: HeldPiece, happenings: Sequence[Happening]) -> Iterator[Crossing]:
    for each in sorted(happenings, key=lambda happening: happening.at):
        after = _after(piece, each)
        if after.held != piece.held:
            yield Crossing(after, after.held, each)
        piece = after


def _after(piece: HeldPiece, each: Happening) -> HeldPiece:
    state = piece.side.state
    if each.retired is not None:
        state = ItemState.RETIRED if each.retired else ItemState.IN_USE
    there = piece.there if each.there is None else each.there
    entered = piece.entered or bool(each.file)
    return replace(piece, there=there, entered=entered, side=replace(piece.side, state=state))
