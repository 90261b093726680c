"""Sums as the last release kept them: still proven, and gone over from without losing what was broken."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from inventory.actions.documents.movements import move
from inventory.actions.proof.editions import keep_sums
from inventory.actions.proof.journal import entry_hash, record
from inventory.actions.proof.proving import prove
from inventory.actions.proof.replaying import _courses
from inventory.actions.proof.summed import FIRST, NOW, SUM
from inventory.actions.proof.sums import total
from inventory.digests import NARROW, weight, written
from inventory.movements import MovementKind
from inventory.register import ItemState
from inventory.store.journal import Entry
from inventory.store.schools import School as SchoolRow
from tests.inventory.actions.slips import BY_ADA, room, thing
from tests.people import NOW as TODAY
from tests.people import School

CHANGED = "UPDATE asset SET cost = 1 WHERE asset_no = 'ZC-2024-00001'"
MOVED = "UPDATE item SET state = 'idle' WHERE position = 2"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What rows say is the same on either database, which is tried elsewhere."""
    return sqlite_url


@pytest.fixture
def sealed_before(session: Session, school: School) -> School:
    """A school whose log is as the last release wrote it."""
    began = sum(weight(course.start, NARROW) for course in _courses(session, school.id))
    totals = {
        summed.fact: written(total(session, school.id, table, edition=FIRST), FIRST.bits)
        for table, summed in FIRST.tables.items()
    }
    record(session, school.id, at=TODAY, by="Ada", what="tag bound", subject=school.id)
    session.flush()
    entries = session.scalars(select(Entry).order_by(Entry.number)).all()
    head = ""
    for entry in entries:
        facts = {fact: said for fact, said in entry.facts.items() if not fact.startswith(SUM) and fact != NOW.since}
        facts |= {FIRST.since: ""} if entry.number == 1 else {}
        facts |= {"beginning": written(began, NARROW)} if "beginning" in facts else {}
        entry.facts = facts | (totals if entry is entries[-1] else {})
        entry.previous, entry.hash = head, ""
        head = entry.hash = entry_hash(entry)
    session.get_one(SchoolRow, school.id).chain_head = head
    session.flush()
    return school


def test_what_the_last_release_sealed_holds(session: Session, sealed_before: School) -> None:
    assert ("", 1) == tuple(getattr(prove(session, sealed_before.id), name) for name in ("broken", "since"))


@pytest.mark.parametrize(
    ("statement", "said"), [(CHANGED, "the cards are not those"), (MOVED, "pieces that came with the file")]
)
def test_what_was_changed_behind_the_last_release_is_found(
    session: Session, sealed_before: School, statement: str, said: str
) -> None:
    session.execute(text(statement))

    assert said in prove(session, sealed_before.id).broken


@pytest.mark.parametrize(
    ("statement", "said"), [(CHANGED, "the cards are not those"), (MOVED, "pieces that came with the file")]
)
def test_what_was_changed_before_this_version_stays_found(
    session: Session, sealed_before: School, statement: str, said: str
) -> None:
    session.execute(text(statement))

    keep_sums(session, sealed_before.id, at=TODAY)

    broken = prove(session, sealed_before.id).broken
    assert broken.startswith("before sums were kept as they are now: ")
    assert said in broken


def test_from_this_version_on_all_goes_on_and_what_is_changed_is_found(
    session: Session, sealed_before: School
) -> None:
    keep_sums(session, sealed_before.id, at=TODAY)
    projector, there = thing(session, sealed_before), room(session, sealed_before, "202")
    move(session, sealed_before.id, MovementKind.TRANSFER, [projector], BY_ADA, room=there)
    move(session, sealed_before.id, MovementKind.WRITE_OFF, [projector], BY_ADA, state=ItemState.RETIRED)
    held = prove(session, sealed_before.id)

    session.execute(text("UPDATE item SET removed_on = '2020-01-01' WHERE removed_on IS NOT NULL"))

    assert "" == held.broken
    assert "the pieces are not those the log tells of" in prove(session, sealed_before.id).broken


@pytest.mark.parametrize(
    ("statement", "said"), [(CHANGED, "the cards are not those"), (MOVED, "pieces that came with the file register")]
)
def test_what_is_changed_after_this_version_began_is_found(
    session: Session, sealed_before: School, statement: str, said: str
) -> None:
    keep_sums(session, sealed_before.id, at=TODAY)

    session.execute(text(statement))

    assert prove(session, sealed_before.id).broken.startswith(("the cards", "pieces that came"))
    assert said in prove(session, sealed_before.id).broken


def test_going_over_twice_changes_nothing(session: Session, sealed_before: School) -> None:
    keep_sums(session, sealed_before.id, at=TODAY)
    length = session.get_one(SchoolRow, sealed_before.id).chain_length

    keep_sums(session, sealed_before.id, at=TODAY)

    assert length == session.get_one(SchoolRow, sealed_before.id).chain_length
