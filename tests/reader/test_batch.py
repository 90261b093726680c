"""The batch as the contract has it."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from reader.batch import batch
from reader.outbox import Numbered
from reader.sighting import Sighting, stamp

GOLDEN = Path(__file__).parent.parent / "wire" / "batch_v1.json"


def test_the_golden_batch_is_written_as_it_was_read() -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))

    written = batch(
        golden["outbox"], datetime.fromisoformat(golden["sent_at"]), [numbered(row) for row in golden["sightings"]]
    )

    assert json.dumps(golden) == json.dumps(json.loads(written))


def test_a_moment_is_written_in_utc_to_the_millisecond() -> None:
    shanghai = datetime(2026, 11, 20, 16, 0, 5, 120_999, tzinfo=timezone(timedelta(hours=8)))

    assert stamp(shanghai) == "2026-11-20T08:00:05.120Z"
    assert stamp(datetime(1970, 1, 1, tzinfo=UTC)) == "1970-01-01T00:00:00.000Z"


def test_a_mean_is_written_to_a_tenth() -> None:
    row = numbered({**json.loads(GOLDEN.read_text())["sightings"][0], "rssi_mean": -52.123456})

    assert b'"rssi_mean":-52.1}' in batch("", datetime.now(UTC), [row])


def numbered(row: dict[str, Any]) -> Numbered:
    """A sighting from its JSON."""
    times = {key: datetime.fromisoformat(row[key]) for key in ("first_seen", "last_seen")}
    return Numbered(row["n"], Sighting(**{key: value for key, value in row.items() if key != "n"} | times))
