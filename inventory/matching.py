"""A line of a register file held against the card it means: alike, or what the file says differently.

An empty cell and a column the file does not have say nothing. Where a thing is, who has it and what state it is in
are what documents say: the file may differ there because it is older, so that is told apart.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from hashlib import sha256
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from inventory.fields import as_text
from inventory.ids import AssetId, ItemId
from inventory.register import ItemState, RegisterRow
from inventory.tags import Tag

TEXTS = (
    *("asset_no", "fiscal_no", "former_no", "census_no", "name", "unit", "value_type", "funding", "acquisition"),
    *("purpose", "voucher", "supplier", "manufacturer", "brand", "model", "serial", "location", "note"),
)
VALUES = ("cost", "accumulated", "acquired", "posted", "warranty_until", "life_months", "by_number")
SAID = (*TEXTS, *VALUES)
"""The fields that a line and its card hold alike."""

SETTLED = frozenset({ItemState.IN_USE, ItemState.IDLE, ItemState.AWAITING_DISPOSAL})
"""States a register may change; all others begin and end with a document."""

_FOR_A_KEY = (
    *("asset_no", "fiscal_no", "name", "quantity", "unit", "cost", "acquired", "posted", "life_months"),
    *("brand", "model", "serial", "location", "note"),
)
# Depreciation goes on every month; that alone makes no other card. Where things are is told apart.
_TELLING = (*(name for name in SAID if name not in ("accumulated", "location")), "accumulated")
_of_line, _of_card = attrgetter(*_TELLING), itemgetter(*_TELLING)


class KnownPiece(NamedTuple):
    """A piece of a card as the register has it; `room` is a code, "" for none."""

    id: ItemId
    position: int
    room: str
    keeper: str
    user: str
    state: ItemState
    number: str
    serial: str
    tags: frozenset[Tag] = frozenset()


class KnownCard(NamedTuple):
    """A card as the register has it. `said` holds the fields of `SAID`, `pieces` are in order.

    `part_of` is the number of the card it was merged into, None if it was not.
    """

    id: AssetId
    said: Mapping[str, Any]
    category: tuple[str, str]
    department: str
    others: Mapping[str, str]
    pieces: tuple[KnownPiece, ...]
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What a line says differently from its card: by field the text of the card and that of the line.

    `fields` stand on the card; `whereabouts` (room, keeper, user, state) belong to its pieces. `more` is how many
    pieces more the line says than the card has, below nought fewer. `tags` are those the card does not carry, `named`
    the numbers and serial numbers of single pieces.
    """

    fields: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    whereabouts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    more: int = 0
    tags: tuple[Tag, ...] = ()
    named: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def of_card(self) -> bool:
        """Whether anything differs but the whereabouts, and depreciation that went on."""
        return bool(self.fields.keys() - {"accumulated"}) or self.more != 0 or bool(self.tags or self.named)


def keys(rows: Iterable[RegisterRow]) -> list[str]:
    """A key for each line, which the same file gives again: its number, else what it says, and the how-manyeth."""
    seen: Counter[str] = Counter()
    found = []
    for row in rows:
        name = row.asset_no or _fingerprint(row)
        seen[name] += 1
        found.append(f"{'no' if row.asset_no else 'row'}:{name}:{seen[name]}")
    return found


def _fingerprint(row: RegisterRow) -> str:
    return sha256(repr(tuple(getattr(row, name) for name in _FOR_A_KEY)).encode()).hexdigest()[:16]


def differences(row: RegisterRow, card: KnownCard, told: AbstractSet[str], room: str | None) -> Difference:
    """What the line says differently. `told` are the fields the file has columns for, `room` what its place means.

    A place written as it was before says nothing new, wherever the pieces are by now.
    """
    carried = {tag for piece in card.pieces for tag in piece.tags}
    return Difference(
        dict(_on_the_card(row, card, told)),
        dict(_of_the_pieces(row, card, told, room)),
        row.quantity - len(card.pieces) if "quantity" in told else 0,
        tuple(tag for tag in row.tags if tag not in carried),
        dict(_on_the_pieces(row, card)) if row.pieces or row.piece_numbers or row.piece_serials else {},
    )


def _on_the_card(row: RegisterRow, card: KnownCard, told: AbstractSet[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    for name, before, after in zip(_TELLING, _of_card(card.said), _of_line(row), strict=True):
        if before != after and after not in ("", None):
            yield name, (as_text(before), as_text(after))
    category = category_of(row, card)
    if told & {"category_code", "category_name"} and category != card.category:
        yield "category", (_words(card.category), _words(category))
    if row.department and row.department != card.department:
        yield "department", (card.department, row.department)
    for head, text in row.others.items():
        if text and text != card.others.get(head, ""):
            yield f"others:{head}", (card.others.get(head, ""), text)


def category_of(row: RegisterRow, card: KnownCard) -> tuple[str, str]:
    """Code and name as the line has them; what it leaves out stays the card's, but not the name of another code."""
    code, name = card.category
    same = row.category_code in ("", code)
    return row.category_code or code, row.category_name or (name if same else "")


def _words(category: tuple[str, str]) -> str:
    return " ".join(filter(None, category))


def _of_the_pieces(
    row: RegisterRow, card: KnownCard, told: AbstractSet[str], room: str | None
) -> Iterator[tuple[str, tuple[str, str]]]:
    pairs = list(zip(card.pieces, row.said_of(len(card.pieces)), strict=False))
    if row.pieces:
        if any(said.room not in ("", piece.room) for piece, said in pairs):
            yield "room", (_each(piece.room for piece, _ in pairs), _each(said.room for _, said in pairs))
    elif row.location and row.location != card.said["location"]:
        yield "room", (_each(piece.room for piece in card.pieces), room or row.location)
    for name in ("keeper", "user"):
        two = [(getattr(piece, name), getattr(said, name)) for piece, said in pairs]
        if any(after not in ("", before) for before, after in two):
            yield name, (_each(sorted({before for before, _ in two})), _each(after for _, after in two))
    if "state" in told and any(said.state not in (None, piece.state) for piece, said in pairs):
        states = (said.state.value for _, said in pairs if said.state)
        yield "state", (_each(piece.state.value for piece, _ in pairs), _each(states))


def _on_the_pieces(row: RegisterRow, card: KnownCard) -> Iterator[tuple[str, tuple[str, str]]]:
    pairs = list(zip(card.pieces, row.said_of(len(card.pieces)), strict=False))
    for name in ("number", "serial"):
        two = [(getattr(piece, name), getattr(said, name)) for piece, said in pairs]
        if any(after not in ("", before) for before, after in two):
            yield f"piece_{name}", (_each(before for before, _ in two), _each(after for _, after in two))


def _each(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, texts)))
