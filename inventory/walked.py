"""How the rooms of a stock-take were walked: by how many walks, how many of them by hand, and was anything heard."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from inventory.arrays import Flags, Numbers, sums


class Walked(NamedTuple):
    """How many walks of one room count, how many of them by hand; whether one with a scanner is over, and whether
    one heard anything."""

    all: int
    by_hand: int
    over: bool
    heard: bool


NEVER = Walked(0, 0, over=False, heard=False)


def walked(codes: Sequence[str], room: Numbers, by_hand: Flags, over: Flags, heard: Flags) -> dict[str, Walked]:
    """How each room was walked, by its code; the columns are by walk, rooms by number."""
    rooms = len(codes)
    every, hands = np.bincount(room, minlength=rooms), np.bincount(room[by_hand], minlength=rooms)
    done, loud = (sums(room, those, rooms) > 0 for those in (over & ~by_hand, heard))
    return dict(zip(codes, map(Walked, every.tolist(), hands.tolist(), done.tolist(), loud.tolist()), strict=True))
