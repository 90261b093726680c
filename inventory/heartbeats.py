"""How a reader is, for people: what its box told last, when that was, and what somebody ought to do about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

SILENT_AFTER = timedelta(minutes=3)
"""A box tells how it is every minute; three that did not come are no accident."""

CLOCK_TOLERANCE = timedelta(minutes=1)
MANY_WAITING = 50
"""What is sent a moment later always waits at that moment."""

MANY_FAULTS = 10.0
"""A minute. A single byte lost is nothing; a wrong line speed or a bad cable makes hundreds."""

HOT = 70
"""Degrees Celsius; modules switch themselves off from about 85."""


@dataclass(frozen=True, slots=True)
class ScannerReport:
    """What a box told of one scanner. `state` is "reading", "silent", "away", "resting", or a new word."""

    scan_point: str
    port: str
    family: str
    state: str
    serial: str = ""
    model: str = ""
    firmware: str = ""
    trouble: str = ""
    temperature: int | None = None
    reads: int = 0
    ignored: int = 0
    faults: int = 0
    faults_per_minute: float = 0.0
    restarts: int = 0
    last_tag: datetime | None = None


@dataclass(frozen=True, slots=True)
class StationReport:
    """What a box told last. `clock_error` is by how much its clock was ahead of ours; `last_tag` is by that clock.

    `damaged_outboxes` lie on the box under other names, with sightings that were not sent.
    """

    received_at: datetime
    clock_error: timedelta
    version: str
    waiting: int
    refused: int
    scanners: tuple[ScannerReport, ...]
    damaged_outboxes: int = 0


@dataclass(frozen=True, slots=True)
class Complaint:
    """A sentence with named gaps. `grave`: nothing is read, so a room that is counted now looks empty.

    `scanner` says which, of a box that has several.
    """

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)
    grave: bool = False
    scanner: str = ""


def complaints(report: StationReport, now: datetime) -> tuple[Complaint, ...]:
    """What is wrong, the gravest first; nothing, if all is well. Of a box that is silent nothing else is known."""
    if now - report.received_at > SILENT_AFTER:
        return (Complaint("Silent since {time}", {"time": report.received_at}, grave=True),)
    several = len(report.scanners) > 1
    found = [
        replace(each, scanner=scanner.scan_point if several else "")
        for scanner in report.scanners
        for each in _of_scanner(scanner)
    ]
    return tuple(sorted([*found, *_of_box(report)], key=lambda each: not each.grave))


def last_tag(report: StationReport) -> datetime | None:
    """When any scanner of the box last read a tag, by our clock."""
    told = [scanner.last_tag for scanner in report.scanners if scanner.last_tag]
    return max(told) - report.clock_error if told else None


def _of_scanner(scanner: ScannerReport) -> Iterator[Complaint]:
    match scanner.state:
        case "away":
            yield Complaint("Cable out, or switched off", grave=True)
        case "silent":
            yield Complaint("The scanner answers nothing", grave=True)
        case "resting":
            yield Complaint("Not reading: the disk of its box is full", grave=True)
    if scanner.trouble:
        yield Complaint("The scanner says: {trouble}", {"trouble": scanner.trouble})
    if scanner.faults_per_minute >= MANY_FAULTS:
        rate = round(scanner.faults_per_minute)
        yield Complaint("Bad line, {rate} faults a minute. Check the cable", {"rate": rate})
    if scanner.temperature is not None and scanner.temperature >= HOT:
        yield Complaint("Too hot: {degrees} °C", {"degrees": scanner.temperature})


def _of_box(report: StationReport) -> Iterator[Complaint]:
    if abs(report.clock_error) >= CLOCK_TOLERANCE:
        yield Complaint("Clock {span} wrong; its times are put right", {"span": abs(report.clock_error)})
    if report.waiting >= MANY_WAITING:
        yield Complaint("Sightings waiting to be sent: {count}", {"count": report.waiting})
    if report.refused:
        yield Complaint("Sightings refused, see rollcall-reader outbox: {count}", {"count": report.refused})
    if report.damaged_outboxes:
        yield Complaint("Damaged outboxes kept on its box: {count}", {"count": report.damaged_outboxes})
