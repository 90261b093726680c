"""The roll: a stock-take's list and what was heard, joined, with everything numbered that is to be judged.

Things are numbered: first the items of the list, then the foreign tags. So are tags: first each tag of each item,
then the foreign ones; a tag on two items has two numbers, and what was heard of it is kept under the lower one.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from inventory.arrays import Flags, Numbers, Texts, firsts, order_by, spread, starts_of, sums
from inventory.columns import Columns, Traces
from inventory.ground import Ground, speaking_passes, survey_ground
from inventory.hearing import Heard, answering_from_two_chips, hear
from inventory.ids import ItemId
from inventory.tags import Tag


@dataclass(frozen=True)
class Roll:
    """Everything known before the first thing is judged.

    `foreign` are the tags on no item that were heard and are not the school's own. `thing` is whose each tag is,
    `first` the number under which it was heard. `disputed` tags cannot say which thing they speak for: they are
    bound to two items, or answer from `two_chips`. Ticks are in order of things and places, none twice.
    """

    columns: Columns
    ground: Ground
    foreign: Texts
    thing: Numbers
    first: Numbers
    disputed: Flags
    two_chips: Numbers
    heard: Heard
    ticked: Numbers
    tick_place: Numbers

    @property
    def items(self) -> int:
        """How many of the things are items of the list."""
        return len(self.columns.listed.items)

    @property
    def things(self) -> int:
        """How many things there are to be judged."""
        return self.items + len(self.foreign)

    @cached_property
    def booked(self) -> Numbers:
        """The booked room of each thing, -1 where there is none."""
        return np.append(self.columns.listed.room, np.full(len(self.foreign), -1))

    @cached_property
    def absent(self) -> Flags:
        """The things that may be out for a documented reason."""
        return np.append(self.columns.listed.absent, np.zeros(len(self.foreign), np.bool_))

    @cached_property
    def retired(self) -> Flags:
        """The things that were written off."""
        return np.append(self.columns.listed.retired, np.zeros(len(self.foreign), np.bool_))

    @cached_property
    def asked(self) -> Flags:
        """The things the stock-take is about."""
        return np.append(self.columns.listed.asked, np.zeros(len(self.foreign), np.bool_))

    @cached_property
    def untagged(self) -> Flags:
        """The things without any tag."""
        untagged: Flags = np.diff(self.tag_start) == 0
        return untagged

    @cached_property
    def conflict(self) -> Flags:
        """The things with a disputed tag."""
        return sums(self.thing, self.disputed, self.things) > 0

    @cached_property
    def noisy(self) -> Flags:
        """The things of which any tag was heard, be it a disputed one."""
        return sums(self.thing, self.heard.traces[self.first], self.things) > 0

    @cached_property
    def tag_start(self) -> Numbers:
        """Where the tags of each thing start."""
        return starts_of(np.bincount(self.thing, minlength=self.things))

    @cached_property
    def tick_start(self) -> Numbers:
        """Where the ticks of each thing start."""
        return starts_of(np.bincount(self.ticked, minlength=self.things))

    def tags_of(self, things: Numbers) -> tuple[Numbers, Numbers]:
        """The tags of these things: whose each is, counted from nought, and its number."""
        starts = self.tag_start[things]
        return spread(starts, self.tag_start[things + 1] - starts)

    def ticks_of(self, things: Numbers) -> tuple[Numbers, Numbers]:
        """The ticks of these things: whose each is, counted from nought, and its row."""
        starts = self.tick_start[things]
        return spread(starts, self.tick_start[things + 1] - starts)

    def subjects(self, things: Numbers) -> list[ItemId | Tag]:
        """What these things are: items of the list, or foreign tags."""
        items, foreign = self.columns.listed.items, self.foreign
        return [
            items[thing] if thing < self.items else Tag(foreign[thing - self.items].decode("ascii"))
            for thing in things.tolist()
        ]

    def strangers(self) -> frozenset[Tag]:
        """The foreign tags."""
        return frozenset(Tag(text.decode("ascii")) for text in self.foreign.tolist())

    def texts(self, tags: Numbers) -> list[Tag]:
        """What these tags read."""
        own, listed, foreign = len(self.columns.listed.tag), self.columns.listed.tag, self.foreign
        texts = (listed[tag] if tag < own else foreign[tag - own] for tag in tags.tolist())
        return [Tag(text.decode("ascii")) for text in texts]


def call(columns: Columns) -> Roll:
    """Join what was heard with the list."""
    tag, foreign = tag_numbers(columns, columns.traces)
    heard = hear(columns, tag, len(columns.listed.tag) + len(foreign))
    two_chips = answering_from_two_chips(heard, columns.traces.tid)
    return called(columns, survey_ground(columns, speaking_passes(columns)), foreign, heard, two_chips)


def called(columns: Columns, ground: Ground, foreign: Texts, heard: Heard, two_chips: Numbers) -> Roll:
    """The roll with what was heard, sorted."""
    listed, strange = columns.listed, np.arange(len(foreign))
    first = np.concatenate((listed.first, len(listed.tag) + strange))
    return Roll(
        columns,
        ground,
        foreign,
        np.concatenate((listed.tag_item, len(listed.items) + strange)),
        first,
        _disputed(first, two_chips),
        two_chips,
        heard,
        *_ticks(columns),
    )


def tag_numbers(columns: Columns, traces: Traces) -> tuple[Numbers, Texts]:
    """The number of each trace's tag, -1 for those that tell nothing, and the foreign tags in order."""
    tag = columns.listed.numbering.find(traces.tag)
    tag[traces.reads <= 0] = -1
    stray = np.flatnonzero((tag < 0) & (traces.reads > 0))
    strangers, which = np.unique(traces.tag[stray], return_inverse=True)
    foreign = ~np.isin(strangers, columns.ours)
    tag[stray] = np.where(foreign, len(columns.listed.tag) + np.cumsum(foreign) - 1, -1)[which]
    return tag, strangers[foreign]


def _disputed(first: Numbers, of_two_chips: Numbers) -> Flags:
    shared = np.flatnonzero(first != np.arange(len(first)))
    disputed = np.zeros(len(first), np.bool_)
    for tags in (shared, first[shared], of_two_chips):
        disputed[tags] = True
    return disputed | disputed[first]


def _ticks(columns: Columns) -> tuple[Numbers, Numbers]:
    """The items ticked, and where; each pair once."""
    known = np.flatnonzero(columns.tick_item >= 0)
    rows = known[order_by(columns.tick_room[known], columns.tick_item[known])]
    once = rows[firsts(columns.tick_item[rows], columns.tick_room[rows])]
    return columns.tick_item[once], columns.tick_room[once]
