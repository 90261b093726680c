"""How far each room has come, for programs."""

from uuid import uuid4

from starlette.testclient import TestClient

from inventory.access import Role
from tests.people import School

COMPUTER, DESK = "E28011606000020464A1B2C1", "E28011606000020464A1B2D1"


def an_open_stocktake(client: TestClient, school: School) -> str:
    asked = {"name": "2026", "cutoff": "2026-11-20", "rooms": "all"}
    opened = client.post("/api/v1/stocktakes", json=asked, headers=school.bearer(Role.MANAGER))
    return f"/api/v1/stocktakes/{opened.json()['id']}"


def walk(client: TestClient, school: School, url: str, room: str, *tags: str) -> str:
    seen = {"first_seen": "2026-12-28T01:10:03Z", "last_seen": "2026-12-28T01:10:41Z", "tid": None, "reads": 9}
    strength = {"rssi_max": -44.0, "rssi_mean": -50.5}
    pass_id = str(uuid4())
    body = {
        "version": 1,
        "pass_id": pass_id,
        "device": "PDA-2",
        "counted_by": "zhang.min",
        "started_at": "2026-12-28T01:10:00Z",
        "ended_at": "2026-12-28T01:11:05Z",
        "sent_at": "2026-12-28T03:40:12Z",
        "sightings": [{"tag": tag, **seen, **strength} for tag in tags],
    }
    answer = client.post(f"{url}/rooms/{room}/passes", json=body, headers=school.bearer(Role.COUNTER))
    assert answer.status_code == 200, answer.text
    return pass_id


def test_every_room_says_how_well_it_was_read(client: TestClient, school: School) -> None:
    url = an_open_stocktake(client, school)
    walk(client, school, url, "202", COMPUTER, DESK)

    rooms = client.get(f"{url}/rooms", headers=school.bearer(Role.VIEWER)).json()["rooms"]

    by_code = {room["room"]: room for room in rooms}
    assert ("counting", 1) == (by_code["202"]["state"], by_code["202"]["passes"])
    assert by_code["202"]["coverage"]["heard"] >= 1
    assert by_code["202"]["coverage"]["advice"] in ("walk on", "walk again", "look", "done")
    assert [None] == list({room["coverage"] for code, room in by_code.items() if code != "202"})


def test_a_stocktake_nobody_knows_has_no_rooms(client: TestClient, school: School) -> None:
    answer = client.get(f"/api/v1/stocktakes/{uuid4()}/rooms", headers=school.bearer(Role.VIEWER))

    assert 404 == answer.status_code
