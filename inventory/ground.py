"""The rooms a stock-take is about, by number: how often each was counted, and which share a wall."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from inventory.arrays import Flags, Numbers, Reals, firsts, starts_of
from inventory.columns import Columns
from inventory.ids import RoomId

# Where a pass walks, seen from the tag: in its room, behind one wall, further off.
SAME, WALL, FAR = RELATIONS = (0, 1, 2)


@dataclass(frozen=True)
class Ground:
    """The rooms, and two places more that stand for many: any other counted room, any other open but uncounted one.
    These two are taken as walked, and as walked next to, like the middle one of the rooms they stand for.

    `speaking` are the passes that heard anything, and `passes` counts them by place: one that heard no tag at all was
    a silent scanner. `open` are the places a moved item may be in: rooms in scope and those where anything was
    counted. `began` and `ended` are by pass, as in `inventory.columns`.
    `near` lists the rooms sharing a wall with each place one after the other, in order, from `near_start` on.
    """

    rooms: Sequence[RoomId]
    speaking: Flags
    passes: Numbers
    open: Flags
    began: Reals
    ended: Reals
    near_start: Numbers
    near: Numbers

    @property
    def somewhere(self) -> tuple[int, int]:
        """The place of any other counted room, and that of any other open room that was not counted."""
        return len(self.rooms), len(self.rooms) + 1

    @cached_property
    def counted(self) -> Flags:
        """The open rooms where a scanner was heard from."""
        counted: Flags = self.open & (self.passes > 0)
        return counted

    @cached_property
    def uncounted(self) -> Flags:
        """The open rooms where none was."""
        uncounted: Flags = self.open & (self.passes == 0)
        return uncounted

    @cached_property
    def walls(self) -> Numbers:
        """How many rooms share a wall with each place."""
        return np.diff(self.near_start)

    @cached_property
    def chances(self) -> Numbers:
        """By relation and place, how many passes could have heard a tag that is there."""
        next_door = np.bincount(np.repeat(self._places, self.walls), self.passes[self.near], len(self._places))
        aside = next_door.astype(np.int64)
        chances = np.array([self.passes, aside, self.passes.sum() - self.passes - aside])
        for some, rooms in zip(self.somewhere, (self.counted, self.uncounted), strict=True):
            chances[:, some] = _middle(chances[:, rooms])
        return chances

    @cached_property
    def _places(self) -> Numbers:
        return np.arange(len(self.passes))

    def relation(self, place: Numbers, walked: Numbers) -> Numbers:
        """How a pass through the room `walked` stands to a tag in `place`."""
        wall = self._walls_between[np.searchsorted(self._walls_between, self._pair(place, walked))]
        behind = np.where(wall == self._pair(place, walked), WALL, FAR)
        return np.where(place == walked, SAME, behind)

    @cached_property
    def _walls_between(self) -> Numbers:
        pairs = self._pair(np.repeat(self._places, self.walls), self.near)
        return np.append(pairs, len(self._places) ** 2)

    def _pair(self, place: Numbers, other: Numbers) -> Numbers:
        return place * len(self._places) + other


def _middle(columns: Numbers) -> Numbers:
    """Of each row the middle one, or the lower of the middle two; nought of none."""
    count = columns.shape[1]
    if not count:
        return np.zeros(len(columns), np.int64)
    middle: Numbers = np.partition(columns, (count - 1) // 2, axis=1)[:, (count - 1) // 2]
    return middle


def speaking_passes(columns: Columns) -> Flags:
    """The passes that heard anything."""
    return those_of(len(columns.passes), columns.traces.walk[columns.traces.reads > 0])


def those_of(count: int, numbers: Numbers) -> Flags:
    """So many flags, of which those of these numbers are set."""
    flags = np.zeros(count, np.bool_)
    flags[numbers] = True
    return flags


def survey_ground(columns: Columns, speaking: Flags) -> Ground:
    """Count the passes that heard anything, and sort the walls."""
    counted = columns.pass_room[speaking]
    places = len(columns.rooms) + 2
    is_open = np.zeros(places, np.bool_)
    for rooms in (columns.scope, counted, columns.tick_room):
        is_open[rooms] = True
    near_start, near = _sorted_walls(*columns.walls, places)
    passes = np.bincount(counted, minlength=places)
    return Ground(columns.rooms, speaking, passes, is_open, columns.began, columns.ended, near_start, near)


def _sorted_walls(one: Numbers, other: Numbers, places: int) -> tuple[Numbers, Numbers]:
    """Each wall once from either side, by place."""
    here, there = np.concatenate((one, other)), np.concatenate((other, one))
    order = np.lexsort((there, here))
    order = order[here[order] != there[order]]
    once = order[firsts(here[order], there[order])]
    return starts_of(np.bincount(here[once], minlength=places)), there[once]
