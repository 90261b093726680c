"""Where things are believed to be, the gates they pass, and their visits there."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from inventory.ids import SchoolId
from inventory.store.base import OfSchool, Table, within_school


class PresenceRow(Table):
    """Where one thing was believed to be last (`inventory.presence.Presence`); no room: it left through a gate."""

    __tablename__ = "presence"
    __table_args__ = (
        Index(None, "school_id", "heard_at"),
        Index(None, "school_id", "room_id"),
        within_school("item_id", "item"),
        within_school("room_id", "room"),
        within_school("station_id", "station"),
        within_school("pass_id", "pass"),
    )

    school_id: Mapped[SchoolId] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(primary_key=True)
    room_id: Mapped[UUID | None]
    since: Mapped[datetime]
    heard_at: Mapped[datetime]
    station_id: Mapped[UUID | None]
    pass_id: Mapped[UUID | None]
    reads: Mapped[int]
    rssi_max: Mapped[float | None]
    elsewhere_at: Mapped[datetime | None]
    turned_at: Mapped[datetime | None]


_IN_FORCE = text("until IS NULL")


class GateRow(OfSchool, Table):
    """From–to, a fixed reader stood at a door of the room it stays in (`inventory.gates.Gate`)."""

    __tablename__ = "gate"
    __table_args__ = (
        Index(
            "uq_gate_station",
            "school_id",
            "station_id",
            unique=True,
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
        ),
        within_school("station_id", "station"),
        within_school("room_id", "room"),
        within_school("beyond_id", "room"),
    )

    station_id: Mapped[UUID]
    room_id: Mapped[UUID]
    beyond_id: Mapped[UUID | None]
    inner: Mapped[str]
    outer: Mapped[str]
    least_reads: Mapped[int]
    least_rssi: Mapped[float]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    made_by: Mapped[str]


class VisitRow(OfSchool, Table):
    """A thing near a gate, from its first answer to its last (`inventory.gates.Visit`).

    `way` is which way it passed at `passed_at`, "" for not at all; `slip_id` the document that allowed it.
    """

    __tablename__ = "gate_visit"
    __table_args__ = (
        Index(None, "school_id", "gate_id", "item_id", "ended_at"),
        Index(None, "school_id", "item_id", "passed_at"),
        Index(None, "school_id", "slip_id"),
        within_school("gate_id", "gate"),
        within_school("item_id", "item"),
        within_school("slip_id", "slip"),
    )

    gate_id: Mapped[UUID]
    item_id: Mapped[UUID]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    inner_at: Mapped[datetime | None]
    outer_at: Mapped[datetime | None]
    reads: Mapped[int]
    rssi_max: Mapped[float | None]
    way: Mapped[str]
    passed_at: Mapped[datetime | None]
    slip_id: Mapped[UUID | None]
