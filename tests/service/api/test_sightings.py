"""POST /api/v1/sightings: each sighting once, each bad one named, and everything else untouched."""

import copy
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from inventory.store.sightings import Sighting
from tests.people import School, a_school

pytestmark = pytest.mark.both_databases

WIRE = Path(__file__).parents[2] / "wire"
BATCH: dict[str, Any] = json.loads((WIRE / "batch_v1.json").read_text())
ANSWER: dict[str, Any] = json.loads((WIRE / "answer_v1.json").read_text())
URL = "/api/v1/sightings"


def stored(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Sighting)) or 0


def a_batch(*numbers: int, **changes: object) -> dict[str, Any]:
    batch = copy.deepcopy(BATCH)
    good = batch["sightings"][0]
    batch["sightings"] = [good | {"n": n} | changes for n in numbers]
    return batch


def test_the_published_batch_gets_the_published_answer(client: TestClient, school: School) -> None:
    answer = client.post(URL, json=BATCH, headers=school.box())

    assert (answer.status_code, answer.json()) == (200, ANSWER)


def test_a_batch_sent_again_is_settled_again_and_counted_once(
    client: TestClient, school: School, database: Database
) -> None:
    client.post(URL, json=a_batch(1, 2, 3), headers=school.box())

    again = client.post(URL, json=a_batch(2, 3, 4), headers=school.box()).json()

    assert (again["accepted"], again["duplicates"], again["settled"], stored(database)) == (1, 2, [[2, 4]], 4)


def test_a_number_twice_in_one_batch_is_counted_once(client: TestClient, school: School, database: Database) -> None:
    answer = client.post(URL, json=a_batch(7, 7), headers=school.box()).json()

    assert (answer["accepted"], answer["duplicates"], stored(database)) == (1, 1, 1)


def test_a_packed_batch_is_taken_like_a_plain_one(client: TestClient, school: School) -> None:
    packed = gzip.compress(json.dumps(BATCH).encode())

    answer = client.post(URL, content=packed, headers=school.box() | {"Content-Encoding": "gzip"})

    assert answer.json() == ANSWER


def test_each_kind_of_bad_row_is_refused_by_its_number_while_the_others_are_taken(
    client: TestClient, school: School, database: Database
) -> None:
    batch = a_batch(1)
    good = batch["sightings"][0]
    bad: list[dict[str, object]] = [
        {"tag": "E28"},
        {"tag": "zz" * 12},
        {"reads": 0},
        {"rssi_max": 1e9},
        {"first_seen": "yesterday"},
        {"first_seen": good["last_seen"], "last_seen": good["first_seen"]},
        {"tid": 17},
    ]
    batch["sightings"] += [good | change | {"n": n} for n, change in enumerate(bad, start=2)]

    answer = client.post(URL, json=batch, headers=school.box()).json()

    assert [row["n"] for row in answer["refused"]] == [2, 3, 4, 5, 6, 7, 8]
    assert [row["code"] for row in answer["refused"]] == [
        "bad_tag",
        "bad_tag",
        "bad_reads",
        "bad_rssi_max",
        "bad_time",
        "bad_time",
        "bad_tid",
    ]
    assert (answer["settled"], stored(database)) == ([[1, 1]], 1)


def test_an_envelope_that_makes_no_sense_settles_nothing(
    client: TestClient, school: School, database: Database
) -> None:
    wrong = [{}, [], BATCH | {"version": 2}, BATCH | {"outbox": "x"}, BATCH | {"sightings": []}, a_batch(0)]

    answers = [client.post(URL, json=body, headers=school.box()) for body in wrong]

    assert [422] * len(wrong) == [answer.status_code for answer in answers]
    assert all(answer.headers["Content-Type"] == "application/problem+json" for answer in answers)
    assert stored(database) == 0


def test_more_than_five_thousand_sightings_are_refused_whole(client: TestClient, school: School) -> None:
    assert client.post(URL, json=a_batch(*range(1, 5002)), headers=school.box()).status_code == 422


def test_what_is_neither_json_nor_gzip_is_refused_with_the_reason(client: TestClient, school: School) -> None:
    not_json = client.post(URL, content=b"{", headers=school.box())
    not_gzip = client.post(URL, content=b"{}", headers=school.box() | {"Content-Encoding": "gzip"})

    assert (not_json.status_code, not_gzip.status_code) == (422, 422)
    assert "not JSON" in not_json.json()["detail"]
    assert "not gzip" in not_gzip.json()["detail"]


def test_a_small_body_that_unpacks_to_a_huge_one_is_refused(client: TestClient, school: School) -> None:
    bomb = gzip.compress(b" " * (64 * 1024 * 1024))

    assert client.post(URL, content=bomb, headers=school.box() | {"Content-Encoding": "gzip"}).status_code == 413


def test_nobody_but_a_station_posts_sightings(client: TestClient, school: School) -> None:
    stranger = client.post(URL, json=BATCH)
    forger = client.post(URL, json=BATCH, headers={"Authorization": f"Bearer {school.station_token[:-6]}AAAAAA"})
    program = client.post(URL, json=BATCH, headers=school.bearer(Role.ADMIN))

    assert (stranger.status_code, forger.status_code, program.status_code) == (401, 401, 403)


def test_an_outbox_belongs_to_the_station_that_first_posted_from_it(
    client: TestClient, school: School, database: Database
) -> None:
    from service.tokens import new_station
    from tests.people import NOW

    client.post(URL, json=a_batch(1), headers=school.box())
    with database.write() as session:
        _, other = new_station(session, school.id, "handheld 2", by="Ada", at=NOW)

    answer = client.post(URL, json=a_batch(2), headers={"Authorization": f"Bearer {other}"})

    assert (answer.status_code, stored(database)) == (403, 1)


def test_two_schools_may_have_outboxes_of_the_same_number(
    client: TestClient, school: School, database: Database
) -> None:
    hilltop = a_school(database, "Hilltop")

    ours = client.post(URL, json=a_batch(1), headers=school.box()).json()
    theirs = client.post(URL, json=a_batch(1), headers=hilltop.box()).json()

    assert (ours["accepted"], theirs["accepted"]) == (1, 1)


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "2200-01-01T00:00:00Z"])
def test_a_time_at_the_end_of_the_calendar_is_refused_by_its_number(
    client: TestClient, school: School, moment: str
) -> None:
    batch = a_batch(1)
    batch["sightings"].append(batch["sightings"][0] | {"n": 2, "first_seen": moment, "last_seen": moment})

    answer = client.post(URL, json=batch, headers=school.box()).json()

    assert ([[1, 1]], [(2, "bad_time")]) == (answer["settled"], [(r["n"], r["code"]) for r in answer["refused"]])


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"])
def test_a_batch_sent_at_the_end_of_the_calendar_is_refused_whole(
    client: TestClient, school: School, moment: str
) -> None:
    assert 422 == client.post(URL, json=a_batch(1) | {"sent_at": moment}, headers=school.box()).status_code
