"""Opening a stock-take, its board and its rooms."""

import re

import pytest

from inventory.access import Role
from inventory.ids import StockTakeId
from inventory.store.engine import Database
from inventory.store.places import Room
from service.pages.opening import SHOWN_AT_ONCE
from service.tokens import new_station
from tests.people import NOW, School, a_school, a_stocktake
from tests.service.pages.boxes import Handheld
from tests.service.pages.staff import Staff, read_and_close

EVIL = "<script>alert(1)</script>"


@pytest.fixture
def stocktake(database: Database, school: School) -> StockTakeId:
    return a_stocktake(database, school, name="2026 年终盘点")


def test_a_viewer_is_not_offered_what_only_a_manager_may_do(staff: Staff) -> None:
    viewer = staff(Role.VIEWER)

    assert 'href="/stocktakes/new"' not in viewer.get("/").text
    assert viewer.get("/stocktakes/new").status_code == 403


def test_the_rooms_of_a_large_school_are_folded_and_all_ticked(
    staff: Staff, database: Database, school: School
) -> None:
    with database.write() as session:
        session.add_all(Room(school_id=school.id, code=f"R{number}", name="") for number in range(SHOWN_AT_ONCE))

    form = staff(Role.MANAGER).get("/stocktakes/new").text

    assert re.search(rf"<summary>其他房间 <span[^>]*>{SHOWN_AT_ONCE + 2}<", form)
    assert SHOWN_AT_ONCE + 2 == len(re.findall(r'name="rooms" value="[^"]+" checked', form))


def test_the_menu_leads_nobody_to_what_is_not_allowed(staff: Staff) -> None:
    for role in Role:
        browser = staff(role)
        menu = re.search(r'<nav class="top__nav".*?</nav>', browser.get("/").text, re.DOTALL)
        assert menu is not None

        refused = [path for path in re.findall(r'href="([^"]+)"', menu[0]) if browser.get(path).status_code != 200]

        assert refused == []


def test_a_manager_opens_a_stock_take_of_chosen_rooms(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    form = {"name": "期末盘点", "cutoff": "2026-11-20", "rooms": ["201"]}

    opened = ada.post("/stocktakes", data=form)
    board = ada.get(opened.headers["Location"]).text

    assert opened.status_code == 303
    assert "期末盘点" in board
    assert "盘点基准日：2026年11月20日" in board
    assert re.findall(r'plate__code">(\w+)<', board) == ["201"]


def test_the_board_shows_every_room_with_its_figures(staff: Staff, stocktake: StockTakeId) -> None:
    board = staff(Role.VIEWER).get(f"/stocktakes/{stocktake}").text

    assert re.findall(r'plate__code">(\w+)<', board) == ["201", "202"]
    assert re.findall(r"plate__count\"><b>(\d+)</b> / (\d+)", board) == [("0", "2"), ("0", "5")]


def test_a_handheld_that_counts_another_room_is_told_and_a_free_one_offered_first(
    staff: Staff, database: Database, stocktake: StockTakeId, school: School
) -> None:
    with database.write() as session:
        new_station(session, school.id, "handheld 2", by="Ada", at=NOW)
    url = f"/stocktakes/{stocktake}"
    staff(Role.MANAGER).post(f"{url}/passes", data={"room": "201", "station": str(school.station)})

    page = staff(Role.COUNTER).get(f"{url}/rooms/202").text

    assert ">handheld 1，正在盘点 201<" in page
    assert re.findall(r"selected>([^<]+)<", page) == ["handheld 2"]


def test_a_counter_counts_a_room_with_a_handheld(staff: Staff, stocktake: StockTakeId, school: School) -> None:
    ben = staff(Role.COUNTER)
    url = f"/stocktakes/{stocktake}"

    started = ben.post(f"{url}/passes", data={"room": "201", "station": str(school.station)})
    counting = ben.get(started.headers["Location"]).text
    Handheld(school, ben).hears("3474257BF40000000000162E")
    walk = re.search(r"/passes/([0-9a-f-]+)/end", counting)
    assert walk is not None
    ben.post(f"{url}/passes/{walk[1]}/end", data={"room": "201"})
    ben.post(f"{url}/complete", data={"room": "201"})
    done = ben.get(f"{url}/rooms/201").text

    assert "handheld 1 正在盘点本室。" in counting
    assert "201 读到 23 次（1 遍），信号很强（−43 dBm）" in done
    assert '<span class="pill pill--complete">已盘</span>' in done


def test_the_handheld_chosen_last_is_chosen_already_for_the_next_room(
    staff: Staff, stocktake: StockTakeId, school: School
) -> None:
    ben = staff(Role.COUNTER)
    ben.post(f"/stocktakes/{stocktake}/passes", data={"room": "201", "station": str(school.station)})

    assert f'value="{school.station}" selected' in ben.get(f"/stocktakes/{stocktake}/rooms/202").text


def test_a_viewer_sees_a_room_without_buttons(staff: Staff, stocktake: StockTakeId, school: School) -> None:
    viewer = staff(Role.VIEWER)

    assert "开始盘点本室</button>" not in viewer.get(f"/stocktakes/{stocktake}/rooms/201").text
    refused = viewer.post(f"/stocktakes/{stocktake}/passes", data={"room": "201", "station": str(school.station)})
    assert refused.status_code == 403


def test_a_closed_stock_take_is_shown_as_it_stood_and_counted_no_more(staff: Staff, stocktake: StockTakeId) -> None:
    ada = staff(Role.MANAGER)

    read_and_close(ada, f"/stocktakes/{stocktake}")
    board = ada.get(f"/stocktakes/{stocktake}").text

    assert '<span class="pill pill--closed">已关闭</span>' in board
    assert "sse-connect" not in board
    assert ada.post(f"/stocktakes/{stocktake}/complete", data={"room": "201"}).status_code == 409


def test_names_from_files_are_text_and_never_markup(staff: Staff, database: Database) -> None:
    register = f"asset_no,name,room,keeper\nZC-1,{EVIL},{EVIL},{EVIL}\n"
    cy = a_school(database, "Hilltop", register)
    evil = a_stocktake(database, cy, name=EVIL)
    pages = (f"/stocktakes/{evil}", f"/stocktakes/{evil}/rooms/{EVIL}", f"/stocktakes/{evil}/report", "/assets", "/")
    viewer = staff(Role.VIEWER)
    viewer.cookies.clear()
    viewer.headers.update(cy.bearer(Role.VIEWER))

    for page in pages:
        answer = viewer.get(page)

        assert answer.status_code == 200, page
        assert "<script>alert" not in answer.text
        assert "&lt;script&gt;alert" in answer.text


def test_another_schools_stock_take_is_not_found(staff: Staff, database: Database) -> None:
    theirs = a_stocktake(database, a_school(database, "Hilltop"))

    answer = staff(Role.ADMIN).get(f"/stocktakes/{theirs}")

    assert answer.status_code == 404
    assert "没有找到" in answer.text
