"""Counting with one's own eyes: which pieces of a card a tick means, and the list a counter ticks off.

Pieces of one card often cannot be told apart: 48 desks wear one number. So a tick means a piece, not a certain one.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from inventory.findings import Note
from inventory.ids import AssetId, ItemId, RoomId
from inventory.reports import RoomSheet
from inventory.sections import Section
from inventory.standing import Line

BY_HAND = "by hand"
"""The device of a walk that nobody's scanner made, or how its name begins."""


def list_by_hand(device: str) -> str | None:
    """The list a walk by hand was taken from, "" if from none; None of a walk with a scanner."""
    return device.removeprefix(BY_HAND).removeprefix(": ") if device.startswith(BY_HAND) else None


# Things that stand in a room although the books do not expect them there.
_NOT_EXPECTED = (Section.MOVED_IN, Section.RETIRED_BUT_SEEN)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing of the frozen list, and the room the books give it."""

    item: ItemId
    asset: AssetId
    asset_no: str
    name: str
    room: RoomId | None
    room_code: str


@dataclass(frozen=True, slots=True)
class CardLine:
    """The pieces of one card that are expected in a room: how many, and how many of them were seen there."""

    asset: AssetId
    asset_no: str
    name: str
    model: str
    expected: int
    seen: int
    by_hand: int

    @property
    def complete(self) -> bool:
        """Whether every piece was seen."""
        return self.seen >= self.expected


def next_piece(
    pieces: Iterable[Piece], room: RoomId, ticked: Collection[ItemId], seen: Collection[ItemId]
) -> Piece | None:
    """The piece one more tick in this room means; None if all are ticked.

    Those booked here come first, and among them those nobody has seen: what the scanner heard need not be ticked.
    """
    free = [piece for piece in pieces if piece.item not in ticked]
    return min(free, key=lambda piece: (piece.room != room, piece.item in seen, piece.item), default=None)


def settle(
    pieces: Sequence[Piece], room: RoomId, ticked: Collection[ItemId], seen: Collection[ItemId], count: int
) -> tuple[list[Piece], list[Piece]]:
    """What to tick and what to take back so that `count` of the pieces are ticked in this room.

    Ticks stay where they are as far as they can; what was seen otherwise is counted in first.
    """

    def rank(piece: Piece) -> tuple[bool, bool, bool, ItemId]:
        """Ticked before not, booked here before elsewhere, seen before unseen; the item settles the rest."""
        return piece.item not in ticked, piece.room != room, piece.item not in seen, piece.item

    wanted = sorted(pieces, key=rank)[:count]
    kept = {piece.item for piece in wanted}
    return (
        [piece for piece in wanted if piece.item not in ticked],
        [piece for piece in pieces if piece.item in ticked and piece.item not in kept],
    )


def checklist(sheet: RoomSheet) -> tuple[CardLine, ...]:
    """What the books put in the room, a line for each card: first the cards of which pieces are still to be seen."""
    here = [
        (line.asset, line, section is Section.SEEN)
        for section, lines in sheet.sections.items()
        for line in lines
        if line.asset and line.booked_room == sheet.room.code and section not in _NOT_EXPECTED
    ]
    ordered = sorted(here, key=lambda placed: (placed[1].asset_no, placed[0]))
    cards = [_card(asset, list(placed)) for asset, placed in groupby(ordered, key=lambda placed: placed[0])]
    return tuple(sorted(cards, key=lambda card: card.complete))


def seen_in(sheet: RoomSheet) -> tuple[Line, ...]:
    """The things and tags that were heard or seen in the room, by name: wherever the books put them."""
    lines = [line for lines in sheet.sections.values() for line in lines if line.seen_room == sheet.room.code]
    return tuple(sorted(lines, key=lambda line: (line.item is None, line.name, line.asset_no, line.tag or "")))


def _card(asset: AssetId, pieces: list[tuple[AssetId, Line, bool]]) -> CardLine:
    first = pieces[0][1]
    return CardLine(
        asset=asset,
        asset_no=first.asset_no,
        name=first.name,
        model=first.model,
        expected=len(pieces),
        seen=sum(seen for _, _, seen in pieces),
        by_hand=sum(Note.SEEN_BY_HAND in line.notes for _, line, seen in pieces if seen),
    )
