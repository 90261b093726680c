"""What a stock-take wants brought back is a task of whoever it names, under either name, until it is done."""

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from inventory.access import Role
from inventory.actions.campaign.errands import mark_task
from inventory.actions.documents.takers import name_person
from inventory.actions.school.accounts import list_accounts
from inventory.decisions import Choice
from inventory.details import Details
from inventory.ids import AccountId
from inventory.store.engine import Database
from inventory.store.schools import Person
from service.access import Who
from service.my_tasks import MyTasks, how_many, my_tasks
from service.standings import StandingCache
from tests.inventory.actions.decided import a_counted_school, decide_on
from tests.people import NOW, School
from tests.service.pages.staff import engage

HERE = ZoneInfo("Asia/Shanghai")


def tasks_of_the_counter(database: Database, school: School) -> MyTasks:
    """What the account of the counter has to do; the number in the menu says the same."""
    with database.read() as session:
        (account,) = list_accounts(session, school.id)
        who = Who(school.id, "Riverside", account.username, Role.COUNTER, AccountId(account.id))
        mine = my_tasks(session, StandingCache(zone=HERE), who, HERE)
        assert how_many(session, StandingCache(zone=HERE), who, HERE) == mine.pressing
    return mine


@pytest.mark.parametrize("named", ["counter", "李强"])
def test_who_is_to_bring_something_back_has_it_among_the_tasks_until_it_is_ticked_off(
    database: Database, named: str
) -> None:
    school, stocktake = a_counted_school(database)
    engage(database, school.id, Role.COUNTER)
    with database.write() as session:
        li = session.scalars(select(Person.id).where(Person.name == "李强")).one()
        name_person(session, school.id, "counter", li, by="Ada", at=NOW)
    subject = decide_on(database, school, stocktake, "A-COMPUTER", Choice.BRING_BACK, Details(person=named))

    before = tasks_of_the_counter(database, school)
    with database.write() as session:
        mark_task(session, school.id, stocktake, subject, done=True, by="Ben", at=NOW)
    after = tasks_of_the_counter(database, school)

    (errand,) = before.errands
    assert (errand.stocktake, errand.task.line.asset_no) == (stocktake, "A-COMPUTER")
    assert (before.pressing, after.pressing) == (1, 0)


def test_what_another_is_to_bring_back_is_no_task(database: Database) -> None:
    school, stocktake = a_counted_school(database)
    engage(database, school.id, Role.COUNTER)
    decide_on(database, school, stocktake, "A-COMPUTER", Choice.BRING_BACK, Details(person="张敏"))

    assert not tasks_of_the_counter(database, school).errands
