"""My tasks in the browser: one page for whoever is signed in, with a number in the menu."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.documents.takers import name_person
from inventory.store.engine import Database
from inventory.store.schools import Person
from tests.inventory.actions.slips import asked, taken, thing
from tests.people import NOW, School
from tests.service.pages.staff import Staff


@pytest.fixture
def sent(database: Database, school: School) -> UUID:
    """A transfer to Li Qiang in room 202 that is on its way."""
    with database.write() as session:
        slip = asked(session, school, "transfer", thing(session, school))
        taken(session, school, slip, "send")
    return slip


def is_li_qiang(database: Database, school: School, username: str) -> None:
    """From now on the account is the receiver."""
    with database.write() as session:
        li = session.scalars(select(Person.id).where(Person.school_id == school.id, Person.name == "李强")).one()
        name_person(session, school.id, username, li, by="Ada", at=datetime.now(UTC))


def test_whoever_receives_things_is_told_in_a_sentence_and_by_a_number(
    database: Database, school: School, staff: Staff, sent: UUID
) -> None:
    counter = staff(Role.COUNTER)
    before = counter.get("/tasks").text
    is_li_qiang(database, school, "counter")

    page = counter.get("/tasks").text

    assert "没有等您处理的事项" in before
    assert f'href="/documents/{sent}"' in page
    assert "Ada 申请的 1 件已于 2026年11月20日 发出给您，请确认收到。" in page
    assert ">1</span>" in counter.get("/tasks/number").text


@pytest.mark.usefixtures("sent")
def test_who_is_not_the_receiver_has_nothing_to_do(staff: Staff) -> None:
    assert not staff(Role.COUNTER).get("/tasks/number").text.strip()


def test_programs_are_told_the_same(school: School, browser: TestClient, sent: UUID) -> None:
    told = browser.get("/api/v1/tasks", headers=school.bearer(Role.MANAGER)).json()

    assert told["pressing"] == 1
    assert told["tasks"][0]["want"] == "carry out"
    assert told["tasks"][0]["step"] == "Confirm arrival"
    assert told["tasks"][0]["document"]["id"] == str(sent)


@pytest.mark.usefixtures("sent")
def test_a_blind_counter_is_not_shown_what_the_books_expect(database: Database, school: School, staff: Staff) -> None:
    with database.write() as session:
        open_stocktake(session, school.id, name="2026", cutoff=NOW, by="Ada", at=NOW, blind=True)
    counter = staff(Role.COUNTER)

    assert counter.get("/tasks").status_code == 403
    assert counter.get("/documents").status_code == 403
    assert counter.get("/documents.xlsx").status_code == 403
    assert not counter.get("/tasks/number").text.strip()
