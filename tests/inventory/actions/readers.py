"""What tests of fixed readers share: a reader in a room, a gate at its door, and what they hear."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.presence.gates import GateWish, set_gate
from inventory.actions.presence.sightings import take_in
from inventory.actions.presence.stations import create_station, stay_in_room
from inventory.alarms import AlarmKind
from inventory.ids import StationId, new_id
from inventory.sightings import Numbered, Sighting
from inventory.store.alarms import AlarmRow
from inventory.store.engine import Database
from inventory.tags import Tag
from tests.people import NOW, School

PROJECTOR, COMPUTER = Tag("3474257BF40000000000162E"), Tag("E28011606000020464A1B2C1")
SECOND = timedelta(seconds=1)


@dataclass
class Reader:
    """A fixed reader of the school in a room, with an outbox of its own."""

    database: Database
    school: School
    station: StationId
    outbox: UUID = field(default_factory=new_id)
    told: int = 0

    def hears(self, tag: Tag, *seconds: float, point: str = "1", reads: int = 5, late: float = 0) -> None:
        """The tag for a second each, so many seconds from now; told when the last is over, or so much later."""
        with self.database.write() as session:
            self.hears_in(session, tag, *seconds, point=point, reads=reads, late=late)

    def hears_in(
        self, session: Session, tag: Tag, *seconds: float, point: str = "1", reads: int = 5, late: float = 0
    ) -> None:
        """The same in a transaction."""
        told = []
        for second in seconds:
            self.told += 1
            first = NOW + second * SECOND
            told.append(Numbered(self.told, point, Sighting(tag, None, first, first + SECOND, reads, -60.0, -65.0)))
        at = NOW + (max(seconds) + 1 + late) * SECOND
        take_in(session, self.school.id, self.station, self.outbox, told, sent_at=at, at=at, zone=UTC)


def a_reader(database: Database, school: School, room: str) -> Reader:
    """A reader that stays in the room."""
    with database.write() as session:
        station = create_station(session, school.id, f"reader {new_id()}", by="Ada", at=NOW)
        stay_in_room(session, school.id, station, room, by="Ada", at=NOW)
    return Reader(database, school, station)


def a_gate(database: Database, school: School, room: str, wish: GateWish | None = None) -> Reader:
    """A reader at a door of the room that leads outside."""
    reader = a_reader(database, school, room)
    with database.write() as session:
        set_gate(session, school.id, reader.station, wish or GateWish(), by="Ada", at=NOW)
    return reader


def alarms(database: Database, school: School) -> list[tuple[AlarmKind, int]]:
    """Every alarm and how often it happened, in order."""
    with database.read() as session:
        rows = session.scalars(select(AlarmRow).where(AlarmRow.school_id == school.id).order_by(AlarmRow.id))
        return [(AlarmKind(row.kind), row.times) for row in rows]


def seconds(moment: datetime) -> float:
    """So many seconds from now."""
    return (moment - NOW) / SECOND
