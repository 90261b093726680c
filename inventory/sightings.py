"""When a sighting happened by the service's clock, whatever the box's clock said.

A batch carries the box's own time of sending. What that differs from the time of receiving is the box's error,
and it is taken off every time in the batch: a box that woke up in 1970 still counts right.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from inventory.tags import Tag

TRUSTED = timedelta(seconds=2)
"""Up to this difference it is the way of the batch, not the clock, that took the time: the box is believed."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One tag at one scan point from first to last seen, as a box or a handheld told it. RSSI in dBm."""

    tag: Tag
    tid: str | None
    first_seen: datetime
    last_seen: datetime
    reads: int
    rssi_max: float | None
    rssi_mean: float | None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A station's sighting: `n` is its number in the outbox it comes from."""

    n: int
    scan_point: str
    sighting: Sighting


@dataclass(frozen=True, slots=True)
class Refused:
    """A sighting that cannot be taken, and why, in words for the engineer at the box."""

    n: int
    code: str
    message: str


def clock_error(sent_at: datetime, received_at: datetime) -> timedelta:
    """What to add to a box's times to get ours."""
    error = received_at - sent_at
    return error if abs(error) > TRUSTED else timedelta()


def seen_at(sighting: Sighting, error: timedelta, received_at: datetime) -> datetime:
    """The middle of the sighting by our clock; nothing was seen after it was told of."""
    middle = sighting.first_seen + (sighting.last_seen - sighting.first_seen) / 2
    return min(middle + error, received_at)


def as_ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The numbers as ascending, closed ranges, each as long as can be."""
    ranges: list[tuple[int, int]] = []
    for n in sorted(set(numbers)):
        if ranges and ranges[-1][1] == n - 1:
            ranges[-1] = (ranges[-1][0], n)
        else:
            ranges.append((n, n))
    return ranges
