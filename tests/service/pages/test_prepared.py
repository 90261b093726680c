"""Findings and documents: transfers prepared in one click, and what is out although it was seen."""

import re

import pytest

from inventory.access import Role
from inventory.ids import StockTakeId
from inventory.store.engine import Database
from tests.inventory.actions.decided import a_counted_school, walk
from tests.inventory.actions.slips import asked, taken, thing
from tests.people import School, a_stocktake
from tests.service.pages.staff import Staff


@pytest.fixture
def counted(database: Database) -> tuple[School, StockTakeId]:
    """A school that was counted, and its stock-take."""
    return a_counted_school(database)


@pytest.fixture
def school(counted: tuple[School, StockTakeId]) -> School:
    return counted[0]


@pytest.fixture
def url(counted: tuple[School, StockTakeId]) -> str:
    return f"/stocktakes/{counted[1]}"


def test_a_transfer_is_prepared_in_one_click_and_the_finding_leads_to_it(staff: Staff, url: str) -> None:
    ben = staff(Role.COUNTER)
    assert f'action="{url}/transfers"' in ben.get(f"{url}/rooms/202").text

    answer = ben.post(f"{url}/transfers", data={"shown": "finding=moved"})
    again = ben.post(f"{url}/transfers", data={"shown": "finding=moved"})

    assert 303 == answer.status_code
    told = ben.get(answer.headers["Location"]).text
    assert "已为 1 件资产开具调拨单" in told
    (slip,) = re.findall(r'<a href="(/documents/[^"]+)">2026-转移-0001</a>', told)
    assert "盘点中在该处见到" in ben.get(slip).text
    assert (409, True) == (again.status_code, "没有可开的调拨单" in again.text)


def test_what_was_seen_although_it_is_lent_leads_to_taking_it_back(
    staff: Staff, database: Database, school: School
) -> None:
    with database.write() as session:
        taken(session, school, asked(session, school, "loan", thing(session, school, "A-PROJECTOR")), "lend")
    again = a_stocktake(database, school, "once more")
    for _ in range(3):
        walk(database, school, again, "201", "3474257BF40000000000162E")

    page = staff(Role.MANAGER).get(f"/stocktakes/{again}/findings?text=A-PROJECTOR").text

    assert "实物已在：办理归还" in page
