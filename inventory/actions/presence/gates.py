"""Gates: which fixed readers stand at a door, and how they tell who passes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from inventory.actions.proof.journal import record
from inventory.errors import InventoryError, NotFound
from inventory.gates import LEAST_READS, LEAST_RSSI, Gate
from inventory.ids import RoomId, SchoolId, StationId, new_id
from inventory.store.places import Room
from inventory.store.presence import GateRow
from inventory.store.sightings import Placement, Station


class StaysNowhere(InventoryError):
    """A gate of a reader that goes about."""

    text = "Say first in which room the reader stays. A gate is a door of that room."


class OneSideOnly(InventoryError):
    """Two antennas that do not tell two sides apart."""

    text = "Name two different scan points, one for each side of the door, or none."


class SameRoom(InventoryError):
    """A gate that leads where it comes from."""

    text = "A gate leads out of room {room}: choose another room behind it, or none for outside."


@dataclass(frozen=True, slots=True)
class GateWish:
    """How a reader stands at a door: the room behind it ("" for outside), its scan points on either side."""

    beyond: str = ""
    inner: str = ""
    outer: str = ""
    least_reads: int = LEAST_READS
    least_rssi: float = LEAST_RSSI


def set_gate(
    session: Session, school: SchoolId, station: StationId, wish: GateWish, *, by: str, at: datetime
) -> UUID:
    """From now on the reader is a gate of the room it stays in, instead of what it was before.

    Raises `NotFound` (station, room), `StaysNowhere`, `SameRoom`, `OneSideOnly`.
    """
    if session.get(Station, (school, station), with_for_update=True) is None:
        raise NotFound(kind="station", name=station)
    stays = (Placement.station_id == station, Placement.pass_id.is_(None), Placement.ended_at.is_(None))
    room = session.scalar(select(Placement.room_id).where(Placement.school_id == school, *stays))
    if room is None:
        raise StaysNowhere
    beyond = session.scalar(select(Room.id).where(Room.school_id == school, Room.code == wish.beyond))
    if wish.beyond and beyond is None:
        raise NotFound(kind="room", name=wish.beyond)
    if beyond == room:
        raise SameRoom(room=wish.beyond)
    if bool(wish.inner) != bool(wish.outer) or (wish.inner and wish.inner == wish.outer):
        raise OneSideOnly
    end_gate(session, school, station, by=by, at=at)
    row = GateRow(school_id=school, id=new_id(), station_id=station, room_id=room, beyond_id=beyond, made_by=by)
    row.inner, row.outer, row.since, row.until = wish.inner, wish.outer, at, None
    row.least_reads, row.least_rssi = wish.least_reads, wish.least_rssi
    session.add(row)
    session.flush()
    facts = {"beyond": wish.beyond, "inner": wish.inner, "outer": wish.outer}
    facts |= {"reads": str(wish.least_reads), "rssi": str(wish.least_rssi)}
    record(session, school, at=at, by=by, what="gate set", subject=station, facts=facts)
    return row.id


def end_gate(session: Session, school: SchoolId, station: StationId, *, by: str, at: datetime) -> None:
    """The reader is no gate any more."""
    in_force = (GateRow.school_id == school, GateRow.station_id == station, GateRow.until.is_(None))
    ended = session.scalars(update(GateRow).where(*in_force).values(until=at).returning(GateRow.id)).all()
    if ended:
        record(session, school, at=at, by=by, what="gate ended", subject=station)


def gates_now(session: Session, school: SchoolId) -> dict[StationId, GateWish]:
    """The readers that are gates, and how."""
    rows = session.execute(
        select(GateRow, Room.code)
        .outerjoin(Room, (Room.school_id == GateRow.school_id) & (Room.id == GateRow.beyond_id))
        .where(GateRow.school_id == school, GateRow.until.is_(None))
    )
    return {
        StationId(row.station_id): GateWish(code or "", row.inner, row.outer, row.least_reads, row.least_rssi)
        for row, code in rows
    }


@dataclass(frozen=True, slots=True)
class Term:
    """A gate from–to."""

    gate: Gate
    since: datetime
    until: datetime | None

    def holds(self, moment: datetime) -> bool:
        """Whether the reader was this gate then."""
        return self.since <= moment and (self.until is None or moment < self.until)


def gates_since(session: Session, school: SchoolId, station: StationId, earliest: datetime) -> list[Term]:
    """What gates the station was from a moment on."""
    not_over = or_(GateRow.until.is_(None), GateRow.until > earliest)
    rows = select(GateRow).where(GateRow.school_id == school, GateRow.station_id == station, not_over)
    return [Term(_gate(row), row.since, row.until) for row in session.scalars(rows)]


def _gate(row: GateRow) -> Gate:
    beyond = RoomId(row.beyond_id) if row.beyond_id else None
    sides = (row.inner, row.outer, row.least_reads, row.least_rssi)
    return Gate(row.id, StationId(row.station_id), RoomId(row.room_id), beyond, *sides)
