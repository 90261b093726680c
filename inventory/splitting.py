"""Dividing a batch card and putting cards together, to the fen.

A part of the pieces takes with it its share by number of the cost and of the depreciation, each rounded to the fen,
half a fen up; the rest stays on the card. So the totals never change, and what was split and is put together again
is what it was.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from inventory.errors import InventoryError

_FEN = Decimal("0.01")


class CannotSplit(InventoryError):
    """A part of a card is at least one of its pieces, and not all of them."""

    text = "{pieces} of {quantity} pieces cannot be split off. At least one piece goes and at least one stays."


class ValueOfOneUnknown(InventoryError):
    """What is known of one card and not of the other has no sum."""

    text = "Of one of the cards the cost or the depreciation is not known. Enter it on its card first."


@dataclass(frozen=True, slots=True)
class Batch:
    """So many pieces with what the books say of them together in yuan; None where they say nothing."""

    pieces: int
    cost: Decimal | None
    accumulated: Decimal | None


def split(whole: Batch, pieces: int) -> tuple[Batch, Batch]:
    """(what stays, what is split off). Raises `CannotSplit`."""
    if not 0 < pieces < whole.pieces:
        raise CannotSplit(pieces=pieces, quantity=whole.pieces)
    part = Batch(pieces, _share(whole.cost, pieces, whole.pieces), _share(whole.accumulated, pieces, whole.pieces))
    rest = Batch(whole.pieces - pieces, _less(whole.cost, part.cost), _less(whole.accumulated, part.accumulated))
    return rest, part


def together(one: Batch, other: Batch) -> Batch:
    """Both as one. Raises `ValueOfOneUnknown`."""
    cost, accumulated = _sum(one.cost, other.cost), _sum(one.accumulated, other.accumulated)
    return Batch(one.pieces + other.pieces, cost, accumulated)


def _share(amount: Decimal | None, part: int, whole: int) -> Decimal | None:
    return None if amount is None else (amount * part / whole).quantize(_FEN, ROUND_HALF_UP)


def _less(amount: Decimal | None, part: Decimal | None) -> Decimal | None:
    return None if amount is None or part is None else amount - part


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if (one is None) != (other is None):
        raise ValueOfOneUnknown
    return None if one is None or other is None else one + other
