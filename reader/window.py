"""Folds tag reads into sightings: which answers of a tag belong together, and when a sighting is over.

A tag is here from its first answer until `fold_gap` seconds passed without one. While it is here a sighting is given
every `fold_span` seconds, the last when it has left. The span is what a box can lose when its power fails.

A handheld that sweeps a room folds by seconds: a sighting for each time it comes past a tag. A reader at a door folds
by minutes: when a tag came, that it is still there, when it was there last. Since somebody may be carrying the thing
out of that door, the first sightings of a stay are short (`ARRIVING`): the first holds the first answers alone.

Two clocks come in. The tick decides what belongs together and how long it lasted; the wall clock
only says when a sighting began. A clock set while a tag lies in the field neither cuts nor stretches a sighting.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from reader.protocols.events import TagRead
from reader.sighting import Sighting

# Seconds of the first sightings of a stay, where the span is longer than all of them.
ARRIVING = (0.1, 0.5, 2.0)

_Key = tuple[str, int | None]


@dataclass(slots=True)
class _Open:
    """A sighting that may still grow, for `span` seconds; `first` and `last` are ticks."""

    began: datetime
    first: float
    last: float
    span: float
    nth: int  # sighting of its stay, from 1
    reads: int = 0
    heard: int = 0  # reads that gave an RSSI
    total: float = 0.0
    strongest: float = field(default=float("-inf"))


class Window:
    """The open sightings of one scanner."""

    def __init__(self, scan_point: str, fold_gap: float = 1.0, fold_span: float = 2.0) -> None:
        self._scan_point = scan_point
        self._gap = fold_gap
        self._span = fold_span
        self._open: dict[_Key, _Open] = {}
        self._spans = (*(ARRIVING if fold_span > max(ARRIVING) else ()), fold_span)
        # Tags between two sightings of one stay: the tick of the last answer, and how many sightings there were.
        self._here: dict[_Key, tuple[float, int]] = {}
        self._closed: list[Sighting] = []

    def fold(self, reads: Iterable[TagRead], tick: float, now: datetime) -> None:
        """Take in reads that all came at this moment of both clocks."""
        for tag, _, rssi, antenna in reads:
            key = tag, antenna
            sighting = self._open.get(key)
            if sighting is None or self._is_over(sighting, tick):
                if sighting is not None:
                    self._close(key, sighting)
                sighting = self._open[key] = self._begin(key, tick, now)
            sighting.last = tick
            sighting.reads += 1
            if rssi is not None:
                sighting.heard += 1
                sighting.total += rssi
                if rssi > sighting.strongest:
                    sighting.strongest = rssi

    def close(self, tick: float) -> list[Sighting]:
        """The sightings that are over at this tick, each given once."""
        for key, sighting in [each for each in self._open.items() if self._is_over(each[1], tick)]:
            del self._open[key]
            self._close(key, sighting)
        for key in [key for key, (last, _) in self._here.items() if tick - last >= self._gap]:
            del self._here[key]
        closed, self._closed = self._closed, []
        return closed

    def flush(self) -> list[Sighting]:
        """All that is left, over or not: nothing more will come."""
        return self.close(float("inf"))

    def _is_over(self, sighting: _Open, tick: float) -> bool:
        return tick - sighting.last >= self._gap or tick - sighting.first >= sighting.span

    def _begin(self, key: _Key, tick: float, now: datetime) -> _Open:
        """The next sighting of the stay, or the first of another one."""
        last, before = self._here.pop(key, (tick, 0))
        nth = before + 1 if tick - last < self._gap else 1
        return _Open(now, tick, tick, self._spans[min(nth, len(self._spans)) - 1], nth)

    def _close(self, key: _Key, sighting: _Open) -> None:
        self._closed.append(self._finish(key, sighting))
        self._here[key] = sighting.last, sighting.nth

    def _finish(self, key: _Key, sighting: _Open) -> Sighting:
        tag, antenna = key
        return Sighting(
            scan_point=self._scan_point if antenna is None else f"{self._scan_point}.{antenna}",
            tag=tag,
            first_seen=sighting.began,
            last_seen=sighting.began + timedelta(seconds=sighting.last - sighting.first),
            tick=sighting.last,
            reads=sighting.reads,
            rssi_max=sighting.strongest if sighting.heard else None,
            rssi_mean=sighting.total / sighting.heard if sighting.heard else None,
        )
