"""Changing one field of many cards: looked at, done with a reason, and taken back by one click."""

import re

from inventory.access import Role
from tests.service.pages.staff import Staff

ALL_OF_202 = {"query": "room=202", "every": "true", "field": "department", "value": "总务处"}


def test_a_change_is_looked_at_done_and_taken_back(staff: Staff) -> None:
    ada = staff(Role.MANAGER)

    looked_at = ada.post("/assets/bulk", data=ALL_OF_202).text
    done = ada.post("/assets/bulk/apply", data=ALL_OF_202 | {"expected": "3", "reason": "部门合并"})
    told = ada.get(done.headers["Location"]).text
    changed = ada.get("/assets?department=总务处").text
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', told))
    back = ada.post("/assets/bulk/undo", data=fields)

    assert "将修改 3 张卡片" in looked_at
    assert "变更了 3 张卡片" in told
    assert "3 张卡片" in changed
    assert "3 张卡片已恢复原来的内容" in ada.get(back.headers["Location"]).text
    assert "没有符合筛选条件的卡片" in ada.get("/assets?department=总务处").text


def test_without_a_reason_nothing_changes(staff: Staff) -> None:
    ada = staff(Role.MANAGER)

    refused = ada.post("/assets/bulk/apply", data=ALL_OF_202 | {"expected": "3"})

    assert 400 <= refused.status_code < 500
    assert 'role="alert"' in refused.text
    assert "没有符合筛选条件的卡片" in ada.get("/assets?department=总务处").text
