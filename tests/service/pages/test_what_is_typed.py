"""What people type, paste or send: kept if it is text, and else refused in the reader's language."""

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.ids import StockTakeId
from inventory.store.engine import Database
from tests.people import School, a_stocktake
from tests.service.pages.staff import Staff

SOME_ID = "0193f6a9-0000-7000-8000-000000000001"
NUL, DEL, LONG = "a\x00b", "a\x7fb", "长" * 201
FORM = {"name": "期末盘点", "cutoff": "2026-11-20", "rooms": ["201"]}


@pytest.fixture
def stocktake(database: Database, school: School) -> StockTakeId:
    return a_stocktake(database, school)


@pytest.fixture
def ada(browser: TestClient, school: School) -> TestClient:
    """A browser with all rights."""
    browser.headers.update(school.bearer(Role.ADMIN))
    return browser


@pytest.mark.parametrize("text", [NUL, DEL, LONG], ids=["NUL", "DEL", "long"])
@pytest.mark.parametrize(
    ("address", "form", "field"),
    [
        ("/stations", {"name": "?"}, "名称"),
        ("/stocktakes", FORM | {"name": "?"}, "名称"),
        ("/stocktakes", FORM | {"rooms": ["201", "?"]}, "要盘点的房间"),
        ("/stocktakes/{stocktake}/passes", {"room": "?", "station": SOME_ID}, "房间"),
        ("/stocktakes/{stocktake}/complete", {"room": "?"}, "房间"),
        ("/sign-in", {"username": "?", "password": "x"}, "用户名"),
        ("/rooms/apply", {"filename": "?", "content": ""}, "文件"),
    ],
)
def test_a_field_with_odd_or_endless_text_is_named_in_the_refusal(
    ada: TestClient, stocktake: StockTakeId, address: str, form: dict[str, object], field: str, text: str
) -> None:
    filled = {name: _filled(value, text) for name, value in form.items()}

    refused = ada.post(address.replace("{stocktake}", str(stocktake)), data=filled)

    assert refused.status_code == 422
    assert f"“{field}”缺失、过长或无法识别。请返回修改后重新提交。" in refused.text


def _filled(value: object, text: str) -> object:
    return (
        [text if one == "?" else one for one in value] if isinstance(value, list) else text if value == "?" else value
    )


@pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 201, "after=%00", "after=x"])
def test_an_odd_question_to_the_register_is_refused(ada: TestClient, query: str) -> None:
    assert ada.get(f"/assets?{query}").status_code in {400, 422}


def test_a_search_may_be_as_long_as_a_line(ada: TestClient) -> None:
    assert ada.get("/assets", params={"q": "长 " * 100}).status_code == 200


def test_a_stock_take_needs_a_name_of_more_than_blanks_and_the_form_keeps_the_rest(staff: Staff) -> None:
    refused = staff(Role.MANAGER).post("/stocktakes", data=FORM | {"name": "   "})

    assert refused.status_code == 422
    assert "请填写名称。" in refused.text
    assert 'value="2026-11-20"' in refused.text
    assert 'value="201" checked' in refused.text
    assert 'value="202">' in refused.text


def test_a_stock_take_of_no_room_is_refused_at_the_form(staff: Staff) -> None:
    refused = staff(Role.MANAGER).post("/stocktakes", data={"name": "期末盘点", "cutoff": "2026-11-20"})

    assert refused.status_code == 422
    assert "请至少勾选一个房间。" in refused.text
    assert 'value="期末盘点"' in refused.text


@pytest.mark.parametrize("cutoff", ["0026-11-20", "9999-12-31", "2026-02-30", ""])
def test_a_cut_off_date_out_of_all_time_is_refused(staff: Staff, cutoff: str) -> None:
    refused = staff(Role.MANAGER).post("/stocktakes", data=FORM | {"cutoff": cutoff})

    assert refused.status_code == 422
    assert "“盘点基准日”缺失、过长或无法识别。" in refused.text


def test_a_large_school_can_tick_all_its_rooms(ada: TestClient) -> None:
    refused = ada.post("/stocktakes", data=FORM | {"rooms": [f"R{n}" for n in range(3000)]})

    assert "没有房间 R0" in refused.text


@pytest.mark.parametrize("address", ["/imports", "/rooms"])
def test_the_name_of_a_file_is_kept_without_what_is_no_text(staff: Staff, address: str) -> None:
    ada = staff(Role.MANAGER)
    name = "台账\x00\x1b\n" + "长" * 300 + ".csv"
    content = "资产编号,资产名称,房间号,名称\nYY-1,钢琴,301,音乐教室\n".encode()

    answer = ada.post(address, files={"file": (name, content, "text/csv")})
    page = ada.get(answer.headers["Location"]) if answer.is_redirect else answer

    assert f"<h1>{'长' * 196}.csv</h1>" in page.text


def test_a_form_without_its_file_says_what_is_missing(staff: Staff) -> None:
    refused = staff(Role.MANAGER).post("/imports")

    assert refused.status_code == 422
    assert "“文件”缺失" in refused.text


@pytest.mark.parametrize("address", ["/stocktakes/x", "/assets/x", "/stocktakes", "/rooms", "/nowhere"])
def test_an_address_that_is_none_is_told_as_such(staff: Staff, address: str) -> None:
    answer = staff(Role.ADMIN).get(address)

    assert answer.status_code in {404, 405}
    assert "没有这个页面" in answer.text


def test_who_is_signed_in_keeps_the_menu_when_something_is_not_there(staff: Staff, browser: TestClient) -> None:
    known, stranger = staff(Role.VIEWER).get("/nowhere").text, browser.get("/nowhere").text

    assert 'class="top__nav"' in known
    assert 'class="top__nav"' not in stranger
