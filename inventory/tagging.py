"""Putting tags on things, rooms and persons: what bears a tag, and what lies in the field of a scanner just now.

Whoever binds by reading has one thing in the hand. So exactly one tag may answer: of two, not even the much louder
one is taken, for a tag on metal or turned away is quieter than the one on the shelf behind.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from inventory.tags import Tag

FRESH = timedelta(seconds=3)
"""A box tells of a tag every two seconds while it answers; what it has not told of for so long is gone."""

LATE = timedelta(seconds=10)
"""What was seen longer ago comes from a box that had been cut off, and says nothing of now."""

REMEMBERED = timedelta(minutes=10)
"""So long what a handheld read last can be bound: the way from the shelf to the desk."""


class Bears(StrEnum):
    """What a tag can be on."""

    ITEM = "item"
    ROOM = "room"
    PERSON = "person"


@dataclass(frozen=True, slots=True, order=True)
class Bearer:
    """The thing, room or person a tag is on."""

    kind: Bears
    id: UUID


@dataclass(frozen=True, slots=True)
class Named:
    """A bearer as people know it. `number` is that of the card or the code of the room; of a thing also its model,
    which piece of how many it is, and the code of its room.
    """

    bearer: Bearer
    name: str
    number: str = ""
    model: str = ""
    position: int = 1
    quantity: int = 1
    room: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A tag as a station told of it: its chip number, its loudest answer in dBm, and how often it answered.

    `at` is the time by our clock at which it was seen last, `told` that at which the station said so.
    """

    tag: Tag
    tid: str | None
    rssi: float | None
    reads: int
    at: datetime
    told: datetime


def in_field(heard: Iterable[Heard], now: datetime) -> list[Heard]:
    """The tags that lie in the field of a scanner now, each once, the loudest first."""
    return _each_once([one for one in heard if one.told >= now - FRESH and one.at >= now - LATE])


def last_pull(heard: Sequence[Heard]) -> list[Heard]:
    """The tags that a handheld read last, each once, the loudest first: until its trigger had been let go."""
    if not heard:
        return []
    begun = newest = max(one.at for one in heard)
    for one in sorted(heard, key=lambda one: one.at, reverse=True):
        if one.at < begun - FRESH or one.at < newest - LATE:
            break
        begun = one.at
    return _each_once([one for one in heard if one.at >= begun])


def _each_once(heard: Iterable[Heard]) -> list[Heard]:
    once: dict[Tag, Heard] = {}
    for one in heard:
        before = once.get(one.tag)
        once[one.tag] = _together(before, one) if before else one
    return sorted(once.values(), key=_loudness, reverse=True)


def _together(one: Heard, other: Heard) -> Heard:
    loudest = max(one, other, key=_loudness)
    newest = max(one, other, key=lambda heard: heard.at)
    return Heard(one.tag, one.tid or other.tid, loudest.rssi, one.reads + other.reads, newest.at, newest.told)


def _loudness(heard: Heard) -> tuple[float, int]:
    return heard.rssi if heard.rssi is not None else float("-inf"), heard.reads
