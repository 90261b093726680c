"""The audit log: gapless, chained, and every way of tampering with it is found."""

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.orm import Session

from inventory.actions.proof.journal import record, verify
from inventory.actions.school.schools import create_school
from inventory.ids import SchoolId, new_id
from inventory.store.engine import Database
from inventory.store.journal import Entry
from inventory.store.schools import School
from tests.people import NOW


@pytest.fixture
def school(database: Database) -> SchoolId:
    """A school with five entries in its log."""
    with database.write() as session:
        school = create_school(session, "Riverside", at=NOW)
        for place in range(4):
            facts = {"from": "201", "to": f"30{place}"}
            record(session, school, at=NOW, by="Ada", what="moved", subject=new_id(), facts=facts, reason="asked")
    return school


def test_an_untouched_log_is_unbroken(database: Database, school: SchoolId) -> None:
    with database.read() as session:
        assert verify(session, school) is None


@pytest.mark.parametrize(
    ("tampering", "number"),
    [
        ("UPDATE journal SET reason = 'never asked' WHERE number = 3", 3),
        ("UPDATE journal SET by = 'Ben' WHERE number = 5", 5),
        ("DELETE FROM journal WHERE number = 2", 2),
        ("DELETE FROM journal WHERE number = 5", 5),
        ("UPDATE journal SET previous = 'x' WHERE number = 4", 4),
        ("UPDATE school SET chain_head = 'x'", 6),
    ],
)
def test_the_first_tampered_entry_is_named(database: Database, school: SchoolId, tampering: str, number: int) -> None:
    with database.write() as session:
        session.execute(text(tampering))

    with database.read() as session:
        found = verify(session, school)

    assert found is not None
    assert number == found.number


def test_an_entry_that_is_undone_leaves_no_gap(database: Database, school: SchoolId) -> None:
    with Session(database.engine) as session:
        record(session, school, at=NOW, by="Ada", what="moved", subject=new_id())
        session.rollback()
    with database.write() as session:
        record(session, school, at=NOW, by="Ada", what="moved", subject=new_id())

    with database.read() as session:
        assert verify(session, school) is None


def test_the_log_of_one_school_does_not_pass_for_that_of_another(database: Database, school: SchoolId) -> None:
    with database.write() as session:
        hilltop = create_school(session, "Hilltop", at=NOW)
    with database.write() as session:
        ours, theirs = session.get_one(School, school), session.get_one(School, hilltop)
        session.execute(delete(Entry).where(Entry.school_id == hilltop))
        session.execute(update(Entry).where(Entry.school_id == school).values(school_id=hilltop))
        theirs.chain_length, theirs.chain_head = ours.chain_length, ours.chain_head

    with database.read() as session:
        found = verify(session, hilltop)

    assert found is not None
    assert 1 == found.number
