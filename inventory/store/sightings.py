"""What the stations saw: stations, the outboxes they post from, placements and sightings."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from inventory.store.base import OfSchool, Table, within_school


class Station(OfSchool, Table):
    """A box with a daemon and its scanner."""

    __tablename__ = "station"
    __table_args__ = (UniqueConstraint("school_id", "name"),)

    name: Mapped[str]
    created_at: Mapped[datetime]
    heard_at: Mapped[datetime | None]


class Heartbeat(OfSchool, Table):
    """What the box of a station told of itself last. `id` is the station's; `told` are the fields of a report.

    `clock_error` is by how many seconds the clock of the box was ahead.
    """

    __tablename__ = "heartbeat"
    __table_args__ = (within_school("id", "station"),)

    received_at: Mapped[datetime]
    clock_error: Mapped[float]
    told: Mapped[dict[str, Any]]


class Outbox(OfSchool, Table):
    """A box's outbox, known by the id it was made with. It belongs to the station that first posted from it."""

    __tablename__ = "outbox"
    __table_args__ = (within_school("station_id", "station"),)

    station_id: Mapped[UUID]
    received_at: Mapped[datetime]


class Placement(OfSchool, Table):
    """ "This station spoke for this room from–to". It alone turns a station's sighting into a place.

    `scan_point` "" means every scan point of the station. A handheld gets one placement per pass it walks.
    At any time a scan point speaks for one room at most.
    """

    __tablename__ = "placement"
    __table_args__ = (
        Index(None, "school_id", "station_id", "started_at"),
        Index(
            "uq_placement_open",
            "school_id",
            "station_id",
            "scan_point",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        within_school("station_id", "station"),
        within_school("room_id", "room"),
        within_school("pass_id", "pass"),
    )

    station_id: Mapped[UUID]
    scan_point: Mapped[str] = mapped_column(default="")
    room_id: Mapped[UUID]
    pass_id: Mapped[UUID | None]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


def _picked(*columns: str) -> Index:
    """Of those alone that say the first column: what a station heard is of no walk, and the other way round."""
    only = text(f"{columns[0]} IS NOT NULL")
    return Index(None, "school_id", *columns, sqlite_where=only, postgresql_where=only)


class Sighting(OfSchool, Table):
    """One tag at one scan point from first to last seen. Never changed once stored.

    `first_seen` and `last_seen` are as the box told them, `received_at` is ours; `seen_at` is the middle of
    the sighting by the service's clock. From a station: `outbox_id` and `n` are its identity. From a pass
    handed in whole: `pass_id` is set, and there is no station.
    """

    __tablename__ = "sighting"
    __table_args__ = (
        UniqueConstraint("school_id", "outbox_id", "n"),
        _picked("station_id", "seen_at"),
        _picked("pass_id"),
        Index(None, "school_id", "tag", "seen_at"),
        within_school("station_id", "station"),
        within_school("outbox_id", "outbox"),
        within_school("pass_id", "pass"),
    )

    tag: Mapped[str]
    tid: Mapped[str | None]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    seen_at: Mapped[datetime]
    received_at: Mapped[datetime]
    reads: Mapped[int]
    rssi_max: Mapped[float | None]
    rssi_mean: Mapped[float | None]
    station_id: Mapped[UUID | None]
    scan_point: Mapped[str | None]
    outbox_id: Mapped[UUID | None]
    n: Mapped[int | None] = mapped_column(BigInteger)
    pass_id: Mapped[UUID | None]
