"""A stock-take over HTTP: open, hand in walks, look at the findings, decide, close."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from tests.people import School, a_school

PROJECTOR, COMPUTER = "3474257BF40000000000162E", "E28011606000020464A1B2C1"
CAMERA = "E28011606000020464A1B2E1"
DESKS = ["E28011606000020464A1B2D1", "E28011606000020464A1B2D2", "E28011606000020464A1B2D3"]
STRANGER = "E280116060000204FFFFFFFF"


@pytest.fixture
def url(client: TestClient, school: School) -> str:
    """A stock-take of every room, just opened over HTTP."""
    asked = {"name": "2026 年终盘点", "cutoff": "2026-11-20", "rooms": "all"}
    opened = client.post("/api/v1/stocktakes", json=asked, headers=school.bearer(Role.MANAGER))
    assert opened.status_code == 201
    return f"/api/v1/stocktakes/{opened.json()['id']}"


def a_sweep(*tags: str, reads: int = 9, by_hand: tuple[str, ...] = (), walk: UUID | None = None) -> dict[str, Any]:
    seen = {
        "tid": None,
        "first_seen": "2026-12-28T01:10:03Z",
        "last_seen": "2026-12-28T01:10:41Z",
        "reads": reads,
        "rssi_max": -44.0,
        "rssi_mean": -50.5,
    }
    return {
        "version": 1,
        "pass_id": str(walk or uuid4()),
        "device": "PDA-2",
        "counted_by": "zhang.min",
        "started_at": "2026-12-28T01:10:00Z",
        "ended_at": "2026-12-28T01:11:05Z",
        "sent_at": "2026-12-28T03:40:12Z",
        "sightings": [seen | {"tag": tag} for tag in tags],
        "seen_by_hand": [{"asset_no": number, "note": "label torn off"} for number in by_hand],
    }


def sweep(client: TestClient, school: School, url: str, room: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(f"{url}/rooms/{room}/passes", json=body, headers=school.bearer(Role.COUNTER))
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


def findings(client: TestClient, school: School, url: str, **asked: str) -> list[dict[str, Any]]:
    answer = client.get(f"{url}/findings", params=asked, headers=school.bearer(Role.VIEWER))
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["findings"]
    return found


def kinds(found: list[dict[str, Any]]) -> dict[str, list[str]]:
    by_number: dict[str, list[str]] = {}
    for finding in found:
        by_number.setdefault(finding["asset_no"] or finding["tag"], []).append(finding["finding"])
    return by_number


def test_a_walk_through_every_room_says_of_everything_what_became_of_it(
    client: TestClient, school: School, url: str
) -> None:
    sweep(client, school, url, "201", a_sweep(PROJECTOR, STRANGER))
    sweep(client, school, url, "202", a_sweep(COMPUTER, *DESKS[:2], by_hand=("ZC-2024-00005",)))
    for _ in range(3):
        sweep(client, school, url, "202", a_sweep(*DESKS[:2], COMPUTER))
        sweep(client, school, url, "201", a_sweep(PROJECTOR))

    found = kinds(findings(client, school, url))

    assert {
        "ZC-2024-00001": ["verified"],
        "ZC-2024-00002": ["moved"],
        "ZC-2024-00003": ["verified", "verified", "missing"],
        "ZC-2024-00004": ["accounted"],
        "ZC-2024-00005": ["verified"],
        STRANGER: ["unknown tag"],
    } == found


def test_before_anything_is_counted_nothing_is_called_missing(client: TestClient, school: School, url: str) -> None:
    found = {finding["finding"] for finding in findings(client, school, url)}

    assert {"not covered", "accounted", "untagged"} == found


def test_every_finding_about_an_item_carries_probabilities_that_sum_to_one(
    client: TestClient, school: School, url: str
) -> None:
    sweep(client, school, url, "201", a_sweep(PROJECTOR, *DESKS[:1]))

    sums = [sum(finding["probabilities"].values()) for finding in findings(client, school, url)]

    assert [pytest.approx(1.0)] * 7 == sums


def test_a_walk_handed_in_twice_counts_once(client: TestClient, school: School, url: str) -> None:
    body = a_sweep(PROJECTOR)

    first, again = (sweep(client, school, url, "201", body) for _ in range(2))

    assert (False, True) == (first["duplicate"], again["duplicate"])
    assert 9 == findings(client, school, url, finding="verified")[0]["evidence"][0]["reads"]


def test_a_walk_under_the_id_of_another_rooms_walk_is_refused(client: TestClient, school: School, url: str) -> None:
    body = a_sweep(PROJECTOR)
    sweep(client, school, url, "201", body)

    answer = client.post(f"{url}/rooms/202/passes", json=body, headers=school.bearer(Role.COUNTER))

    assert 409 == answer.status_code


def test_bad_rows_of_a_walk_are_named_and_the_rest_is_taken(client: TestClient, school: School, url: str) -> None:
    body = a_sweep("E28", PROJECTOR, by_hand=("ZC-0000",))

    said = sweep(client, school, url, "201", body)

    assert (1, [1], ["ZC-0000"]) == (said["accepted"], [row["n"] for row in said["refused"]], said["unknown_numbers"])


def test_findings_come_in_pages_that_together_are_all_of_them(client: TestClient, school: School, url: str) -> None:
    pages: list[list[dict[str, Any]]] = []
    cursor: dict[str, str] = {}
    while True:
        answer = client.get(
            f"{url}/findings", params={"limit": "3"} | cursor, headers=school.bearer(Role.VIEWER)
        ).json()
        pages.append(answer["findings"])
        if answer["next"] is None:
            break
        cursor = {"cursor": answer["next"]}

    assert [3, 3, 1] == [len(page) for page in pages]
    assert findings(client, school, url) == [finding for page in pages for finding in page]


def test_no_finding_is_skipped_or_given_twice_when_the_count_goes_on_between_two_pages(
    client: TestClient, school: School, url: str
) -> None:
    sweep(client, school, url, "201", a_sweep(STRANGER))
    viewer = school.bearer(Role.VIEWER)
    first = client.get(f"{url}/findings", params={"limit": "3"}, headers=viewer).json()
    for _ in range(2):
        sweep(client, school, url, "202", a_sweep(STRANGER, PROJECTOR, reads=90))

    rest = client.get(f"{url}/findings", params={"cursor": first["next"]}, headers=viewer).json()

    given = [finding["item"] or finding["tag"] for finding in first["findings"] + rest["findings"]]
    assert 8 == len(given) == len(set(given))


def test_a_cursor_of_somebody_elses_making_is_refused(client: TestClient, school: School, url: str) -> None:
    for cursor in ("x", "W10=", "bnVsbA==", "W1tb" * 3_000):
        answer = client.get(f"{url}/findings", params={"cursor": cursor}, headers=school.bearer(Role.VIEWER))
        assert 422 == answer.status_code


def test_findings_of_one_room_are_those_booked_or_seen_there(client: TestClient, school: School, url: str) -> None:
    sweep(client, school, url, "201", a_sweep(PROJECTOR, DESKS[0]))
    sweep(client, school, url, "202", a_sweep(*DESKS[1:]))

    found = kinds(findings(client, school, url, room="201"))

    assert {"ZC-2024-00001", "ZC-2024-00002", "ZC-2024-00003"} == found.keys()
    assert ["moved"] == found["ZC-2024-00003"]


def test_a_room_or_finding_that_does_not_exist_is_said_so(client: TestClient, school: School, url: str) -> None:
    room = client.get(f"{url}/findings", params={"room": "999"}, headers=school.bearer(Role.VIEWER))
    kind = client.get(f"{url}/findings", params={"finding": "lost"}, headers=school.bearer(Role.VIEWER))

    assert (404, 422) == (room.status_code, kind.status_code)
    assert "not covered" in kind.json()["detail"]


def test_after_the_close_a_late_walk_is_kept_and_changes_nothing(
    client: TestClient, school: School, url: str
) -> None:
    sweep(client, school, url, "201", a_sweep(PROJECTOR))
    before = findings(client, school, url)
    client.post(f"{url}/close", headers=school.bearer(Role.MANAGER))

    late = sweep(client, school, url, "201", a_sweep(COMPUTER))

    assert late["late"]
    assert before == findings(client, school, url)


def test_a_closed_stock_take_takes_no_decision(client: TestClient, school: School, url: str) -> None:
    sweep(client, school, url, "201", a_sweep(STRANGER))
    client.post(f"{url}/close", headers=school.bearer(Role.MANAGER))
    asked = {"tag": STRANGER, "reason": "belongs to the canteen", "decision": "not ours"}

    refused = client.post(f"{url}/decisions", json=asked, headers=school.bearer(Role.MANAGER))

    assert 409 == refused.status_code


def test_a_decision_fits_its_finding_and_the_newest_one_counts(client: TestClient, school: School, url: str) -> None:
    sweep(client, school, url, "201", a_sweep(STRANGER))
    asked = {"tag": STRANGER, "reason": "belongs to the canteen"}

    misfit = client.post(
        f"{url}/decisions", json=asked | {"decision": "transfer"}, headers=school.bearer(Role.MANAGER)
    )
    for choice in ("register", "not ours"):
        client.post(f"{url}/decisions", json=asked | {"decision": choice}, headers=school.bearer(Role.MANAGER))

    assert 422 == misfit.status_code
    assert "not ours" == findings(client, school, url, finding="unknown tag")[0]["decision"]


def test_nobody_sees_or_changes_another_schools_stock_take(client: TestClient, url: str, database: Database) -> None:
    hilltop = a_school(database, "Hilltop").bearer(Role.ADMIN)

    answers = [
        client.get(f"{url}/findings", headers=hilltop),
        client.post(f"{url}/close", headers=hilltop),
        client.post(f"{url}/rooms/201/complete", headers=hilltop),
        client.post(f"{url}/rooms/201/passes", json=a_sweep(PROJECTOR), headers=hilltop),
    ]

    assert [404] * 4 == [answer.status_code for answer in answers]
