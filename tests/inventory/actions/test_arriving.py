"""A transfer on its way is confirmed when its things are seen in the new room: once, however late that is told."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from inventory.actions.counting.passes import Sweep, hand_in_sweep
from inventory.actions.presence.sightings import take_in
from inventory.ids import ItemId, PassId, SlipId, new_id
from inventory.sightings import Numbered, Sighting
from inventory.slips import SlipStatus
from inventory.store.engine import Database
from inventory.store.movements import MovementRow
from inventory.store.places import Room
from inventory.store.sightings import Placement
from inventory.tags import Tag
from tests.inventory.actions.slips import asked, room, stands, status, taken, thing
from tests.people import NOW, School, a_school, a_stocktake

PROJECTOR, COMPUTER = Tag("3474257BF40000000000162E"), Tag("E28011606000020464A1B2C1")
LATER = NOW + timedelta(hours=2)
OUTBOX = UUID(int=7)


class House:
    """A school with a station in 202, to which the projector of 201 is on its way."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.school: School = a_school(database)
        self.numbers = iter(range(1, 100))
        with database.write() as session:
            self.projector: ItemId = thing(session, self.school)
            self.slip: SlipId = asked(session, self.school, "transfer", self.projector)
            taken(session, self.school, self.slip, "send")
            session.execute(update(Room).where(Room.code == "201").values(floor=1, position=1))
            session.execute(update(Room).where(Room.code == "202").values(floor=1, position=9))
            self._speak(session, "202")

    def _speak(self, session: Session, code: str) -> None:
        session.add(
            Placement(
                school_id=self.school.id,
                id=new_id(),
                station_id=self.school.station,
                room_id=room(session, self.school, code),
                pass_id=None,
                started_at=NOW - timedelta(days=1),
                ended_at=None,
            )
        )

    def next_door(self) -> None:
        with self.database.write() as session:
            session.execute(update(Room).where(Room.code == "202").values(position=2))

    def hears(self, *tags: Tag, seen: datetime = LATER, rssi: float | None = -60.0, at: datetime = LATER) -> int:
        """The station posts what it heard; gives the number of the last sighting."""
        rows = [Numbered(next(self.numbers), "", Sighting(tag, None, seen, seen, 9, rssi, rssi)) for tag in tags]
        self.posts(rows, at)
        return rows[-1].n

    def posts(self, rows: Sequence[Numbered], at: datetime = LATER) -> None:
        with self.database.write() as session:
            take_in(session, self.school.id, self.school.station, OUTBOX, rows, sent_at=at, at=at)

    def stands(self) -> tuple[str | None, str, str]:
        with self.database.read() as session:
            return stands(session, self.school, self.projector)

    def entries(self) -> list[tuple[str, str, dict[str, str]]]:
        with self.database.read() as session:
            rows = session.scalars(select(MovementRow).order_by(MovementRow.id))
            return [(row.stage, row.made_by, row.fields) for row in rows if row.slip_id]


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


ON_ITS_WAY, THERE = ("201", "张敏", "in transit"), ("202", "李强", "in use")
SIGNED = ("receive", "handheld 1 (sighting)", {"seen": "2026-11-20T10:00:05+00:00"})


def test_a_thing_seen_in_its_new_room_has_arrived(house: House) -> None:
    house.hears(COMPUTER, PROJECTOR)

    assert THERE == house.stands()
    assert SIGNED == house.entries()[-1]
    with house.database.read() as session:
        assert SlipStatus.DONE == status(session, house.school, house.slip)


def test_it_arrives_once_however_often_it_is_told(house: House) -> None:
    rows = [Numbered(1, "", Sighting(PROJECTOR, None, LATER, LATER, 9, -60.0, -60.0))]

    for _ in range(2):
        house.posts(rows)
    house.hears(PROJECTOR)

    assert ["send", "receive"] == [stage for stage, *_ in house.entries()]


def test_what_was_seen_before_it_was_sent_says_nothing(house: House) -> None:
    house.hears(PROJECTOR, seen=NOW - timedelta(hours=1))

    assert ON_ITS_WAY == house.stands()


def test_a_batch_that_comes_late_confirms_with_the_time_it_was_seen(house: House) -> None:
    house.hears(PROJECTOR, at=LATER + timedelta(days=2), seen=LATER)

    assert SIGNED == house.entries()[-1]


def test_through_the_wall_to_the_room_it_left_only_a_loud_answer_counts(house: House) -> None:
    house.next_door()
    house.hears(PROJECTOR)
    behind = house.stands()

    house.hears(PROJECTOR, rssi=-50.0)

    assert (ON_ITS_WAY, THERE) == (behind, house.stands())


def test_a_walk_through_the_room_that_is_handed_in_whole_confirms_as_well(house: House) -> None:
    stocktake = a_stocktake(house.database, house.school)
    seen = [Sighting(PROJECTOR, None, LATER, LATER, 9, -60.0, -60.0)]
    sweep = Sweep(PassId(uuid4()), "PDA-2", "Ben", LATER, LATER, LATER, seen, [])

    with house.database.write() as session:
        hand_in_sweep(session, house.school.id, stocktake, "202", sweep, at=LATER)

    assert THERE == house.stands()
    assert "PDA-2 (sighting)" == house.entries()[-1][1]


def test_a_loan_is_not_returned_by_mere_sight(house: House) -> None:
    with house.database.write() as session:
        computer = thing(session, house.school, "ZC-2024-00002")
        taken(session, house.school, asked(session, house.school, "loan", computer), "lend")

    house.hears(COMPUTER)

    with house.database.read() as session:
        assert "lent" == stands(session, house.school, computer)[2]
