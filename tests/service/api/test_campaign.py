"""A campaign over HTTP: its steps, its roles by the same table, blind counts, teams and late walks."""

from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.campaign import RULES, Step
from tests.people import School
from tests.service.least_roles import LEAST

pytestmark = pytest.mark.both_databases

ROUTE = {
    Step.COUNT: "/rooms/{code}/complete",
    Step.ASSIGN: "/teams",
    Step.DECIDE: "/decisions",
    Step.RECOUNT: "/recount",
    Step.REVIEW: "/review",
    Step.TAKE_IN: "/late/{walk}/take-in",
    Step.CLOSE: "/close",
    Step.REOPEN: "/reopen",
    Step.ARCHIVE: "/archive",
}
SWEEP = {
    "version": 1,
    "started_at": "2026-12-28T01:10:00Z",
    "ended_at": "2026-12-28T01:11:05Z",
    "sent_at": "2026-12-28T01:12:00Z",
}


class Campaign:
    """A stock-take as one program sees it."""

    def __init__(self, client: TestClient, school: School, role: Role, url: str) -> None:
        self._client, self._headers, self.url = client, school.bearer(role), url

    def post(self, path: str, body: object = None, status: int = 200) -> Any:
        answer = self._client.post(self.url + path, json=body or {}, headers=self._headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def get(self, path: str, status: int = 200) -> Any:
        answer = self._client.get(self.url + path, headers=self._headers)
        assert answer.status_code == status, answer.text
        return answer.json()


def opened(client: TestClient, school: School, **asked: object) -> dict[Role, Campaign]:
    """A stock-take just opened over HTTP, by role."""
    body = {"name": "2026", "cutoff": "2026-11-20", "rooms": "all"} | asked
    answer = client.post("/api/v1/stocktakes", json=body, headers=school.bearer(Role.MANAGER))
    assert answer.status_code == 201, answer.text
    url = f"/api/v1/stocktakes/{answer.json()['id']}"
    return {role: Campaign(client, school, role, url) for role in Role}


@pytest.mark.parametrize("step", Step)
def test_the_least_role_of_a_step_over_http_is_that_of_the_table(step: Step) -> None:
    route = f"POST /api/v1/stocktakes/{{stocktake}}{ROUTE[step]}"

    assert RULES[step].role == LEAST[route]


def test_a_campaign_goes_its_way_over_http(client: TestClient, school: School) -> None:
    by = opened(client, school)
    ada = by[Role.MANAGER]

    assert {"status": "recount", "chosen": 6} == ada.post("/recount", status=201)
    assert ["201", "202"] == sorted({each["room"] for each in ada.get("/recount")})
    assert {"status": "review"} == ada.post("/review")
    assert {"status": "closed"} == ada.post("/close")
    assert {"status": "review"} == by[Role.ADMIN].post("/reopen", {"reason": "a room was forgotten"})
    assert {"status": "closed"} == ada.post("/close")
    assert {"status": "archived"} == ada.post("/archive")
    assert (2, 64) == (ada.get("/campaign")["closing"], len(ada.get("/campaign")["digest"]))


def test_a_step_out_of_turn_is_refused_with_what_is_possible(client: TestClient, school: School) -> None:
    by = opened(client, school)

    said = by[Role.ADMIN].post("/reopen", {"reason": "x"}, status=409)["detail"]

    assert said.startswith("“reopen” is not possible: the stock-take 2026 is “counting”.")
    assert said.endswith("Possible now: count, assign, decide, recount, review, take in, close.")


def test_a_reopening_without_a_reason_is_refused(client: TestClient, school: School) -> None:
    by = opened(client, school)
    by[Role.MANAGER].post("/close")

    by[Role.ADMIN].post("/reopen", {"reason": "  "}, status=422)


def test_a_blind_counter_sees_no_findings_until_counting_is_over(client: TestClient, school: School) -> None:
    by = opened(client, school, blind=True)
    by[Role.MANAGER].post("/recount", status=201)

    for path in ("/findings", "/recount", "/report"):
        assert "blind count" in by[Role.COUNTER].get(path, status=403)["detail"]
    assert 7 == len(by[Role.MANAGER].get("/findings")["findings"])

    by[Role.MANAGER].post("/review")
    assert 7 == len(by[Role.COUNTER].get("/findings")["findings"])


@pytest.mark.parametrize(
    "asked",
    [
        {"cutoff": "1989-12-31"},
        {"cutoff": "2200-01-01"},
        {"cutoff": "1989-12-31T23:59:59+08:00"},
        {"teams": [{"team": "一组", "rooms": ["201"], "due": "0026-12-01"}]},
    ],
)
def test_a_day_nobody_can_mean_is_refused_with_what_is_possible(
    client: TestClient, school: School, asked: dict[str, object]
) -> None:
    body = {"name": "2026", "cutoff": "2026-11-20"} | asked

    answer = client.post("/api/v1/stocktakes", json=body, headers=school.bearer(Role.MANAGER))

    assert 422 == answer.status_code
    assert "a day is from 1990-01-01 to 2199-12-31" in answer.json()["detail"]


def test_teams_can_be_given_at_the_opening_and_later(client: TestClient, school: School) -> None:
    by = opened(client, school, teams=[{"team": "一组", "rooms": ["201"], "due": "2026-12-01"}])

    assert {"rooms": 1} == by[Role.MANAGER].post("/teams", {"team": "二组", "rooms": ["202"]})

    campaign = by[Role.VIEWER].get("/campaign")
    assert (["一组", "二组"], "2026-12-01") == (sorted(campaign["teams"]), campaign["due"])


def test_a_scope_is_looked_at_before_and_kept_with_the_stock_take(client: TestClient, school: School) -> None:
    scope = {"keepers": ["李强"], "value_from": "900.00"}

    much = client.post("/api/v1/stocktakes/preview", json=scope, headers=school.bearer(Role.MANAGER)).json()
    by = opened(client, school, **scope)

    assert {"rooms": 1, "things": 2} == much
    assert "900.00" == by[Role.VIEWER].get("/campaign")["scope"]["value_from"]
    assert {"ZC-2024-00004", "ZC-2024-00005"} == {
        each["asset_no"] for each in by[Role.MANAGER].get("/findings")["findings"]
    }


def test_no_rooms_at_all_is_no_list_of_rooms(client: TestClient, school: School) -> None:
    asked = {"name": "x", "cutoff": "2026-11-20", "rooms": []}

    assert 422 == client.post("/api/v1/stocktakes", json=asked, headers=school.bearer(Role.MANAGER)).status_code


def test_a_walk_after_the_archive_is_kept_and_said_to_be_never_taken_in(client: TestClient, school: School) -> None:
    by = opened(client, school)
    for step in ("/close", "/archive"):
        by[Role.MANAGER].post(step)
    walk = SWEEP | {"pass_id": str(uuid4())}

    first, again = (by[Role.COUNTER].post("/rooms/201/passes", walk) for _ in range(2))

    assert [(True, True)] * 2 == [(sent["late"], sent["archived"]) for sent in (first, again)]
    assert [False, True] == [sent["duplicate"] for sent in (first, again)]


def test_a_late_walk_is_shown_and_can_be_taken_in(client: TestClient, school: School) -> None:
    by = opened(client, school)
    ada = by[Role.MANAGER]
    ada.post("/review")

    sent = by[Role.COUNTER].post("/rooms/201/passes", SWEEP | {"pass_id": str(uuid4()), "counted_by": "zhang.min"})
    (late,) = ada.get("/late")
    ada.post(f"/late/{late['id']}/take-in")

    assert sent["late"]
    assert ("201", "zhang.min", 0) == (late["room"], late["counted_by"], late["tags"])
    assert [] == ada.get("/late")
