"""Approval routes, delegations, and who an account is: set in the browser, and heeded at once."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from tests.inventory.actions.slips import asked, thing
from tests.people import School
from tests.service.pages.full_school import ROUTE
from tests.service.pages.staff import Staff, engage

TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()

TWO_LEVELS = ROUTE | {"name": ["总务主任", "校长", ""], "accounts": ["", "admin", ""]}


def test_a_route_is_set_and_tried_and_ends(staff: Staff) -> None:
    admin = staff(Role.ADMIN)

    added = admin.post("/routes", data=TWO_LEVELS)
    page = admin.get("/routes").text
    dear = admin.get("/routes?kind=transfer&worth=1000&category=").text
    cheap = admin.get("/routes?kind=transfer&worth=999.99&category=").text
    route = re.search(r"/routes/([0-9a-f-]{36})/end", page)
    admin.post(f"/routes/{route[1] if route else ''}/end", data={"last": "2026-01-31"})

    assert added.status_code == 303
    assert page.count("总务主任</b>") == 1
    assert dear.count("总务主任</b>") == 2
    assert "不需要审批。</p>" in cheap
    assert "已结束" in admin.get("/routes").text


def test_a_route_nobody_can_sign_is_refused_and_nothing_typed_is_lost(staff: Staff) -> None:
    admin = staff(Role.ADMIN)

    empty = admin.post("/routes", data=TWO_LEVELS | {"name": ["校长"], "accounts": [""], "role": [""]})
    stranger = admin.post("/routes", data=TWO_LEVELS | {"accounts": ["somebody", "admin", ""]})
    nameless = admin.post("/routes", data=TWO_LEVELS | {"name": ["", "", ""]})
    viewers = admin.post("/routes", data=TWO_LEVELS | {"name": ["校长"], "accounts": [""], "role": ["viewer"]})

    assert [page.status_code for page in (empty, stranger, nameless, viewers)] == [422, 404, 422, 422]
    assert 'value="校长"' in empty.text
    assert "somebody" in stranger.text
    assert "请填写：审批环节名称" in nameless.text


def test_a_deputy_sees_the_task_and_signs_until_the_delegation_ends(
    database: Database, school: School, staff: Staff
) -> None:
    admin, viewer = staff(Role.ADMIN), staff(Role.VIEWER)
    admin.post("/routes", data=TWO_LEVELS | {"name": ["校长"], "accounts": ["admin"], "role": [""]})
    with database.write() as session:
        asked(session, school, "transfer", thing(session, school))
    days = {"first": str(TODAY), "last": str(TODAY + timedelta(days=1))}

    none_yet = viewer.get("/tasks").text
    admin.post("/delegations", data=days | {"giver": "admin", "taker": "viewer"})
    delegated = viewer.get("/tasks").text
    theirs = re.search(r"/delegations/([0-9a-f-]{36})/end", admin.get("/delegations").text)
    not_mine = viewer.post(f"/delegations/{theirs[1] if theirs else ''}/end")
    admin.post(f"/delegations/{theirs[1] if theirs else ''}/end")

    assert "代签" not in none_yet
    assert "等待 admin 的“校长”审批，由您代签" in delegated
    assert not_mine.status_code == 404
    assert "代签" not in viewer.get("/tasks").text


def test_nobody_but_an_admin_delegates_for_another(staff: Staff, database: Database, school: School) -> None:
    engage(database, school.id, Role.ADMIN)
    viewer = staff(Role.VIEWER)
    days = {"first": str(TODAY), "last": str(TODAY)}

    viewer.post("/delegations", data=days | {"giver": "admin", "taker": "admin"})
    reversed_days = viewer.post("/delegations", data={"first": "2026-02-02", "last": "2026-02-01", "taker": "admin"})

    assert "<b>viewer</b>" in viewer.get("/delegations").text
    assert reversed_days.status_code == 422


def test_an_admin_says_who_an_account_is(staff: Staff) -> None:
    admin = staff(Role.ADMIN)

    admin.post("/people", data={"username": "admin", "person": "李强"})
    unknown = admin.post("/people", data={"username": "admin", "person": "无此人"})

    assert 'name="person" value="李强"' in admin.get("/people").text
    assert unknown.status_code == 404
    assert 'value="无此人"' in unknown.text


@pytest.mark.both_databases
def test_programs_set_routes_delegate_and_name_persons(
    database: Database, school: School, browser: TestClient
) -> None:
    engage(database, school.id, Role.ADMIN)
    engage(database, school.id, Role.VIEWER)
    head = school.bearer(Role.ADMIN)
    route = {"kind": "loan", "worth": "500", "since": "2026-01-01", "levels": [{"name": "校长", "role": "admin"}]}
    lent = {"giver": "admin", "taker": "viewer", "first": str(TODAY), "last": str(TODAY)}

    made = browser.post("/api/v1/approval-routes", json=route, headers=head).json()
    ended = browser.post(f"/api/v1/approval-routes/{made['id']}/end", json={"last": "2026-02-01"}, headers=head)
    given = browser.post("/api/v1/delegations", json=lent, headers=head).json()
    over = browser.post(f"/api/v1/delegations/{given['id']}/end", headers=head)
    named = browser.put("/api/v1/accounts/viewer/person", json={"person": "李强"}, headers=head)

    assert [ended.status_code, over.status_code, named.status_code] == [204, 204, 204]
    (kept,) = browser.get("/api/v1/approval-routes", headers=head).json()["routes"]
    assert (kept["until"], kept["levels"][0]["role"]) == ("2026-02-01", "admin")
    assert browser.get("/api/v1/delegations", headers=head).json()["delegations"] == []
    assert {"username": "viewer", "role": "viewer", "person": "李强"} in browser.get(
        "/api/v1/accounts", headers=head
    ).json()["accounts"]
