"""Has this room been read well enough? How many things are in it that no pass heard, and would another walk help.

Every finding on a thing that was not heard in its booked room says how likely the thing is there all the same. These
chances are where capture and recapture come in: `inventory.learning` takes from this very stock-take how many tags
a pass misses, by what several passes heard of the same tags, by how often each tag answered within a pass, and by
how many of the tags booked to a room were heard there at all, and by whether its walks still came upon new tags at
their end; tags of unequal readability have kinds of their own
(`inventory.readability`). So the number unheard is a sum of tosses with known chances (Poisson's binomial), and its
spread comes with it. What nobody expects here, and nobody heard, is added in the proportion in which what is heard
stands to what is not.

A thing whose tag is torn, or sits on bare metal, is counted as unread although no walk will ever hear it: nobody can
tell it from the others before it is seen. How many of the unread another walk would hear is therefore told apart.
A thing with several tags is one; a thing without any is none, it cannot be read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from math import exp, lgamma, log
from typing import Protocol, TypeVar

from inventory.chances import likeliest, of_strangers, of_tosses
from inventory.findings import Kind, Probabilities
from inventory.tags import Tag

# Nine in ten, and half of what is left, because the chances of the tosses are themselves only learned.
_SURE = 0.95
# So few things are none.
_NOTHING = 1e-6
# Of the things in a room one in twenty has a tag that no walk hears; of the others the first walk misses three in a
# hundred, and each further walk a fifth of what was missed before it. Between the 4, 0.4 and 0.05 in a hundred
# missed by 1, 2 and 3 sweeps in Hasler et al. (IEEE RFID 2019) and what torn tags and metal cost in schools.
_DEAF, _MISSED, _MISSED_AGAIN = 0.05, 0.03, 0.2
# Of the things in a room one in twenty is not booked there, as long as fewer than a hundred things were heard; rooms
# differ in that as numbers do that are Gamma's with this shape.
_STRANGERS, _STRANGERS_WEIGHT, _ALIKE = 0.05, 100.0, 2.0
# One room in ten, of those looked at while the count goes on, is read in part: the walk is not over, or was hurried.
_HALF_READ = 0.1
# So many things another walk should find, at least, to be worth the way.
_WORTH_A_WALK = 0.5
# The share of strangers is told in so many steps.
_STEPS = 1024
# Rooms are looked at again and again, and many are alike: the last so many are kept.
_TALLIES = 1 << 14

Room = TypeVar("Room")
Room_co = TypeVar("Room_co", covariant=True)


class HeardThere(Protocol[Room_co]):
    """What one room heard of a tag, and in how many of its passes."""

    @property
    def room(self) -> Room_co:
        """The room whose passes heard it."""

    @property
    def passes(self) -> int:
        """How many of the room's passes heard it, at least one."""


class Judged(Protocol[Room_co]):
    """What a finding and a line of the report have in common."""

    @property
    def kind(self) -> Kind:
        """What the finding says."""

    @property
    def booked_room(self) -> Room_co | None:
        """The room the books give the thing; None for foreign tags and things without a room."""

    @property
    def seen_room(self) -> Room_co | None:
        """The room it was heard or seen in; None if in none."""

    @property
    def tag(self) -> Tag | None:
        """The tag that was listened for; None if the thing has none."""

    @property
    def probabilities(self) -> Probabilities | None:
        """Where the thing is; None for foreign tags."""

    @property
    def evidence(self) -> Sequence[HeardThere[Room_co]]:
        """What each room heard of the tag."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The things with tags in one room: `heard` or ticked there, about `unread` more; nine times in ten it is
    `least` to `most` more. Another walk would hear about `hearable` of the unread. `enough` was heard for things
    booked there to be called missing.
    """

    heard: int
    unread: float
    least: int
    most: int
    hearable: float
    enough: bool = True


class Advice(StrEnum):
    """What to do in a room, from hardly read to read."""

    WALK_ON = "walk on"
    WALK_AGAIN = "walk again"
    LOOK = "look"
    DONE = "done"


def advice(coverage: Coverage) -> Advice:
    """What the counter is told.

    Walk on, as long as too little was heard to call anything missing; both are read off the same findings, so they
    never disagree. Walk again, as long as that should find something. Look by eye, where the rest cannot be heard
    by walking. Else done.
    """
    if not coverage.enough:
        return Advice.WALK_ON
    if coverage.hearable >= _WORTH_A_WALK:
        return Advice.WALK_AGAIN
    return Advice.LOOK if round(coverage.unread) else Advice.DONE


@dataclass(frozen=True, slots=True)
class Tally:
    """One room: the most passes that heard the same tag, what is known to be there, how much of it is strange, and
    how likely each thing that may be there unheard is; whether it was read enough to call things missing."""

    passes: int
    heard: int
    strangers: int
    chances: tuple[float, ...]
    enough: bool = True


def coverage(lines: Iterable[Judged[Room]]) -> dict[Room, Coverage]:
    """How well each room was read, for the rooms where at least one tag was heard.

    Takes all findings of a stock-take, in any order. A room that is being walked is judged by what it heard so far.
    """
    counts: defaultdict[Room, _Count] = defaultdict(_Count)
    for line in lines:
        _count(counts, line)
    tallies = {room: count.tally() for room, count in counts.items()}
    strangers, heard = (sum(getattr(tally, name) for tally in tallies.values()) for name in ("strangers", "heard"))
    share = share_of_strangers(strangers, heard)
    return {room: covered(tally, share) for room, tally in tallies.items() if tally.passes}


def unheard_at_home(line: Judged[Room]) -> bool:
    """Whether the thing has a tag and may be in its booked room, though nothing of it was heard or seen there."""
    home = line.booked_room
    if home is None or home == line.seen_room or line.probabilities is None:
        return False
    told = line.tag is not None and line.kind is not Kind.TAG_CONFLICT
    return told and all(each.room != home for each in line.evidence)


@dataclass(slots=True)
class _Count:
    """A tally as it grows."""

    enough: bool = True
    passes: int = 0
    heard: int = 0
    strangers: int = 0
    chances: list[float] = field(default_factory=list)

    def tally(self) -> Tally:
        return Tally(self.passes, self.heard, self.strangers, tuple(sorted(self.chances)), self.enough)


def _count(counts: Mapping[Room, _Count], line: Judged[Room]) -> None:
    home, seen = line.booked_room, line.seen_room
    for each in line.evidence:
        counts[each.room].passes = max(counts[each.room].passes, each.passes)
    if seen is not None:
        counts[seen].heard += 1
        counts[seen].strangers += seen != home
    if home is not None and line.probabilities is not None and unheard_at_home(line):
        counts[home].chances.append(line.probabilities.here)
        counts[home].enough &= line.kind is not Kind.NOT_COVERED


def share_of_strangers(strangers: int, heard: int) -> float:
    """What part of the things heard anywhere was heard in another room than its own, or is in no book.

    It is told in steps: the rooms nobody came to since are then read as well as they were.
    """
    share = (_STRANGERS * _STRANGERS_WEIGHT + strangers) / (_STRANGERS_WEIGHT + heard)
    return max(round(share * _STEPS), 1) / _STEPS


@lru_cache(_TALLIES)
def covered(tally: Tally, share: float) -> Coverage:
    """How well one room was read; `share` of the things in a room are strangers, by what was heard in all rooms."""
    booked = sum(tally.chances)
    if booked < _NOTHING:
        return Coverage(tally.heard, 0.0, 0, 0, 0.0)
    things = tally.heard + booked
    seen, odds = tally.strangers + _ALIKE, _odds_unseen(booked / things, share * things)
    unread = booked + seen * odds
    least, most = likeliest(of_tosses(tally.chances) + of_strangers(seen, odds), _SURE)
    hearable = _hearable(tally.heard, unread, tally.passes)
    return Coverage(tally.heard, unread, least, most, hearable, tally.enough)


def _odds_unseen(unseen: float, usual: float) -> float:
    """The odds of a stranger to be unseen, where that part of the things is: the rooms being `_ALIKE`, its number is
    Gamma's about the `usual` one before anything is seen here.
    """
    return unseen / (_ALIKE / usual + 1 - unseen)


def _hearable(heard: int, unread: float, passes: int) -> float:
    """How many of the unread one more walk would hear.

    Either the room was walked as rooms are, and most of the unread are deaf; or it was read in part, and what is
    unread beyond the deaf was never walked past. Bayes' rule on the number unread says which.
    """
    if unread <= 0.0:
        return 0.0
    things, missed = heard + unread, _MISSED * _MISSED_AGAIN ** (passes - 1)
    usual = things * (_DEAF + missed)
    in_part = 0.0 if unread <= usual else _in_part(unread, usual, things)
    walked = unread * missed / (_DEAF + missed)
    return (1 - in_part) * walked + in_part * max(unread - things * _DEAF, 0.0)


def _in_part(unread: float, usual: float, things: float) -> float:
    """The chance that a room was read in part: any number unread is as likely then, and Poisson's else."""
    wholly = (1 - _HALF_READ) * exp(unread * log(usual) - usual - lgamma(unread + 1))
    partly = _HALF_READ / (things + 1)
    return partly / (partly + wholly)
