"""What a station hears at this moment, or heard last: for whoever holds a thing to its scanner."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.errors import InventoryError, NotFound
from inventory.ids import SchoolId, StationId
from inventory.scanned import scan
from inventory.store.sightings import Sighting, Station
from inventory.tagging import LATE, REMEMBERED, Heard, in_field, last_pull
from inventory.tags import Tag


class NoTag(InventoryError):
    """What was typed is no tag number."""

    text = "“{text}” is no tag number. Read the tag once more, or type the digits on it."


class NotAlone(InventoryError):
    """What is bound by reading must be the only tag that answers."""

    text = "Not exactly this one tag answers now. Leave it alone in front of the reader, and bind it again."


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose field is meant. `held`: of a handheld, what it read at the last pull of its trigger."""

    station: StationId
    held: bool = False


def field_of(session: Session, school: SchoolId, reader: Reader, *, now: datetime) -> list[Heard]:
    """The tags in the field of the reader, the loudest first. Raises `NotFound`."""
    if session.get(Station, (school, reader.station)) is None:
        raise NotFound(kind="station", name=reader.station)
    its = (Sighting.school_id == school, Sighting.station_id == reader.station)
    since = now - (REMEMBERED if reader.held else LATE)
    heard = [_heard(row) for row in session.scalars(select(Sighting).where(*its, Sighting.seen_at >= since))]
    return last_pull(heard) if reader.held else in_field(heard, now)


def tag_at_hand(
    session: Session, school: SchoolId, text: str, reader: Reader | None, *, alone: bool, now: datetime
) -> tuple[Tag, str | None]:
    """The tag the text means, with the number of its chip where the reader hears it.

    Raises `NoTag`, and `NotAlone` if it must be `alone` in the field and is not.
    """
    tag = scan(text).surely
    if tag is None:
        raise NoTag(text=text)
    heard = {one.tag: one for one in field_of(session, school, reader, now=now)} if reader else {}
    if alone and heard.keys() != {tag}:
        raise NotAlone
    return tag, heard[tag].tid if tag in heard else None


def _heard(row: Sighting) -> Heard:
    rssi = row.rssi_max if row.rssi_max is not None else row.rssi_mean
    seen = row.seen_at + (row.last_seen - row.first_seen) / 2
    return Heard(Tag(row.tag), row.tid, rssi, row.reads, seen, row.received_at)
