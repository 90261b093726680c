"""A batch: what one POST to the service carries, as JSON (version 1 of the contract between box and service).

All its times are by one clock, the one that says `sent_at`, so that the service can take the error of that clock
off every one of them. Only what was seen before the box was started again stays as it was stamped then.
"""

import json
from collections.abc import Iterable

from reader.clock import Moment, shift
from reader.outbox import Numbered
from reader.sighting import stamp


def batch(outbox: str, sent: Moment, sightings: Iterable[Numbered]) -> bytes:
    """The batch as UTF-8 JSON; `sent` is the box's clock now, so the service can tell how wrong it is."""
    document = {
        "version": 1,
        "outbox": outbox,
        "sent_at": stamp(sent.wall),
        "sightings": [line(numbered, sent) for numbered in sightings],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def line(numbered: Numbered, sent: Moment) -> dict[str, str | int | float | None]:
    """One sighting, by the clock of `sent`; RSSI to a tenth of a dBm, finer than any scanner measures."""
    n, sighting, boot = numbered
    jump = shift(Moment(sighting.last_seen, sighting.tick, boot), sent)
    return {
        "n": n,
        "scan_point": sighting.scan_point,
        "tag": sighting.tag,
        "tid": sighting.tid,
        "first_seen": stamp(sighting.first_seen + jump),
        "last_seen": stamp(sighting.last_seen + jump),
        "reads": sighting.reads,
        "rssi_max": tenth(sighting.rssi_max),
        "rssi_mean": tenth(sighting.rssi_mean),
    }


def tenth(dbm: float | None) -> float | None:
    """Rounded to one decimal."""
    return None if dbm is None else round(dbm, 1)
