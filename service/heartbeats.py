"""The JSON of version 1 in which a box tells how it and its scanners are."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from inventory.heartbeats import ScannerReport, StationReport
from inventory.sightings import clock_error
from service.wire import When, Word

Count = Annotated[int, Field(ge=0, le=2**53)]
MOST_SCANNERS = 64


class ScannerIn(BaseModel):
    """One scanner of a box; its counts are since the daemon started."""

    scan_point: Word
    port: Word
    family: Word
    state: Word
    serial: Word = ""
    model: Word = ""
    firmware: Word = ""
    trouble: Word = ""
    temperature: Annotated[int, Field(ge=-100, le=1000)] | None = None
    reads: Count = 0
    ignored: Count = 0
    faults: Count = 0
    faults_per_minute: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    restarts: Count = 0
    last_tag: When | None = None


class HeartbeatIn(BaseModel):
    """A heartbeat. What a later box says beside this is left unread."""

    version: Literal[1]
    sent_at: When
    reader: Word = ""
    waiting: Count
    refused: Count = 0
    damaged_outboxes: Count = 0
    scanners: Annotated[list[ScannerIn], Field(max_length=MOST_SCANNERS)]

    def as_report(self, at: datetime) -> StationReport:
        """What it says, received at this moment."""
        scanners = tuple(ScannerReport(**scanner.model_dump()) for scanner in self.scanners)
        return StationReport(
            received_at=at,
            clock_error=-clock_error(self.sent_at, at),
            version=self.reader,
            waiting=self.waiting,
            refused=self.refused,
            scanners=scanners,
            damaged_outboxes=self.damaged_outboxes,
        )
