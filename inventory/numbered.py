"""The things of a stock-take and their tags, by number: what is the same however much is heard of them.

Things are numbered: first the items of the list, then the foreign tags. So are tags: first each tag of each item,
then the foreign ones; a tag on two items has two numbers, and what was heard of it is kept under the lower one.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from inventory.arrays import Flags, Numbers, Texts, spread, starts_of
from inventory.columns import Listed, Traces
from inventory.tags import Tag


@dataclass(frozen=True)
class Numbered:
    """The list, and in order the tags on no item that were heard and are not the school's own."""

    listed: Listed
    foreign: Texts

    def with_foreign(self, foreign: Texts) -> "Numbered":
        """With these foreign tags; what was reckoned already is kept if they are the same."""
        return self if np.array_equal(foreign, self.foreign) else Numbered(self.listed, foreign)

    @property
    def items(self) -> int:
        """How many of the things are items of the list."""
        return len(self.listed.items)

    @property
    def things(self) -> int:
        """How many things there are to be judged."""
        return self.items + len(self.foreign)

    @property
    def own(self) -> int:
        """How many of the tags are on the list."""
        return len(self.listed.tag)

    @cached_property
    def thing(self) -> Numbers:
        """Whose each tag is."""
        return np.concatenate((self.listed.tag_item, np.arange(self.items, self.things)))

    @cached_property
    def first(self) -> Numbers:
        """By tag the number under which it was heard."""
        return np.concatenate((self.listed.first, self.own + np.arange(len(self.foreign))))

    @cached_property
    def shared(self) -> Numbers:
        """The tags that are on two items."""
        again = np.flatnonzero(self.first != np.arange(len(self.first)))
        return np.union1d(again, self.first[again])

    @cached_property
    def booked(self) -> Numbers:
        """The booked room of each thing, -1 where there is none."""
        return np.append(self.listed.room, np.full(len(self.foreign), -1))

    @cached_property
    def absent(self) -> Flags:
        """The things that may be out for a documented reason."""
        return self._items_alone(self.listed.absent)

    @cached_property
    def retired(self) -> Flags:
        """The things that were written off."""
        return self._items_alone(self.listed.retired)

    @cached_property
    def asked(self) -> Flags:
        """The things the stock-take is about."""
        return self._items_alone(self.listed.asked)

    @cached_property
    def untagged(self) -> Flags:
        """The things without any tag."""
        untagged: Flags = np.diff(self.tag_start) == 0
        return untagged

    @cached_property
    def tag_start(self) -> Numbers:
        """Where the tags of each thing start."""
        return starts_of(np.bincount(self.thing, minlength=self.things))

    def tags_of(self, things: Numbers) -> tuple[Numbers, Numbers]:
        """The tags of these things: whose each is, counted from nought, and its number."""
        starts = self.tag_start[things]
        return spread(starts, self.tag_start[things + 1] - starts)

    def with_any(self, tags: Flags) -> Flags:
        """The things with any of these tags, be it another's as well."""
        things = np.zeros(self.things, np.bool_)
        things[self.thing[tags[self.first]]] = True
        return things

    def heard_as(self, traces: Traces) -> Numbers:
        """The numbers of the tags that these traces tell something of."""
        tags = traces.tag[traces.reads > 0]
        foreign = np.searchsorted(self.foreign, tags)
        strange = np.append(self.foreign, b"")[foreign] == tags
        number = np.where(strange, self.own + foreign, self.listed.numbering.find(tags))
        return number[number >= 0]

    def texts(self, tags: Numbers) -> list[Tag]:
        """What these tags read."""
        own, listed, foreign = self.own, self.listed.tag, self.foreign
        texts = (listed[tag] if tag < own else foreign[tag - own] for tag in tags.tolist())
        return [Tag(text.decode("ascii")) for text in texts]

    def _items_alone(self, items: Flags) -> Flags:
        return np.append(items, np.zeros(len(self.foreign), np.bool_))
