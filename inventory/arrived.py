"""Whether a thing that is on its way has arrived: heard in the new room like what is there, and not through a wall.

A few answers, or one loud one, are something in the room (`inventory.gates`); a tag that another room hears louder or
more often is there, or still on its way. Where the room it left shares a wall with the new one, only a loud answer
counts: bricks take 4–8 dB each way (ITU-R P.2040), so a tag behind them seldom gets there.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from inventory.gates import LEAST_READS, LEAST_RSSI


@dataclass(frozen=True, slots=True)
class Voice:
    """What one room heard of a thing since it was sent off: how often, and at most how loud (dBm, None: untold)."""

    reads: int
    peak: float | None


def has_arrived(here: Voice, elsewhere: Iterable[Voice], *, next_door: bool) -> bool:
    """Whether it is in the room that heard it so; `next_door`: the room it left shares a wall with this one."""
    loud = here.peak is not None and here.peak >= LEAST_RSSI
    if not loud and (next_door or here.reads < LEAST_READS):
        return False
    return all(here.reads > other.reads and _louder(here, other) for other in elsewhere)


def _louder(here: Voice, other: Voice) -> bool:
    return here.peak is None or other.peak is None or here.peak > other.peak
