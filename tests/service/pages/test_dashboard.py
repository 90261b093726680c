"""The start page: what wants doing, and the same figures as the board and the findings have."""

import re

import pytest

from inventory.access import Role
from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.campaign.standing import standing
from inventory.actions.counting.teams import assign
from inventory.actions.importing.imports import hand_in
from inventory.findings import Kind
from inventory.glance import at_risk, by_building, undecided
from inventory.ids import StockTakeId
from inventory.reports import totals
from inventory.sought import Stage, tally
from inventory.standing import RoomState
from inventory.store.engine import Database
from tests.people import NOW, REGISTER, School, a_stocktake
from tests.service.pages.boxes import Handheld
from tests.service.pages.made_up import made_up
from tests.service.pages.staff import Staff, read_and_close


@pytest.fixture
def stocktake(database: Database, school: School) -> StockTakeId:
    return a_stocktake(database, school, name="2026 年终盘点")


def count_room_201(staff: Staff, school: School, stocktake: StockTakeId) -> None:
    ben = staff(Role.COUNTER)
    url = f"/stocktakes/{stocktake}"
    ben.post(f"{url}/passes", data={"room": "201", "station": str(school.station)})
    Handheld(school, ben).hears("3474257BF40000000000162E")
    ben.post(f"{url}/complete", data={"room": "201"})


def test_the_findings_are_those_of_the_board(staff: Staff, database: Database, school: School) -> None:
    stocktake = a_stocktake(database, school)
    count_room_201(staff, school, stocktake)

    page = staff(Role.VIEWER).get("/").text

    with database.read() as session:
        found = totals(standing(session, school.id, stocktake)).kinds
    table = page[page.index('data-chart="findings"') :]
    shown = re.findall(r'<td data-value="(\d+)"', table[: table.index("</table>")])
    assert [str(tally.pieces) for tally in found.values() if tally.pieces] == shown


def test_every_room_is_in_its_building_once() -> None:
    now = made_up()

    progress = by_building(now.rooms)

    assert ["教学楼", "实验楼", ""] == [each.building for each in progress]
    assert len(now.rooms) == sum(each.rooms for each in progress)
    complete = sum(room.state is RoomState.COMPLETE for room in now.rooms)
    assert complete == sum(each.complete for each in progress)


def test_the_value_at_risk_is_that_of_what_is_missing_or_doubtful() -> None:
    now = made_up()

    risk = at_risk(now)

    for kind in (Kind.MISSING, Kind.DOUBTFUL):
        lines = [line for line in now.lines if line.kind is kind]
        assert len(lines) == risk[kind].pieces
        assert sum(line.cost for line in lines if line.cost) == risk[kind].cost


def test_undecided_are_the_findings_that_the_list_of_findings_has_open() -> None:
    now = made_up()

    assert tally(now.lines)[Stage.OPEN] == undecided(now)


def test_rooms_that_are_late_and_files_that_wait_are_to_be_done(
    staff: Staff, database: Database, school: School, stocktake: StockTakeId
) -> None:
    with database.write() as session:
        by = {"by": "Ada", "at": NOW}
        assign(session, school.id, stocktake, rooms=["201"], buildings=[], team="A", due=NOW.date(), **by)  # type: ignore[arg-type]
        hand_in(session, school.id, "again.csv", REGISTER.encode(), **by)  # type: ignore[arg-type]

    counter, manager = staff(Role.COUNTER).get("/").text, staff(Role.MANAGER).get("/").text

    assert "1 个房间已逾期" in counter
    assert "个文件还没有入账" not in counter
    assert "1 个房间已逾期" in manager


def test_who_counts_blind_sees_how_far_the_rooms_are_and_nothing_that_was_found(
    staff: Staff, database: Database, school: School
) -> None:
    with database.write() as session:
        open_stocktake(session, school.id, name="盲盘", cutoff=NOW, by="Ada", at=NOW, blind=True)

    counter, manager = staff(Role.COUNTER).get("/").text, staff(Role.MANAGER).get("/").text

    assert "各楼栋房间" in counter
    for kept_back in ("可能损失的价值", 'data-chart="findings"', "最近变动", "账实相符"):
        assert kept_back not in counter
    assert "可能损失的价值" in manager


def test_the_page_is_about_the_newest_open_stock_take_and_lists_all(
    staff: Staff, database: Database, school: School, stocktake: StockTakeId
) -> None:
    ada = staff(Role.MANAGER)
    read_and_close(ada, f"/stocktakes/{stocktake}")

    closed = ada.get("/").text
    later = a_stocktake(database, school, name="复查")
    both = ada.get("/").text

    assert f'class="glance__name" href="/stocktakes/{stocktake}"' in closed
    assert f'class="glance__name" href="/stocktakes/{later}"' in both
    assert all(f'campaign" href="/stocktakes/{each}"' in both for each in (stocktake, later))


def test_before_the_first_count_the_page_leads_on_to_it_until_nobody_wants_to_know(staff: Staff) -> None:
    ada = staff(Role.MANAGER)

    told = ada.get("/").text
    ada.post("/first-steps/hide")

    assert "开始使用：已完成 3 步，共 4 步" in told
    assert "开始使用：" not in ada.get("/").text
    assert "开始使用：" not in staff(Role.COUNTER).get("/").text
