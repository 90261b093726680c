"""One field of many cards changed at once, for programs."""

from typing import Any

from starlette.testclient import TestClient

from inventory.access import Role
from tests.people import School

CHANGE: dict[str, Any] = {"filter": {"room": "202"}, "field": "department", "value": "总务处"}


def test_a_change_is_looked_at_done_and_taken_back(client: TestClient, school: School) -> None:
    client.headers.update(school.bearer(Role.MANAGER))

    foreseen = client.post("/api/v1/register/bulk", json=CHANGE).json()
    done = client.post("/api/v1/register/bulk/apply", json=CHANGE | {"expected": 3, "reason": "部门合并"}).json()
    changed = client.get("/api/v1/register?department=总务处").json()
    undone = {"at": done["at"], "field": "department", "reason": "误改"}
    back = client.post("/api/v1/register/bulk/undo", json=undone).json()

    assert (3, [{"value": "", "cards": 3}], 0) == (foreseen["changing"], foreseen["before"], foreseen["unchanged"])
    assert (3, 3, 3) == (done["changed"], changed["total"], back["changed"])
    assert 0 == client.get("/api/v1/register?department=总务处").json()["total"]


def test_other_cards_than_were_foreseen_are_not_changed(client: TestClient, school: School) -> None:
    sent = CHANGE | {"expected": 2, "reason": "部门合并"}

    refused = client.post("/api/v1/register/bulk/apply", json=sent, headers=school.bearer(Role.MANAGER))

    assert 409 == refused.status_code


def test_a_filter_nobody_knows_is_refused(client: TestClient, school: School) -> None:
    sent = CHANGE | {"filter": {"romm": "202"}}

    refused = client.post("/api/v1/register/bulk", json=sent, headers=school.bearer(Role.MANAGER))

    assert 422 == refused.status_code
    assert "romm" in refused.text
