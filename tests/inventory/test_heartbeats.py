"""What is said of a reader by what its box told last."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from inventory.heartbeats import ScannerReport, StationReport, complaints, last_tag

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
WELL = ScannerReport("1", "usb:10c4:ea60:0001", "m100", "reading")
REPORT = StationReport(NOW, timedelta(), "0.1.0", 0, 0, (WELL,))


def said(report: StationReport, later: timedelta = timedelta(seconds=90)) -> list[str]:
    return [each.text.format(**each.facts) for each in complaints(report, NOW + later)]


def test_of_a_reader_with_which_all_is_well_nothing_is_said() -> None:
    assert [] == said(REPORT)


@pytest.mark.parametrize(
    ("scanner", "sentence"),
    [
        (replace(WELL, state="away"), "Cable out, or switched off"),
        (replace(WELL, state="silent"), "The scanner answers nothing"),
        (replace(WELL, state="resting"), "Not reading: the disk of its box is full"),
        (replace(WELL, trouble="no antenna"), "The scanner says: no antenna"),
        (replace(WELL, faults_per_minute=240.2), "Bad line, 240 faults a minute. Check the cable"),
        (replace(WELL, temperature=72), "Too hot: 72 °C"),
    ],
)
def test_a_scanner_is_complained_of_in_plain_words(scanner: ScannerReport, sentence: str) -> None:
    assert [sentence] == said(replace(REPORT, scanners=(scanner,)))


def test_only_a_scanner_that_reads_nothing_is_grave() -> None:
    states = ("reading", "away", "a word of 2030")
    scanners = tuple(replace(WELL, scan_point=state[0], state=state, trouble="hot") for state in states)

    found = complaints(replace(REPORT, scanners=scanners), NOW)

    assert [(True, "a"), (False, "r"), (False, "a"), (False, "a")] == [(each.grave, each.scanner) for each in found]


def test_of_a_silent_box_only_its_silence_is_said() -> None:
    report = replace(REPORT, waiting=1000, scanners=(replace(WELL, state="away"),))

    assert [f"Silent since {NOW}"] == said(report, timedelta(minutes=4))


def test_a_wrong_clock_and_what_waits_are_told() -> None:
    report = replace(REPORT, clock_error=timedelta(minutes=-3), waiting=112, refused=2, damaged_outboxes=1)

    assert [
        "Clock 0:03:00 wrong; its times are put right",
        "Sightings waiting to be sent: 112",
        "Sightings refused, see rollcall-reader outbox: 2",
        "Damaged outboxes kept on its box: 1",
    ] == said(report)


def test_the_last_tag_of_any_scanner_is_told_by_our_clock() -> None:
    early, late = NOW - timedelta(hours=2), NOW - timedelta(hours=1)
    scanners = (replace(WELL, last_tag=late), replace(WELL, last_tag=early), WELL)

    at = last_tag(replace(REPORT, clock_error=timedelta(minutes=5), scanners=scanners))

    assert late - timedelta(minutes=5) == at
    assert last_tag(REPORT) is None
