"""What a scanner has said so far, counted: the line in the log by which a person sees whether it is well."""

from collections.abc import Iterable
from dataclasses import dataclass

from reader.protocols.events import Event, Fault, TagRead


@dataclass(slots=True)
class Health:
    """Counts since the daemon started."""

    reads: int = 0
    faults: int = 0
    discarded: int = 0
    restarts: int = 0

    def count(self, events: Iterable[Event]) -> list[TagRead]:
        """Count them; the tag reads among them, in order."""
        reads = []
        for event in events:
            if isinstance(event, TagRead):
                reads.append(event)
            elif isinstance(event, Fault):
                self.faults += 1
                self.discarded += event.discarded
        self.reads += len(reads)
        return reads

    def __str__(self) -> str:
        """One short line for the log."""
        return (
            f"{self.reads} tag reads, {self.faults} faults ({self.discarded} bytes), "
            f"inventory restarted {self.restarts} times"
        )
