"""The pages of a campaign: the line of steps, teams, recount, late walks, closing and after; and blind counts."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from uuid import uuid4

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.ids import StockTakeId
from inventory.store.engine import Database
from inventory.store.stocktakes import RoomCount
from service.app import create_app
from service.settings import Settings
from tests.people import School, a_stocktake
from tests.service.pages.staff import Staff, read_and_close

FORM = {"name": "期末盘点", "cutoff": "2026-11-20", "rooms": ["201", "202"]}


@pytest.fixture
def staff(database: Database, school: School) -> Iterator[Staff]:
    """Browsers of people of the school, by their role."""
    app = create_app(Settings(), database)
    with ExitStack() as open_until_the_end:

        def let_in(role: Role) -> TestClient:
            headers = {"Origin": "http://testserver"} | school.bearer(role)
            return open_until_the_end.enter_context(TestClient(app, headers=headers, follow_redirects=False))

        yield let_in


@pytest.fixture
def url(database: Database, school: School) -> str:
    stocktake: StockTakeId = a_stocktake(database, school, name="2026 年终盘点")
    return f"/stocktakes/{stocktake}"


def stage(browser: TestClient, url: str) -> str:
    """The step the line of steps shows as the present one."""
    found = re.search(r'aria-current="step">([^<]+)<', browser.get(url).text)
    assert found is not None
    return found[1]


def test_the_line_of_steps_follows_the_campaign_to_the_archive(staff: Staff, url: str) -> None:
    eve = staff(Role.ADMIN)

    stages = [stage(eve, url)]
    for step, form in (
        ("recount", {"percent": "50"}),
        ("review", {}),
        ("close", {}),
        ("reopen", {"reason": "漏盘"}),
        ("close", {}),
        ("archive", {}),
    ):
        taken = read_and_close(eve, url) if step == "close" else eve.post(f"{url}/{step}", data=form)
        assert taken.status_code == 303
        stages.append(stage(eve, url))

    assert ["初盘", "复盘/抽盘", "审核", "关闭", "审核", "关闭", "归档"] == stages
    assert "归档 (1)" in eve.get("/").text


def test_a_step_out_of_turn_is_explained(staff: Staff, url: str) -> None:
    refused = staff(Role.ADMIN).post(f"{url}/archive")

    assert 409 == refused.status_code
    assert "现在不能“归档”：盘点“2026 年终盘点”处于“盘点中”阶段。目前可以：盘点、分派" in refused.text


def test_only_who_may_take_a_step_is_shown_its_button(staff: Staff, url: str) -> None:
    offered = {
        role: set(
            re.findall(rf'(?:action|button--main" href)="{url}/(\w+)"', staff(role).get(f"{url}/campaign").text)
        )
        for role in Role
    }

    assert set() == offered[Role.VIEWER] == offered[Role.COUNTER]
    assert {"teams", "recount", "review", "close"} == offered[Role.MANAGER] == offered[Role.ADMIN]


def test_a_counter_comes_back_to_the_rooms_of_the_own_team(staff: Staff, url: str) -> None:
    ada, ben = staff(Role.MANAGER), staff(Role.COUNTER)
    ada.post(f"{url}/teams", data={"team": "一组", "due": "2020-01-01", "rooms": ["201"]})

    ben.get(url, params={"team": "一组"})
    mine = ben.get(url).text

    assert ["201"] == re.findall(r'plate__code">(\w+)<', mine)
    assert "1 个房间已逾期：201" in mine
    assert ["201", "202"] == re.findall(r'plate__code">(\w+)<', ada.get(url).text)
    assert "1 个房间逾期" in ada.get("/").text


def test_a_blind_counter_sees_how_far_the_rooms_are_and_nothing_of_what_is_in_them(staff: Staff) -> None:
    ada, ben = staff(Role.MANAGER), staff(Role.COUNTER)
    url = ada.post("/stocktakes", data=FORM | {"blind": "true"}).headers["Location"]
    ada.post(f"{url}/recount")

    shown = [ben.get(url).text, ben.get(f"{url}/again").text, ben.get(f"{url}/campaign").text]

    assert ["201", "202"] == re.findall(r'plate__code">(\w+)<', shown[0])
    assert not any("投影仪" in text or 'class="totals' in text or "应有</dt>" in text for text in shown)
    assert "本室有 4 项需要再看。" in shown[1]
    assert "投影仪" in ada.get(f"{url}/again").text


def test_the_register_is_kept_from_counters_while_things_are_counted_blind(staff: Staff) -> None:
    ada, ben = staff(Role.MANAGER), staff(Role.COUNTER)
    url = ada.post("/stocktakes", data=FORM | {"blind": "true"}).headers["Location"]

    during = [browser.get(path).status_code for path in ("/assets?q=投影仪", "/shortages") for browser in (ben, ada)]
    ada.post(f"{url}/review")

    assert [403, 200] * 2 == during
    assert "ZC-2024-00001" in ben.get("/assets?q=投影仪").text


def test_an_earlier_stock_take_is_kept_from_counters_as_well_while_things_are_counted_blind(staff: Staff) -> None:
    ada, ben = staff(Role.MANAGER), staff(Role.COUNTER)
    earlier = ada.post("/stocktakes", data=FORM).headers["Location"]
    ada.post(f"{earlier}/review")
    pages = ("", "/findings", "/report", "/rooms/201")
    before = [ben.get(f"{earlier}{path}").status_code for path in pages]

    ada.post("/stocktakes", data=FORM | {"blind": "true"})

    assert [200] * 4 == before
    assert [403, 403] == [ben.get(f"{earlier}{path}").status_code for path in ("/findings", "/report")]
    assert not any("投影仪" in ben.get(f"{earlier}{path}").text for path in ("", "/rooms/201"))
    assert "投影仪" in ada.get(f"{earlier}/rooms/201").text


def test_the_rooms_to_look_at_again_are_given_by_number_and_name(database: Database, staff: Staff, url: str) -> None:
    with database.write() as session:
        session.execute(update(RoomCount).values(name="物理实验室"))
    ada = staff(Role.MANAGER)
    ada.post(f"{url}/recount")

    text = ada.get(f"{url}/again").text

    assert "201</a> 物理实验室" in text


def test_the_form_says_how_much_a_scope_comes_to(staff: Staff) -> None:
    ada = staff(Role.MANAGER)

    much = ada.post("/stocktakes/preview", data={"rooms": ["201", "202"], "keepers": ["李强"], "value_from": "900"})

    assert "共 1 个房间、2 件资产。" == much.text


def test_a_scope_is_shown_on_the_page_of_the_campaign(staff: Staff) -> None:
    ada = staff(Role.MANAGER)

    url = ada.post("/stocktakes", data=FORM | {"keepers": ["李强"], "value_from": "900"}).headers["Location"]

    page = ada.get(f"{url}/campaign").text
    assert "只盘这些保管人" in page
    assert ["202"] == re.findall(r'plate__code">(\w+)<', ada.get(url).text)


def test_a_late_walk_is_shown_with_who_and_where_and_is_taken_in_by_a_manager(
    staff: Staff, school: School, url: str
) -> None:
    ada = staff(Role.MANAGER)
    ada.post(f"{url}/review")
    moments = dict.fromkeys(("started_at", "ended_at", "sent_at"), "2026-12-28T01:10:00Z")
    sweep = {"version": 1, "pass_id": str(uuid4()), "counted_by": "张敏", **moments}
    ada.post(f"/api/v1{url}/rooms/201/passes", json=sweep, headers=school.bearer(Role.COUNTER))

    page = ada.get(f"{url}/campaign").text
    ada.post(f"{url}/late/{sweep['pass_id']}")

    assert 'id="late"' in page
    assert "张敏" in page
    assert 'id="late"' not in ada.get(f"{url}/campaign").text


def test_teams_and_last_days_can_be_given_when_the_stock_take_is_opened(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    crews = {"crew_building": "", "crew_team": "一组", "crew_due": "2026-12-20"}

    url = ada.post("/stocktakes", data=FORM | crews).headers["Location"]

    page = ada.get(f"{url}/campaign").text
    assert "<b>一组</b>" in page
    assert "2026年12月20日" in page


def test_a_stock_take_without_teams_has_none(staff: Staff) -> None:
    ada = staff(Role.MANAGER)

    url = ada.post("/stocktakes", data=FORM | {"crew_building": "", "crew_team": "", "crew_due": ""}).headers[
        "Location"
    ]

    assert "<b>尚未分派</b>" in ada.get(f"{url}/campaign").text
