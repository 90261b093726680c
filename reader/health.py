"""How a scanner is and what it has said so far: for the log, for the heartbeat, for a person who looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reader.clock import Moment
from reader.protocols.events import Event, Fault, Identity, TagRead, Temperature, Trouble


class State(StrEnum):
    """How it is with a scanner; heartbeats carry these words, so they stay."""

    READING = "reading"
    SILENT = "silent"  # the port is there, and the scanner answers nothing
    AWAY = "away"  # the port cannot be used: unplugged, switched off, out of Bluetooth's reach
    RESTING = "resting"  # told to rest, because the outbox takes no more


@dataclass(slots=True)
class Health:
    """Counts since the daemon started. `ignored` are reads of tags the settings say not to tell of, `trouble` is what
    the scanner itself complained of last, `turned` the tick when its thread last showed that it is alive.
    """

    reads: int = 0
    ignored: int = 0
    faults: int = 0
    discarded: int = 0
    restarts: int = 0
    state: State = State.AWAY
    firmware: str = ""
    model: str = ""
    serial: str = ""
    temperature: int | None = None
    trouble: str = ""
    last_tag: Moment | None = None
    turned: float = 0.0

    def count(self, events: Iterable[Event]) -> list[TagRead]:
        """Take note of them; the tag reads among them, in order."""
        reads = []
        for event in events:
            match event:
                case TagRead():
                    reads.append(event)
                case Fault(_, discarded):
                    self.faults += 1
                    self.discarded += discarded
                case Identity(firmware, model):
                    self.firmware, self.model = firmware, model
                case Temperature(celsius):
                    self.temperature = celsius
                case Trouble(reason):
                    self.trouble = reason
        self.reads += len(reads)
        return reads

    def __str__(self) -> str:
        """One short line for the log."""
        return (
            f"{self.reads} tag reads, {self.faults} faults ({self.discarded} bytes), "
            f"inventory restarted {self.restarts} times"
        )
