"""Which tag of a file goes on which piece: what can be bound as it is, and a doubt for everything else."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from inventory.exchange.reading.doubts import Oddity, SheetDoubts, in_order
from inventory.exchange.tag_file import TagLine
from inventory.ids import AssetId, ItemId
from inventory.register import Doubt
from inventory.tagging import Named
from inventory.tags import Tag

UNKNOWN_NUMBER = Oddity("unknown_number", "{place}: no card has the number {value}. The line was left out.")
SEVERAL_CARDS = Oddity(
    "several_cards", "{place}: {count} cards have the number {value}. Bind the tag on the page of the right one."
)
GONE = Oddity("gone", "{place}: {value} is written off. The line was left out.")
NO_SUCH_PIECE = Oddity("no_such_piece", "{place}: {value} has no piece {piece}. The line was left out; correct it.")
CARRIES = Oddity(
    "carries",
    "{place}: {value} carries a tag already. The line was left out; if it is right, replace that tag.",
)
ALL_CARRY = Oddity("all_carry", "{place}: all pieces of {value} carry a tag already. The line was left out.")
TWICE = Oddity("tag_twice", "{place}: the tag {value} stands in the file before. The line was left out; correct it.")
ON_OTHER = Oddity(
    "tag_on_other", "{place}: the tag {value} is on {name} {number} already. Take it off there, or correct the line."
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece that goes by a number."""

    item: ItemId
    asset: AssetId
    position: int
    gone: bool
    carries: bool


@dataclass(frozen=True, slots=True)
class Assigned:
    """A tag that is to be bound: where the file says so, and to which piece of the number."""

    line: int
    number: str
    position: int
    item: ItemId
    tag: Tag
    tid: str | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """What is to be bound, how many lines say what is so already, and everything odd."""

    assigned: tuple[Assigned, ...]
    already: int
    doubts: tuple[Doubt, ...]


class _Pieces:
    """The pieces that go by one number, looked through once however many lines name it."""

    def __init__(self, pieces: Sequence[Candidate]) -> None:
        self.cards = len({piece.asset for piece in pieces})
        self.gone = all(piece.gone for piece in pieces)
        self.at = {piece.position: piece for piece in pieces}
        self.by_item: dict[UUID, Candidate] = {piece.item: piece for piece in pieces}
        self._bare = (piece for piece in pieces if not piece.carries and not piece.gone)

    def free(self, position: int | None, taken: Container[ItemId]) -> Candidate | None:
        """The piece that is named, which may get several tags of one file, or the first that has none."""
        if position is None:
            return next((piece for piece in self._bare if piece.item not in taken), None)
        named = self.at[position]
        return None if named.carries or named.gone else named


def assign(
    lines: Sequence[TagLine], by_number: Mapping[str, Sequence[Candidate]], on: Mapping[Tag, Named]
) -> Assignment:
    """Each line on its piece: the one it names, or the next without a tag. `on` is what the tags are on now."""
    doubts: dict[str | None, SheetDoubts] = {}
    assigned: dict[Tag, Assigned] = {}
    taken: set[ItemId] = set()
    known = {number: _Pieces(pieces) for number, pieces in by_number.items()}
    already = 0
    for line in lines:
        tag = line.tag.tag(on) or line.tag.tags()[0]
        pieces = next((known[number] for number in spellings(line) if number in known), None)
        if pieces and _is_so(line, pieces, on.get(tag)):
            already += 1
            continue
        oddity = _refusal(line, pieces, tag in assigned, tag in on)
        piece = pieces.free(line.piece, taken) if pieces and not oddity else None
        if piece:
            taken.add(piece.item)
            assigned[tag] = Assigned(line.line, line.number, piece.position, piece.item, tag, line.tid)
            continue
        full = ALL_CARRY if pieces and len(pieces.at) > 1 and not line.piece else CARRIES
        _add(doubts.setdefault(line.sheet, SheetDoubts(line.sheet)), oddity or full, line, tag, on.get(tag), pieces)
    return Assignment(tuple(assigned.values()), already, in_order([*doubts.values()]))


def spellings(line: TagLine) -> tuple[str, ...]:
    """The number in every spelling that a card could have it in."""
    return tuple(dict.fromkeys((line.number.strip(), line.number.strip().upper())))


def _is_so(line: TagLine, pieces: _Pieces, now_on: Named | None) -> bool:
    piece = pieces.by_item.get(now_on.bearer.id) if now_on else None
    return piece is not None and line.piece in (None, piece.position)


def _refusal(line: TagLine, pieces: _Pieces | None, twice: bool, elsewhere: bool) -> Oddity | None:
    if pieces is None:
        return UNKNOWN_NUMBER
    if pieces.cards > 1:
        return SEVERAL_CARDS
    if pieces.gone:
        return GONE
    if line.piece and line.piece not in pieces.at:
        return NO_SUCH_PIECE
    if twice:
        return TWICE
    return ON_OTHER if elsewhere else None


def _add(
    doubts: SheetDoubts, oddity: Oddity, line: TagLine, tag: Tag, now_on: Named | None, pieces: _Pieces | None
) -> None:
    doubts.add(
        oddity,
        line.line,
        value=tag if oddity in (TWICE, ON_OTHER) else line.number,
        count=pieces.cards if pieces else 0,
        piece=line.piece,
        name=now_on.name if now_on else "",
        number=now_on.number if now_on else "",
    )
