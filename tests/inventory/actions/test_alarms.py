"""Alarms: what leaves without a document, once an episode, and who has seen to it."""

from datetime import UTC, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from inventory.actions.presence.alarms import AlreadyAcknowledged, ReasonForAlarm, acknowledge, set_rules
from inventory.actions.presence.gates import GateWish
from inventory.actions.presence.silence import tell_of_silence
from inventory.alarms import AlarmKind, Rules
from inventory.ids import SlipId
from inventory.store.alarms import AlarmRow
from inventory.store.engine import Database
from inventory.store.presence import VisitRow
from tests.inventory.actions.readers import PROJECTOR, Reader, a_gate, a_reader, alarms
from tests.inventory.actions.slips import asked, taken, thing
from tests.people import NOW, School

MINUTE = 60.0


@pytest.fixture
def door(database: Database, school: School) -> Reader:
    """A gate with one antenna at the door of room 201, where the projector belongs."""
    return a_gate(database, school, "201")


def lent(database: Database, school: School, *, handed_out: bool) -> SlipId:
    """A loan of the projector."""
    with database.write() as session:
        slip = asked(session, school, "loan", thing(session, school))
        if handed_out:
            taken(session, school, slip, "lend")
    return slip


def the_alarm(database: Database, school: School) -> AlarmRow:
    with database.read() as session:
        return session.scalars(select(AlarmRow).where(AlarmRow.school_id == school.id)).one()


def seen_to(database: Database, school: School, alarm: UUID, reason: str = "brought back") -> None:
    with database.write() as session:
        acknowledge(session, school.id, alarm, by="Ben", reason=reason, at=NOW + timedelta(minutes=1))


def test_what_leaves_without_a_document_raises_an_alarm(database: Database, school: School, door: Reader) -> None:
    door.hears(PROJECTOR, 10)

    assert [(AlarmKind.LEFT, 1)] == alarms(database, school)


@pytest.mark.parametrize("handed_out", [True, False])
def test_what_leaves_with_a_loan_is_noted_on_it(
    database: Database, school: School, door: Reader, *, handed_out: bool
) -> None:
    slip = lent(database, school, handed_out=handed_out)

    door.hears(PROJECTOR, 10)

    with database.read() as session:
        visits = session.scalars(select(VisitRow.slip_id).where(VisitRow.school_id == school.id)).all()
    assert ([], [slip]) == (alarms(database, school), visits)


def test_a_loan_that_was_brought_back_lets_nothing_go(database: Database, school: School, door: Reader) -> None:
    slip = lent(database, school, handed_out=True)
    with database.write() as session:
        taken(session, school, slip, "return")

    door.hears(PROJECTOR, 10)

    assert [(AlarmKind.LEFT, 1)] == alarms(database, school)


def test_one_weak_answer_raises_nothing(database: Database, school: School, door: Reader) -> None:
    door.hears(PROJECTOR, 10, reads=1)

    assert [] == alarms(database, school)


def test_what_comes_in_raises_nothing(database: Database, school: School) -> None:
    door = a_gate(database, school, "201", GateWish(inner="1.1", outer="1.2"))

    door.hears(PROJECTOR, 10, point="1.2")
    door.hears(PROJECTOR, 12, point="1.1")

    assert [] == alarms(database, school)


def test_what_goes_home_through_a_door_between_two_rooms_raises_nothing(database: Database, school: School) -> None:
    door = a_gate(database, school, "202", GateWish(beyond="201", inner="1.1", outer="1.2"))

    door.hears(PROJECTOR, 10, point="1.1")
    door.hears(PROJECTOR, 12, point="1.2")

    assert [] == alarms(database, school)


def test_one_episode_is_one_alarm(database: Database, school: School, door: Reader) -> None:
    for second in range(0, 300, 30):
        door.hears(PROJECTOR, second)

    assert [(AlarmKind.LEFT, 5)] == alarms(database, school)


def test_another_episode_begins_after_quiet_minutes(database: Database, school: School, door: Reader) -> None:
    for minute in (0, 1, 20):
        door.hears(PROJECTOR, minute * MINUTE)

    assert [(AlarmKind.LEFT, 1), (AlarmKind.LEFT, 1)] == alarms(database, school)


def test_what_leaves_again_after_somebody_saw_to_it_is_another_episode(
    database: Database, school: School, door: Reader
) -> None:
    door.hears(PROJECTOR, 0)
    seen_to(database, school, the_alarm(database, school).id)
    door.hears(PROJECTOR, 60, 120)

    assert [(AlarmKind.LEFT, 1), (AlarmKind.LEFT, 1)] == alarms(database, school)


def test_an_alarm_is_acknowledged_once_and_with_a_reason(database: Database, school: School, door: Reader) -> None:
    door.hears(PROJECTOR, 0)
    alarm = the_alarm(database, school).id

    with pytest.raises(ReasonForAlarm):
        seen_to(database, school, alarm, " ")
    seen_to(database, school, alarm)
    with pytest.raises(AlreadyAcknowledged, match="Ben"):
        seen_to(database, school, alarm)

    kept = the_alarm(database, school)
    assert ("Ben", "brought back") == (kept.acknowledged_by, kept.reason)


def test_what_stays_in_another_room_than_booked_raises_one_alarm(database: Database, school: School) -> None:
    there = a_reader(database, school, "202")

    for minute in range(0, 61, 5):
        there.hears(PROJECTOR, minute * MINUTE)

    kept = the_alarm(database, school)
    raised = NOW + timedelta(minutes=30, seconds=1)
    assert (AlarmKind.ELSEWHERE, raised, 1) == (kept.kind, kept.raised_at.astimezone(UTC), kept.times)


def test_what_is_where_it_belongs_raises_nothing(database: Database, school: School) -> None:
    here = a_reader(database, school, "201")

    here.hears(PROJECTOR, *(minute * MINUTE for minute in range(0, 61, 5)))

    assert [] == alarms(database, school)


def test_what_was_sent_to_another_room_may_be_there(database: Database, school: School) -> None:
    with database.write() as session:
        taken(session, school, asked(session, school, "transfer", thing(session, school)), "send")

    a_reader(database, school, "202").hears(PROJECTOR, *(minute * MINUTE for minute in range(0, 61, 5)))

    assert [] == alarms(database, school)


def test_what_fixed_readers_do_not_hear_for_days_is_told_once(database: Database, school: School) -> None:
    a_reader(database, school, "201").hears(PROJECTOR, 10)
    with database.write() as session:
        set_rules(session, school.id, Rules(unseen_days=30), by="Ada", at=NOW)
        for day in (29, 31, 32, 60):
            tell_of_silence(session, at=NOW + timedelta(days=day), zone=UTC)

    assert [(AlarmKind.UNSEEN, 1)] == alarms(database, school)
