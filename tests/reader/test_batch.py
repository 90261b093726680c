"""The batch as the contract has it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from reader.batch import batch
from reader.clock import Moment
from reader.outbox import Numbered
from reader.sighting import Sighting, stamp
from tests.reader.sightings import BOOT, START, sighting

GOLDEN = Path(__file__).parent.parent / "wire" / "batch_v1.json"


def test_the_golden_batch_is_written_as_it_was_read() -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    sent = Moment(datetime.fromisoformat(golden["sent_at"]), 0.0, BOOT)

    written = batch(golden["outbox"], sent, [numbered(row, sent) for row in golden["sightings"]])

    assert json.dumps(golden) == json.dumps(json.loads(written))


def test_a_moment_is_written_in_utc_to_the_millisecond() -> None:
    shanghai = datetime(2026, 11, 20, 16, 0, 5, 120_999, tzinfo=timezone(timedelta(hours=8)))

    assert stamp(shanghai) == "2026-11-20T08:00:05.120Z"
    assert stamp(datetime(1970, 1, 1, tzinfo=UTC)) == "1970-01-01T00:00:00.000Z"


def test_a_mean_is_written_to_a_tenth() -> None:
    seen = Numbered(1, replace(sighting("E280"), rssi_mean=-52.123456), BOOT)

    assert b'"rssi_mean":-52.1}' in batch("", Moment(START, 0.0, BOOT), [seen])


def test_what_was_seen_before_the_clock_was_set_is_told_by_the_clock_that_says_when_it_was_sent() -> None:
    in_1970 = datetime(1970, 1, 1, 0, 0, 30, tzinfo=UTC)
    seen = replace(sighting("E280"), first_seen=in_1970 - timedelta(seconds=2), last_seen=in_1970, tick=30.0)
    sent = Moment(START, 90.0, BOOT)

    written = json.loads(batch("", sent, [Numbered(1, seen, BOOT), Numbered(2, seen, "an earlier boot")]))

    assert [
        (stamp(START - timedelta(seconds=62)), stamp(START - timedelta(seconds=60))),
        ("1970-01-01T00:00:28.000Z", "1970-01-01T00:00:30.000Z"),
    ] == [(row["first_seen"], row["last_seen"]) for row in written["sightings"]]


def numbered(row: dict[str, Any], sent: Moment) -> Numbered:
    """A sighting from its JSON, seen in the boot it is sent in, by a clock that nobody has set since."""
    times = {key: datetime.fromisoformat(row[key]) for key in ("first_seen", "last_seen")}
    tick = sent.tick - (sent.wall - times["last_seen"]).total_seconds()
    rest = {key: value for key, value in row.items() if key != "n"}
    return Numbered(row["n"], Sighting(**rest | times | {"tick": tick}), sent.boot)
