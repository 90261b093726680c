"""How the rooms of a stock-take were walked: how often, how often by hand, was anything heard, and by whom."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np

from inventory.arrays import Flags, Numbers, sums
from inventory.reading_order import by_reading


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


class Walkers(NamedTuple):
    """Who walked the rooms and with what, in reading order; when the first walk began, and when the last was over."""

    counters: tuple[str, ...]
    devices: tuple[str, ...]
    first: datetime | None
    last: datetime | None


def walkers(who: Collection[tuple[str, str]], first: datetime | None, last: datetime | None) -> Walkers:
    """Those of all walks, each with its device and its counter; whoever did not give a name has none."""
    return Walkers(_names(counter for _, counter in who), _names(device for device, _ in who), first, last)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name for name in names if name}, key=by_reading))
