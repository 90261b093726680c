"""What a station hears at this moment, or heard last: for whoever holds a thing to its scanner."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.errors import NotFound
from inventory.ids import SchoolId, StationId
from inventory.store.sightings import Sighting, Station
from inventory.tagging import LATE, REMEMBERED, Heard, in_field, last_pull
from inventory.tags import Tag


def field_of(session: Session, school: SchoolId, station: StationId, *, held: bool, now: datetime) -> list[Heard]:
    """The tags in the field of the scanner now, or (`held`) those of the last pull of a handheld's trigger.

    Raises `NotFound`.
    """
    if session.get(Station, (school, station)) is None:
        raise NotFound(kind="station", name=station)
    its = (Sighting.school_id == school, Sighting.station_id == station)
    rows = session.scalars(select(Sighting).where(*its, Sighting.seen_at >= now - (REMEMBERED if held else LATE)))
    heard = [_heard(row) for row in rows]
    return last_pull(heard) if held else in_field(heard, now)


def _heard(row: Sighting) -> Heard:
    rssi = row.rssi_max if row.rssi_max is not None else row.rssi_mean
    seen = row.seen_at + (row.last_seen - row.first_seen) / 2
    return Heard(Tag(row.tag), row.tid, rssi, row.reads, seen, row.received_at)
