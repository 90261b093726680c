"""Deciding over HTTP: with details, in bulk by names or by a filter, and the write-off of what is short."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.ids import StockTakeId
from inventory.store.engine import Database
from tests.inventory.actions.decided import STRANGER, a_counted_school, books, close, item_of
from tests.inventory.pictures import png
from tests.people import School, a_school

Counted = tuple[School, StockTakeId]


@pytest.fixture
def counted(database: Database) -> Counted:
    """A school that was counted, and its stock-take."""
    return a_counted_school(database)


def post(client: TestClient, counted: Counted, path: str, asked: dict[str, Any]) -> Any:
    school, stocktake = counted
    return client.post(f"/api/v1/stocktakes/{stocktake}/{path}", json=asked, headers=school.bearer(Role.MANAGER))


def decided(client: TestClient, counted: Counted) -> dict[str, str]:
    school, stocktake = counted
    answer = client.get(f"/api/v1/stocktakes/{stocktake}/findings", headers=school.bearer(Role.VIEWER))
    return {
        each["asset_no"] or each["tag"]: each["decision"] for each in answer.json()["findings"] if each["decision"]
    }


def test_a_decision_comes_with_what_it_needs(client: TestClient, counted: Counted, database: Database) -> None:
    details = {"name": "饮水机", "cost": "350.00", "room": "201"}

    answer = post(
        client, counted, "decisions", {"tag": STRANGER, "decision": "register", "reason": "gift", "details": details}
    )

    assert 201 == answer.status_code
    close(database, *counted)
    assert ("201", "in use", (STRANGER,)) == books(database, counted[0])["饮水机"]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"decision": "bind", "tag": STRANGER}, 422),
        ({"decision": "bind", "tag": STRANGER, "details": {"item": "0193f6a9-0000-7000-8000-000000000001"}}, 404),
        ({"decision": "register", "tag": STRANGER, "details": {"room": "999"}}, 404),
        ({"decision": "register", "tag": STRANGER, "details": {"cost": "-1"}}, 422),
        ({"decision": "transfer", "tag": STRANGER}, 422),
        ({"decision": "not ours", "tag": "E2801160600002040000CCCC"}, 404),
    ],
)
def test_a_decision_that_cannot_be_carried_out_is_refused(
    client: TestClient, counted: Counted, asked: dict[str, Any], status: int
) -> None:
    answer = post(client, counted, "decisions", asked | {"reason": "x"})

    assert status == answer.status_code
    assert {} == decided(client, counted)


def test_many_are_decided_by_name_or_by_a_filter(client: TestClient, counted: Counted, database: Database) -> None:
    computer = str(item_of(database, counted[0], "A-COMPUTER"))
    same = {"decision": "look again", "reason": "not sure"}

    named = post(client, counted, "decisions/bulk", same | {"findings": [{"item": computer}, {"tag": STRANGER}]})
    by_filter = post(client, counted, "decisions/bulk", same | {"filter": {"stage": "open", "keeper": "李强"}})

    assert [2, 4] == [answer.json()["decided"] for answer in (named, by_filter)]
    assert {"A-COMPUTER", STRANGER, "A-CAMERA", "A-SHELF", "A-RADIO", "A-TWIN-2"} == decided(client, counted).keys()


def test_what_does_not_fit_one_of_many_is_decided_about_none(client: TestClient, counted: Counted) -> None:
    answer = post(client, counted, "decisions/bulk", {"filter": {}, "decision": "transfer", "reason": "x"})

    assert 422 == answer.status_code
    assert {} == decided(client, counted)


@pytest.mark.parametrize("misspelt", [{"filter": {"kind": "missing"}}, {"filters": {"finding": "missing"}}])
def test_a_misspelt_filter_does_not_mean_everything(
    client: TestClient, counted: Counted, misspelt: dict[str, Any]
) -> None:
    answer = post(client, counted, "decisions/bulk", misspelt | {"decision": "look again", "reason": "x"})

    assert 422 == answer.status_code
    assert {} == decided(client, counted)


def test_a_tag_is_never_bound_in_bulk(client: TestClient, counted: Counted, database: Database) -> None:
    shelf = str(item_of(database, counted[0], "A-SHELF"))
    asked = {"filter": {}, "decision": "bind", "reason": "x", "details": {"item": shelf}}

    assert 422 == post(client, counted, "decisions/bulk", asked).status_code


def test_a_shortage_is_written_off_once_it_is_approved(
    client: TestClient, counted: Counted, database: Database
) -> None:
    school, _ = counted
    post(
        client,
        counted,
        "decisions/bulk",
        {"filter": {"finding": "missing"}, "decision": "confirm shortage", "reason": "x"},
    )
    close(database, *counted)
    manager = school.bearer(Role.MANAGER)
    (pending,) = client.get("/api/v1/shortages", headers=manager).json()
    approval = {"number": "2027-3", "day": "2027-01-15", "items": [pending["item"]]}

    first, again = (client.post("/api/v1/shortages/approve", json=approval, headers=manager) for _ in range(2))

    assert ("cause not known", 3600) == (pending["cause"], float(pending["cost"]))
    assert (200, 409) == (first.status_code, again.status_code)
    assert "write-off" == first.json()["kind"]


def test_a_photo_handed_in_twice_is_kept_once(client: TestClient, counted: Counted) -> None:
    school, stocktake = counted
    url = f"/api/v1/stocktakes/{stocktake}/findings/{STRANGER}/photos"
    ben = school.bearer(Role.COUNTER)

    first, again = (client.post(url, files={"photo": ("x", png())}, headers=ben).json() for _ in range(2))

    assert first == again
    assert [first["id"]] == [photo["id"] for photo in client.get(url, headers=ben).json()]


def test_another_school_sees_no_photo_and_no_shortage(
    client: TestClient, counted: Counted, database: Database
) -> None:
    school, stocktake = counted
    url = f"/api/v1/stocktakes/{stocktake}/findings/{STRANGER}/photos"
    photo = client.post(url, files={"photo": ("x", png())}, headers=school.bearer(Role.COUNTER)).json()["id"]
    cy = a_school(database, "Hilltop").bearer(Role.ADMIN)

    answers = [client.get(path, headers=cy) for path in (url, f"/api/v1/stocktakes/{stocktake}/photos/{photo}")]

    assert [404, 404] == [answer.status_code for answer in answers]


@pytest.mark.parametrize("about", [{}, {"findings": ["0" * 24], "filter": {}}])
def test_a_bulk_decision_names_its_findings_or_gives_a_filter(
    client: TestClient, counted: Counted, about: dict[str, Any]
) -> None:
    answer = post(client, counted, "decisions/bulk", {"decision": "look again", "reason": "复核", **about})

    assert answer.status_code == 422
    assert decided(client, counted) == {}


def test_a_program_may_leave_what_is_decided_as_it_is(client: TestClient, counted: Counted) -> None:
    same = {"decision": "look again", "reason": "复核", "filter": {"keeper": "李强"}}
    post(client, counted, "decisions/bulk", same | {"filter": {"finding": "missing"}})

    answer = post(client, counted, "decisions/bulk", same | {"leave_decided": True})

    assert {"decided": 3, "left": 1} == answer.json()
