"""Where a thing was met last, for whoever looks for it."""

from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.ids import ItemId
from inventory.store.engine import Database
from tests.inventory.actions.readers import COMPUTER, PROJECTOR, a_reader
from tests.inventory.actions.slips import thing
from tests.inventory.actions.steps import walk
from tests.people import NOW, School, a_school, a_stocktake
from tests.service.api.test_rooms import an_open_stocktake


@pytest.fixture
def projector(school: School, database: Database) -> ItemId:
    with database.read() as session:
        return thing(session, school)


def places(client: TestClient, school: School, item: ItemId, role: Role = Role.COUNTER) -> Any:
    answer = client.get(f"/api/v1/items/{item}/places", headers=school.bearer(role))
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.both_databases
def test_a_thing_is_told_with_its_tags_and_the_last_time_in_each_room(
    client: TestClient, school: School, database: Database, projector: ItemId
) -> None:
    here, there = a_reader(database, school, "201"), a_reader(database, school, "202")
    here.hears(PROJECTOR, 10, 20)
    there.hears(PROJECTOR, 30)
    there.hears(COMPUTER, 40)

    told = places(client, school, projector)

    assert ("ZC-2024-00001", "投影仪", [PROJECTOR], "201") == (
        *(told["no"], told["name"], told["tags"]),
        told["booked"]["room"],
    )
    seen = [(each["room"], each["how"], each["rssi"], each["at"]) for each in told["places"]]
    latest = [(NOW + timedelta(seconds=second)).isoformat().replace("+00:00", "Z") for second in (30.5, 20.5)]
    assert [("202", "heard", -60.0, latest[0]), ("201", "heard", -60.0, latest[1])] == seen


def test_walks_and_ticks_are_places_too(client: TestClient, school: School, projector: ItemId) -> None:
    url = an_open_stocktake(client, school)
    swept = {"version": 1, "pass_id": "0193f6b0-11aa-7c02-8d2e-5b6c7d8e9f01", "device": "PDA-2", "counted_by": "Ben"}
    times = {"started_at": "2026-11-20T08:01:00Z", "ended_at": "2026-11-20T08:02:00Z"}
    times["sent_at"] = times["ended_at"]
    ticked = {"seen_by_hand": [{"asset_no": "ZC-2024-00001", "note": ""}], "sightings": []}
    sent = client.post(f"{url}/rooms/202/passes", json=swept | times | ticked, headers=school.bearer(Role.COUNTER))

    told = places(client, school, projector)

    assert 200 == sent.status_code
    assert [("202", "seen")] == [(each["room"], each["how"]) for each in told["places"]]


def test_a_walk_by_hand_scanner_names_its_device(
    client: TestClient, school: School, database: Database, projector: ItemId
) -> None:
    walk(database, school, a_stocktake(database, school), "202", PROJECTOR)

    [place] = places(client, school, projector)["places"]

    assert ("202", "heard") == (place["room"], place["how"])
    assert place["by"]


def test_a_thing_nobody_ever_met_has_no_places(client: TestClient, school: School, projector: ItemId) -> None:
    assert [] == places(client, school, projector)["places"]


def test_nobody_is_told_of_the_things_of_another_school(
    client: TestClient, database: Database, projector: ItemId
) -> None:
    hilltop = a_school(database, "Hilltop")

    answer = client.get(f"/api/v1/items/{projector}/places", headers=hilltop.bearer(Role.ADMIN))

    assert 404 == answer.status_code


def test_whoever_counts_blind_is_not_told_where_things_are(
    client: TestClient, school: School, projector: ItemId
) -> None:
    body = {"name": "2026", "cutoff": "2026-11-20", "blind": True}
    client.post("/api/v1/stocktakes", json=body, headers=school.bearer(Role.MANAGER)).raise_for_status()

    refused = client.get(f"/api/v1/items/{projector}/places", headers=school.bearer(Role.COUNTER))

    assert 403 == refused.status_code
    assert "投影仪" == places(client, school, projector, Role.MANAGER)["name"]
