"""The roll: a stock-take's list and what was heard, joined, with everything numbered that is to be judged."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from inventory.arrays import Flags, Numbers, Texts, firsts, order_by, spread, starts_of, sums
from inventory.columns import Columns, Traces
from inventory.ground import Ground, speaking_passes, survey_ground
from inventory.hearing import Heard, answering_from_two_chips, hear
from inventory.numbered import Numbered
from inventory.tags import Tag


@dataclass(frozen=True)
class Roll:
    """Everything known before the first thing is judged.

    `disputed` tags cannot say which thing they speak for: they are bound to two items, or answer from `two_chips`.
    Ticks are in order of things and places, none twice. Things and tags are `numbered`; what is said here of them by
    number is said there.
    """

    columns: Columns
    ground: Ground
    numbered: Numbered
    disputed: Flags
    two_chips: Numbers
    heard: Heard
    ticked: Numbers
    tick_place: Numbers

    @property
    def items(self) -> int:
        """How many of the things are items of the list."""
        return self.numbered.items

    @property
    def things(self) -> int:
        """How many things there are to be judged."""
        return self.numbered.things

    @property
    def foreign(self) -> Texts:
        """The foreign tags, in order."""
        return self.numbered.foreign

    @property
    def thing(self) -> Numbers:
        """Whose each tag is."""
        return self.numbered.thing

    @property
    def first(self) -> Numbers:
        """By tag the number under which it was heard."""
        return self.numbered.first

    @property
    def booked(self) -> Numbers:
        """The booked room of each thing, -1 where there is none."""
        return self.numbered.booked

    @property
    def absent(self) -> Flags:
        """The things that may be out for a documented reason."""
        return self.numbered.absent

    @property
    def retired(self) -> Flags:
        """The things that were written off."""
        return self.numbered.retired

    @property
    def asked(self) -> Flags:
        """The things the stock-take is about."""
        return self.numbered.asked

    @property
    def untagged(self) -> Flags:
        """The things without any tag."""
        return self.numbered.untagged

    @cached_property
    def conflict(self) -> Flags:
        """The things with a disputed tag."""
        conflict = np.zeros(self.things, np.bool_)
        conflict[self.thing[self.disputed]] = True
        return conflict

    @cached_property
    def tick_start(self) -> Numbers:
        """Where the ticks of each thing start."""
        return starts_of(np.bincount(self.ticked, minlength=self.things))

    def tags_of(self, things: Numbers) -> tuple[Numbers, Numbers]:
        """The tags of these things: whose each is, counted from nought, and its number."""
        return self.numbered.tags_of(things)

    def ticks_of(self, things: Numbers) -> tuple[Numbers, Numbers]:
        """The ticks of these things: whose each is, counted from nought, and its row."""
        starts = self.tick_start[things]
        return spread(starts, self.tick_start[things + 1] - starts)

    def noisy(self, things: Numbers) -> Flags:
        """Those of these things of which any tag was heard, be it a disputed one."""
        owner, tags = self.tags_of(things)
        noisy: Flags = sums(owner, self.heard.traces[self.first[tags]], len(things)) > 0
        return noisy

    def texts(self, tags: Numbers) -> list[Tag]:
        """What these tags read."""
        return self.numbered.texts(tags)


def call(columns: Columns) -> Roll:
    """Join what was heard with the list."""
    tag, foreign = tag_numbers(columns, columns.traces)
    heard = hear(columns, tag, len(columns.listed.tag) + len(foreign))
    two_chips = answering_from_two_chips(heard, columns.traces.tid)
    ground = survey_ground(columns, speaking_passes(columns))
    return called(columns, ground, Numbered(columns.listed, foreign), heard, two_chips)


def called(columns: Columns, ground: Ground, numbered: Numbered, heard: Heard, two_chips: Numbers) -> Roll:
    """The roll with what was heard, sorted."""
    disputed = _disputed(numbered, two_chips)
    return Roll(columns, ground, numbered, disputed, two_chips, heard, *_ticks(columns))


def tag_numbers(columns: Columns, traces: Traces) -> tuple[Numbers, Texts]:
    """The number of each trace's tag, -1 for those that tell nothing, and the foreign tags in order."""
    tag = columns.listed.numbering.find(traces.tag)
    tag[traces.reads <= 0] = -1
    stray = np.flatnonzero((tag < 0) & (traces.reads > 0))
    strangers, which = np.unique(traces.tag[stray], return_inverse=True)
    foreign = ~np.isin(strangers, columns.ours)
    tag[stray] = np.where(foreign, len(columns.listed.tag) + np.cumsum(foreign) - 1, -1)[which]
    return tag, strangers[foreign]


def _disputed(numbered: Numbered, of_two_chips: Numbers) -> Flags:
    disputed = np.zeros(len(numbered.first), np.bool_)
    for tags in (numbered.shared, of_two_chips):
        disputed[tags] = True
    return disputed | disputed[numbered.first]


def _ticks(columns: Columns) -> tuple[Numbers, Numbers]:
    """The items ticked, and where; each pair once."""
    known = np.flatnonzero(columns.tick_item >= 0)
    rows = known[order_by(columns.tick_room[known], columns.tick_item[known])]
    once = rows[firsts(columns.tick_item[rows], columns.tick_room[rows])]
    return columns.tick_item[once], columns.tick_room[once]
