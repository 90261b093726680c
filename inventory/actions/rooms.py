"""Entering rooms: from a file, or because a register names a place nobody entered yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from inventory.actions.journal import record
from inventory.actions.named import ids_by_name
from inventory.exchange.rooms_file import RoomRow
from inventory.ids import SchoolId, new_id
from inventory.store.places import Building, Room
from inventory.store.schools import Person


@dataclass(frozen=True, slots=True)
class RoomsEntered:
    """How many rooms are new, and how many were known and now read as the file says."""

    new: int
    changed: int


def import_rooms(
    session: Session, school: SchoolId, rows: Iterable[RoomRow], *, by: str, at: datetime
) -> RoomsEntered:
    """Enters the rooms of a file; a room already known by its code takes over what the file says of it."""
    rows = list(rows)
    buildings = ids_by_name(session, school, Building, {row.building for row in rows})
    keepers = ids_by_name(session, school, Person, {row.keeper for row in rows})
    known = room_ids(session, school)
    new = [row for row in rows if row.code not in known]
    values = [_values(school, row, buildings, keepers) for row in rows]
    if new:
        session.execute(
            insert(Room), [v | {"id": new_id()} for v, row in zip(values, rows, strict=True) if row in new]
        )
    changed = [v | {"id": known[row.code]} for v, row in zip(values, rows, strict=True) if row.code in known]
    if changed:
        session.execute(update(Room), changed)
    facts = {"new": str(len(new)), "changed": str(len(changed))}
    record(session, school, at=at, by=by, what="rooms imported", subject=school, facts=facts)
    return RoomsEntered(len(new), len(changed))


def room_ids(session: Session, school: SchoolId) -> dict[str, UUID]:
    """Every room of the school by its code."""
    return dict(session.execute(select(Room.code, Room.id).where(Room.school_id == school)).all())


def how_many_rooms(session: Session, school: SchoolId) -> int:
    """How many rooms are entered."""
    return session.scalar(select(func.count()).select_from(Room).where(Room.school_id == school)) or 0


def _values(
    school: SchoolId, row: RoomRow, buildings: Mapping[str, UUID], keepers: Mapping[str, UUID]
) -> dict[str, Any]:
    return {
        "school_id": school,
        "code": row.code,
        "name": row.name,
        "building_id": buildings.get(row.building),
        "floor": row.floor,
        "position": row.position,
        "keeper_id": keepers.get(row.keeper),
    }
