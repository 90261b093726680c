"""A sighting: one tag at one scan point, from first to last seen. It is what a box keeps and sends."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Sighting:
    """Times are aware; `tick` is what the box's tick (`reader.clock`) said at `last_seen`, in seconds.

    `reads` counts the answers; RSSI in dBm over those answers that gave one, None if none did.
    """

    scan_point: str
    tag: str
    first_seen: datetime
    last_seen: datetime
    tick: float
    reads: int
    rssi_max: float | None = None
    rssi_mean: float | None = None
    tid: str | None = None


def stamp(moment: datetime) -> str:
    """The moment in UTC as RFC 3339 text, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
