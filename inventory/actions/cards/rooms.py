"""Entering rooms: from a file, or because a register names a place nobody entered yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inventory.actions.cards.named import ids_by_name
from inventory.actions.proof.journal import record
from inventory.actions.proof.sums import counted
from inventory.actions.school.schools import lock_school
from inventory.exchange.rooms_file import RoomRow
from inventory.ids import SchoolId, new_id
from inventory.store.places import Building, Room
from inventory.store.schools import Person


@dataclass(frozen=True, slots=True)
class RoomsEntered:
    """How many rooms of a file are new, how many were known before, and of how many of those something changed."""

    new: int
    known: int
    changed: int


_BLANK: dict[str, Any] = {"name": "", "building_id": None, "floor": None, "position": None, "keeper_id": None}


def import_rooms(
    session: Session, school: SchoolId, rows: Iterable[RoomRow], *, by: str, at: datetime
) -> RoomsEntered:
    """Enters the rooms of a file. A room already known takes over what the file says of it, and keeps the rest."""
    lock_school(session, school)
    rows = list(rows)
    said = _said(session, school, rows)
    known = {room.code: room for room in session.scalars(select(Room).where(Room.school_id == school))}
    new = [row for row in rows if row.code not in known]
    with counted(session, school, Room):
        for row in new:
            session.add(Room(**_BLANK | said[row.code] | {"school_id": school, "id": new_id(), "code": row.code}))
        changes = {code: _change(known[code], values) for code, values in said.items() if code in known}
    changed = {code: facts for code, facts in changes.items() if facts}
    for code, facts in changed.items():
        record(
            session, school, at=at, by=by, what="room changed", subject=known[code].id, facts={"room": code} | facts
        )
    facts = {"new": str(len(new)), "changed": str(len(changed))}
    record(session, school, at=at, by=by, what="rooms imported", subject=school, facts=facts)
    return RoomsEntered(len(new), len(rows) - len(new), len(changed))


def _said(session: Session, school: SchoolId, rows: list[RoomRow]) -> dict[str, dict[str, Any]]:
    """What the file says of each room; a column it lacks and a cell it leaves empty say nothing."""
    buildings = ids_by_name(session, school, Building, {row.building for row in rows})
    keepers = ids_by_name(session, school, Person, {row.keeper for row in rows})
    return {
        row.code: {
            name: value
            for name, value in (
                ("name", row.name or None),
                ("building_id", buildings.get(row.building)),
                ("floor", row.floor),
                ("position", row.position),
                ("keeper_id", keepers.get(row.keeper)),
            )
            if value is not None
        }
        for row in rows
    }


def _change(room: Room, said: dict[str, Any]) -> dict[str, str]:
    """Makes the room say what the file says; from and to of everything that became different."""
    facts = {}
    for name, value in said.items():
        before = getattr(room, name)
        if before != value:
            facts[name] = f"{'' if before is None else before} → {value}"
            setattr(room, name, value)
    return facts


def room_ids(session: Session, school: SchoolId) -> dict[str, UUID]:
    """Every room of the school by its code."""
    return dict(session.execute(select(Room.code, Room.id).where(Room.school_id == school)).all())


def how_many_rooms(session: Session, school: SchoolId) -> int:
    """How many rooms are entered."""
    return session.scalar(select(func.count()).select_from(Room).where(Room.school_id == school)) or 0
