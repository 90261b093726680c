"""Folds tag reads into sightings: which answers of a tag belong together, and when a sighting is over.

A sighting is over after `fold_gap` seconds without an answer, or when it has lasted `fold_span` seconds. The
second limit is what a box can lose when its power fails, and how late a live board may be.

Two clocks come in. The tick decides what belongs together and how long it lasted; the wall clock
only says when a sighting began. A clock set while a tag lies in the field neither cuts nor stretches a sighting.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from reader.protocols.events import TagRead
from reader.sighting import Sighting


@dataclass(slots=True)
class _Open:
    """A sighting that may still grow; `first` and `last` are ticks."""

    began: datetime
    first: float
    last: float
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
        self._open: dict[tuple[str, int | None], _Open] = {}
        self._closed: list[Sighting] = []

    def fold(self, reads: Iterable[TagRead], tick: float, now: datetime) -> None:
        """Take in reads that all came at this moment of both clocks."""
        for tag, _, rssi, antenna in reads:
            key = tag, antenna
            sighting = self._open.get(key)
            if sighting is None or tick - sighting.last >= self._gap or tick - sighting.first >= self._span:
                if sighting is not None:
                    self._closed.append(self._finish(key, sighting))
                sighting = self._open[key] = _Open(now, tick, tick)
            sighting.last = tick
            sighting.reads += 1
            if rssi is not None:
                sighting.heard += 1
                sighting.total += rssi
                if rssi > sighting.strongest:
                    sighting.strongest = rssi

    def close(self, tick: float) -> list[Sighting]:
        """The sightings that are over at this tick, each given once."""
        over = [
            key
            for key, sighting in self._open.items()
            if tick - sighting.last >= self._gap or tick - sighting.first >= self._span
        ]
        self._closed += [self._finish(key, self._open.pop(key)) for key in over]
        closed, self._closed = self._closed, []
        return closed

    def flush(self) -> list[Sighting]:
        """All that is left, over or not: nothing more will come."""
        return self.close(float("inf"))

    def _finish(self, key: tuple[str, int | None], sighting: _Open) -> Sighting:
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
