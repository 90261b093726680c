"""The rooms and what the books put in each: the room ledger (分室明细账) and the list on the door.

A card whose pieces stand in several rooms is in the ledger of each with the pieces it has there and their part of the
cost: each piece costs the same to the fen, and the fen that are left over fall to the first ones.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inventory.categories import class_of
from inventory.register import ItemState, RegisterRow

_FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Place:
    """A room as its papers name it; "" where nothing is known. `code` "" is for what is booked in no room."""

    code: str
    name: str = ""
    building: str = ""
    floor: int | None = None
    keeper: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """Pieces of one card in one room: how many, what they cost together in yuan, and who keeps them."""

    card: RegisterRow
    pieces: int
    cost: Decimal | None
    keepers: tuple[str, ...]
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoomBook:
    """A room with what the books put there, by class of things and code."""

    room: Place
    held: tuple[Held, ...]


def room_books(rooms: Iterable[Place], cards: Iterable[RegisterRow]) -> list[RoomBook]:
    """One for each room in the order given, and a last one for what is booked in none of them, if anything is."""
    found: dict[str, list[Held]] = defaultdict(list)
    for card in cards:
        for code, held in _held(card):
            found[code].append(held)
    books = [RoomBook(room, _sorted(found.pop(room.code, []))) for room in rooms]
    nowhere = [held for left in found.values() for held in left]
    return [*books, RoomBook(Place(""), _sorted(nowhere))] if nowhere else books


def class_name(card: RegisterRow) -> str:
    """The class (门类) of a card's things, else its category; "" if the books name none."""
    whole = class_of(card.category_scheme, card.category_edition, card.category_code)
    return whole.name if whole else card.category_name


def _held(card: RegisterRow) -> Iterator[tuple[str, Held]]:
    """By room the pieces on the books there."""
    there: dict[str, list[int]] = defaultdict(list)
    for nth, piece in enumerate(card.pieces):
        if piece.state is not ItemState.RETIRED:
            there[piece.room].append(nth)
    for code, places in there.items():
        pieces = [card.pieces[nth] for nth in places]
        keepers = tuple(dict.fromkeys(piece.keeper for piece in pieces if piece.keeper))
        numbers = tuple(piece.number for piece in pieces if piece.number)
        yield code, Held(card, len(places), _cost(card, places), keepers, numbers)


def _cost(card: RegisterRow, places: Sequence[int]) -> Decimal | None:
    if card.cost is None:
        return None
    each, left = divmod(int(card.cost / _FEN), len(card.pieces))
    return (each * len(places) + sum(nth < left for nth in places)) * _FEN


def _sorted(held: Iterable[Held]) -> tuple[Held, ...]:
    return tuple(sorted(held, key=_order))


def _order(held: Held) -> tuple[object, ...]:
    card = held.card
    return not class_name(card), class_name(card), card.category_code, card.name, card.asset_no
