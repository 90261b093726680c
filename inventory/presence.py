"""Presence: where a thing is believed to be, since when, and by what it was heard last, or by whom it was seen.

It follows from the facts in the order in which they happened, however late they become known: a fact that came in
order is told at once; one that came late changes what it must, or has the thing's facts told anew (`TellAnew`).
Silence says nothing: a thing has left a place only when it was heard in another one, or passed a gate.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from inventory.ids import PassId, RoomId, StationId


@dataclass(frozen=True, slots=True)
class Source:
    """By what a thing was heard: a station, a walk or both; how often, and at most how loud (RSSI in dBm).

    No reads at all: somebody saw it there with their own eyes and ticked it off.
    """

    station: StationId | None = None
    walk: PassId | None = None
    reads: int = 1
    rssi_max: float | None = None

    @property
    def stays(self) -> bool:
        """Whether a reader heard it that stays where it is."""
        return self.walk is None


@dataclass(frozen=True, slots=True)
class Heard:
    """A thing was in a room at a moment; None is outside, beyond a gate."""

    room: RoomId | None
    at: datetime
    source: Source


@dataclass(frozen=True, slots=True)
class Turned:
    """A thing passed a gate that cannot tell which way: from wherever it was believed to be to the other side."""

    inside: RoomId
    beyond: RoomId | None
    at: datetime
    source: Source

    def resolved(self, now: "Presence | None") -> Heard:
        """Out, unless it was believed to be out."""
        was_out = now is not None and now.room == self.beyond
        return Heard(self.inside if was_out else self.beyond, self.at, self.source)


Fact = Heard | Turned


@dataclass(frozen=True, slots=True)
class Presence:
    """The last stay of a thing: its room (None: it went out), from when to when it was heard there.

    `elsewhere_at` is when it was last heard in another place before. `turned_at` is when it last
    passed a gate that cannot tell which way.
    """

    room: RoomId | None
    since: datetime
    heard_at: datetime
    source: Source
    elsewhere_at: datetime | None = None
    turned_at: datetime | None = None


class TellAnew(Exception):
    """The fact came late, and what it does depends on others: those from `begin` on, None for all."""

    def __init__(self, begin: datetime | None) -> None:
        self.begin = begin
        super().__init__(begin)


def told(facts: Iterable[Fact], now: Presence | None = None) -> Presence | None:
    """Where the facts, all later than what is known, leave the thing."""
    for fact in sorted(facts, key=in_order):
        now = _then(now, fact)
    return now


def told_anew(facts: Iterable[Fact], before: Presence | None) -> Presence | None:
    """Where the facts from the moment that `TellAnew` named leave the thing; `before` is what was believed."""
    now = told(facts)
    if now is None or before is None:
        return now
    return replace(
        now, elsewhere_at=now.elsewhere_at or before.elsewhere_at, turned_at=now.turned_at or before.turned_at
    )


def learnt(now: Presence | None, fact: Fact) -> Presence:
    """What is believed after one more fact, be it late or not. Raises `TellAnew`."""
    if now is None or fact.at > now.heard_at:
        return _then(now, fact)
    if isinstance(fact, Turned) or (now.turned_at is not None and fact.at <= now.turned_at):
        raise TellAnew(None)
    if fact.room == now.room:
        return _earlier_here(now, fact)
    if fact.at >= now.since:
        raise TellAnew(now.since)
    return replace(now, elsewhere_at=max(fact.at, now.elsewhere_at or fact.at))


def _then(now: Presence | None, fact: Fact) -> Presence:
    turned_at = fact.at if isinstance(fact, Turned) else now.turned_at if now else None
    heard = fact.resolved(now) if isinstance(fact, Turned) else fact
    if now is not None and now.room == heard.room:
        return replace(now, heard_at=heard.at, source=heard.source, turned_at=turned_at)
    left = now.heard_at if now else None
    return Presence(heard.room, heard.at, heard.at, heard.source, left, turned_at)


def _earlier_here(now: Presence, fact: Heard) -> Presence:
    if fact.at == now.elsewhere_at:
        raise TellAnew(fact.at)
    if fact.at == now.heard_at and _loudness(fact.source) > _loudness(now.source):
        return replace(now, source=fact.source)
    before_that = now.elsewhere_at is not None and fact.at < now.elsewhere_at
    return now if before_that or fact.at >= now.since else replace(now, since=fact.at)


def in_order(fact: Fact) -> tuple[object, ...]:
    """By time; what happened at once in one order, whichever it is."""
    place = (str(fact.room), "") if isinstance(fact, Heard) else (str(fact.inside), str(fact.beyond))
    return fact.at, isinstance(fact, Turned), place, _loudness(fact.source)


def _loudness(source: Source) -> tuple[int, float, str, str]:
    loud = float("-inf") if source.rssi_max is None else source.rssi_max
    return source.reads, loud, _text(source.station), _text(source.walk)


def _text(of: UUID | None) -> str:
    return "" if of is None else of.hex
