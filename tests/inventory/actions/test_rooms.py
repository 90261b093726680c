"""Entering rooms: a file says what it says, and what it does not say stays."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.cards.rooms import RoomsEntered, import_rooms
from inventory.actions.counting.working import list_rooms
from inventory.exchange.rooms_file import read_rooms
from inventory.store.engine import Database
from inventory.store.journal import Entry
from inventory.store.places import Room
from tests.people import NOW, School, a_school


@pytest.fixture
def school(database: Database) -> School:
    """Riverside."""
    return a_school(database, register="asset_no,name\nA-1,投影仪\n")


def enter(session: Session, school: School, text: str) -> RoomsEntered:
    return import_rooms(session, school.id, read_rooms("rooms.csv", text.encode()).rows, by="Ada", at=NOW)


def test_a_short_list_keeps_what_a_longer_one_said(session: Session, school: School) -> None:
    enter(session, school, "room,name,building,floor,position,keeper\n201,图书室,A楼,2,1,王敏\n")

    again = enter(session, school, "room\n201\n")

    assert RoomsEntered(new=0, known=1, changed=0) == again
    room = session.scalars(select(Room)).one()
    assert ("图书室", 2, 1) == (room.name, room.floor, room.position)
    assert None not in (room.building_id, room.keeper_id)


def test_what_changes_is_written_in_the_log_with_from_and_to(session: Session, school: School) -> None:
    enter(session, school, "room,name,floor\n201,图书室,2\n202,办公室,2\n")

    again = enter(session, school, "room,name,floor\n201,阅览室,2\n202,办公室,2\n203,机房,2\n")

    assert RoomsEntered(new=1, known=2, changed=1) == again
    (entry,) = session.scalars(select(Entry).where(Entry.what == "room changed"))
    assert ("201", "图书室 → 阅览室") == (entry.facts["room"], entry.facts["name"])


def test_rooms_are_listed_as_they_lie(session: Session, school: School) -> None:
    enter(session, school, "room,building,floor,position\n201,A,2,1\n102,A,1,2\n101,A,1,1\n")

    assert ["101", "102", "201"] == [room.code for room in list_rooms(session, school.id)]
