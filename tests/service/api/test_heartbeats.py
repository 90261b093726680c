"""POST /api/v1/heartbeats: the latest is kept, and whoever counts with the reader is warned."""

import copy
import json
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.campaign.revisions import revision
from inventory.actions.presence.heartbeats import troubled
from inventory.actions.presence.stations import list_stations
from inventory.heartbeats import StationReport
from inventory.ids import StockTakeId
from inventory.store.engine import Database
from tests.people import School, a_stocktake

HEARTBEAT: dict[str, Any] = json.loads((Path(__file__).parents[2] / "wire/heartbeat_v1.json").read_text("utf-8"))
URL = "/api/v1/heartbeats"


def kept(database: Database, school: School) -> StationReport | None:
    with database.read() as session:
        return list_stations(session, school.id)[0].report


def changed(**scanner: object) -> dict[str, Any]:
    heartbeat = copy.deepcopy(HEARTBEAT) | {"sent_at": datetime.now(UTC).isoformat()}
    heartbeat["scanners"] = [heartbeat["scanners"][0] | scanner]
    return heartbeat


def test_the_published_heartbeat_is_kept_as_it_was_told(
    client: TestClient, school: School, database: Database
) -> None:
    answer = client.post(URL, json=HEARTBEAT, headers=school.box())

    report = kept(database, school)
    assert (204, b"") == (answer.status_code, answer.content)
    assert report is not None
    assert ("0.1.0", 112, 1) == (report.version, report.waiting, report.refused)
    assert ["reading", "away"] == [scanner.state for scanner in report.scanners]
    assert datetime.fromisoformat("2026-11-20T08:00:03.870Z") == report.scanners[0].last_tag
    assert report.clock_error.total_seconds() < 0


def test_the_latest_heartbeat_takes_the_place_of_the_one_before(
    client: TestClient, school: School, database: Database
) -> None:
    for reads in (1, 2):
        client.post(URL, json=changed(reads=reads), headers=school.box())

    report = kept(database, school)
    assert report is not None
    assert [2] == [scanner.reads for scanner in report.scanners]


def test_what_a_later_box_says_beside_it_is_left_unread(client: TestClient, school: School) -> None:
    answer = client.post(URL, json=changed(mood="fine") | {"battery": 80}, headers=school.box())

    assert answer.status_code == 204


@pytest.mark.parametrize(
    "wrong", [{"reads": -1}, {"last_tag": "yesterday"}, {"port": "x" * 201}, {"trouble": "\x00"}]
)
def test_a_heartbeat_that_makes_no_sense_is_refused_with_the_reason(
    client: TestClient, school: School, wrong: dict[str, object]
) -> None:
    answer = client.post(URL, json=changed(**wrong), headers=school.box())

    assert answer.status_code == 422
    assert f"scanners.0.{next(iter(wrong))}" in answer.json()["detail"]


@pytest.mark.both_databases
def test_a_stocktake_shows_anew_when_a_reader_that_counts_for_it_stops_reading(
    client: TestClient, school: School, database: Database
) -> None:
    stocktake = a_stocktake(database, school)
    url = f"/api/v1/stocktakes/{stocktake}"
    start = {"station": str(school.station)}
    client.post(f"{url}/rooms/201/passes/start", json=start, headers=school.bearer(Role.COUNTER))

    revisions = []
    for state in ("reading", "reading", "away", "away", "reading"):
        client.post(URL, json=changed(state=state), headers=school.box())
        revisions.append(shown(database, school, stocktake))

    first = revisions[0]
    assert [0, 0, 1, 1, 2] == [each - first for each in revisions]


def test_a_fixed_reader_that_stops_reading_shows_a_stocktake_of_its_room_anew_and_is_warned_of(
    client: TestClient, school: School, database: Database
) -> None:
    stocktake = a_stocktake(database, school)
    room = f"/api/v1/stations/{school.station}/room"
    client.put(room, json={"room": "201"}, headers=school.bearer(Role.ADMIN))

    revisions = []
    for state in ("reading", "away", "away"):
        client.post(URL, json=changed(state=state), headers=school.box())
        revisions.append(shown(database, school, stocktake))

    first = revisions[0]
    assert [0, 1, 1] == [each - first for each in revisions]
    with database.read() as session:
        assert ["handheld 1"] == list(troubled(session, school.id, stocktake, datetime.now(UTC)))


def test_programs_are_told_what_is_wrong_with_each_reader(client: TestClient, school: School) -> None:
    readers = partial(client.get, "/api/v1/stations", headers=school.bearer(Role.VIEWER))
    before = readers().json()[0]

    client.post(URL, json=changed(state="away", trouble=""), headers=school.box())

    cable = {"text": "Cable out, or switched off", "grave": True, "scanner": ""}
    after = readers().json()[0]
    assert ([], None) == (before["complaints"], before["last_tag"])
    assert cable == after["complaints"][0]
    assert ["Sightings waiting to be sent: 112"] == [each["text"] for each in after["complaints"][1:2]]
    assert after["last_tag"] is not None


def shown(database: Database, school: School, stocktake: StockTakeId) -> int:
    """How often what is shown has changed."""
    with database.read() as session:
        return revision(session, school.id, stocktake)
