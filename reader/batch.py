"""A batch: what one POST to the service carries, as JSON (version 1 of the contract between box and service)."""

import json
from collections.abc import Iterable
from datetime import datetime

from reader.outbox import Numbered
from reader.sighting import stamp


def batch(outbox: str, sent_at: datetime, sightings: Iterable[Numbered]) -> bytes:
    """The batch as UTF-8 JSON; `sent_at` is the box's clock now, so the service can tell how wrong it is."""
    document = {
        "version": 1,
        "outbox": outbox,
        "sent_at": stamp(sent_at),
        "sightings": [line(numbered) for numbered in sightings],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def line(numbered: Numbered) -> dict[str, str | int | float | None]:
    """One sighting of a batch; RSSI to a tenth of a dBm, finer than any scanner measures."""
    n, sighting = numbered
    return {
        "n": n,
        "scan_point": sighting.scan_point,
        "tag": sighting.tag,
        "tid": sighting.tid,
        "first_seen": stamp(sighting.first_seen),
        "last_seen": stamp(sighting.last_seen),
        "reads": sighting.reads,
        "rssi_max": tenth(sighting.rssi_max),
        "rssi_mean": tenth(sighting.rssi_mean),
    }


def tenth(dbm: float | None) -> float | None:
    """Rounded to one decimal."""
    return None if dbm is None else round(dbm, 1)
