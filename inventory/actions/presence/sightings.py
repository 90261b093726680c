"""Taking in what a station posts: each sighting once, however often it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import touch_open_stocktakes
from inventory.actions.documents.arriving import anything_on_its_way, confirm_seen
from inventory.actions.presence.following import Told, follow
from inventory.errors import InventoryError
from inventory.ids import SchoolId, StationId, new_id
from inventory.sightings import Numbered, Sighting, as_ranges, clock_error, seen_at
from inventory.store import sightings as store
from inventory.store.bulk import insert_rows


class OutboxElsewhere(InventoryError):
    """The outbox belongs to another station: its file was copied, or the tokens of two boxes were swapped."""

    text = "The outbox {outbox} belongs to another station. Give every box its own outbox file and token."


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a batch: `settled` are ranges of n that are stored, now or before."""

    accepted: int
    duplicates: int
    settled: list[tuple[int, int]]


def take_in(
    session: Session,
    school: SchoolId,
    station: StationId,
    outbox: UUID,
    sightings: Sequence[Numbered],
    *,
    sent_at: datetime,
    at: datetime,
    zone: tzinfo = UTC,
) -> Taken:
    """Stores every sighting of (outbox, n) not stored before, and follows the things. Raises `OutboxElsewhere`.

    `zone` is that of the school, whose quiet hours alarms heed.
    """
    _claim(session, school, station, outbox, at)
    fresh = _not_stored(session, school, outbox, {numbered.n: numbered for numbered in sightings})
    if fresh:
        error = clock_error(sent_at, at)
        origin = {"school_id": school, "station_id": station, "outbox_id": outbox, "pass_id": None}
        insert_rows(session, store.Sighting, [_values(n, error, at) | origin for n in fresh])
        touch_open_stocktakes(session, school)
        if anything_on_its_way(session, school):
            heard, reader = {each.sighting.tag for each in fresh}, session.get_one(store.Station, (school, station))
            confirm_seen(session, school, heard, reader=reader.name, at=at)
        follow(
            session,
            school,
            station,
            [told_by(each.sighting, error, at, each.scan_point) for each in fresh],
            at=at,
            zone=zone,
        )
    numbers = [numbered.n for numbered in sightings]
    return Taken(len(fresh), len(numbers) - len(fresh), as_ranges(numbers))


def _claim(session: Session, school: SchoolId, station: StationId, outbox: UUID, at: datetime) -> None:
    """Makes the outbox this station's. Its row stays locked: its batches are taken in one after the other."""
    this = (store.Station.school_id == school, store.Station.id == station)
    session.execute(update(store.Station).where(*this).values(heard_at=at))
    key = (store.Outbox.school_id == school, store.Outbox.id == outbox)
    owner = session.scalar(select(store.Outbox.station_id).where(*key))
    if owner is None:
        session.add(store.Outbox(school_id=school, id=outbox, station_id=station, received_at=at))
        session.flush()
    elif owner != station:
        raise OutboxElsewhere(outbox=outbox)
    session.execute(update(store.Outbox).where(*key).values(received_at=at))


def _not_stored(session: Session, school: SchoolId, outbox: UUID, numbered: dict[int, Numbered]) -> list[Numbered]:
    if not numbered:
        return []
    stored = set(
        session.scalars(
            select(store.Sighting.n).where(
                store.Sighting.school_id == school,
                store.Sighting.outbox_id == outbox,
                store.Sighting.n.between(min(numbered), max(numbered)),
            )
        )
    )
    return [sighting for n, sighting in numbered.items() if n not in stored]


def told_by(seen: Sighting, error: timedelta, at: datetime, point: str = "") -> Told:
    """The sighting by our clock, received `at` this moment."""
    first, last = (min(moment + error, at) for moment in (seen.first_seen, seen.last_seen))
    return Told(seen.tag, point, first, last, seen_at(seen, error, at), seen.reads, seen.rssi_max)


def _values(numbered: Numbered, error: timedelta, at: datetime) -> dict[str, object]:
    return columns(numbered.sighting, error, at) | {"n": numbered.n, "scan_point": numbered.scan_point}


def columns(sighting: Sighting, error: timedelta, at: datetime) -> dict[str, object]:
    """What every stored sighting says, wherever it came from."""
    return {
        "id": new_id(),
        "tag": sighting.tag,
        "tid": sighting.tid,
        "first_seen": sighting.first_seen,
        "last_seen": sighting.last_seen,
        "seen_at": seen_at(sighting, error, at),
        "received_at": at,
        "reads": sighting.reads,
        "rssi_max": sighting.rssi_max,
        "rssi_mean": sighting.rssi_mean,
    }
