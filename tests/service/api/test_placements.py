"""A placement makes a place of a sighting, by the sighting's own time, however late it comes."""

from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from tests.people import School, a_stocktake

PROJECTOR = "3474257BF40000000000162E"

numbers = count(1)
outbox = str(uuid4())


class Round:
    """A counter with the handheld, in a stock-take of Riverside."""

    def __init__(self, client: TestClient, school: School, url: str) -> None:
        self.client, self.school, self.url = client, school, url

    def start(self, room: str) -> tuple[str, datetime]:
        """Begins a walk; its address, and a moment within it."""
        asked = {"station": str(self.school.station)}
        answer = self.client.post(f"{self.url}/rooms/{room}/passes/start", json=asked, headers=self.counter)
        assert answer.status_code == 201, answer.text
        return f"{self.url}/rooms/{room}/passes/{answer.json()['pass_id']}", datetime.now(UTC)

    def end(self, walk: str) -> None:
        assert self.client.post(f"{walk}/end", headers=self.counter).status_code == 200

    def post(self, at: datetime) -> None:
        """Posts a sighting of the projector at `at`."""
        moment = at.isoformat()
        sighting = {"n": next(numbers), "tag": PROJECTOR, "first_seen": moment, "last_seen": moment, "reads": 9}
        sent_at = datetime.now(UTC).isoformat()
        batch = {"version": 1, "outbox": outbox, "sent_at": sent_at, "sightings": [sighting]}
        assert self.client.post("/api/v1/sightings", json=batch, headers=self.school.box()).json()["accepted"] == 1

    def seen(self) -> list[str]:
        """The rooms that heard the projector."""
        found = self.client.get(f"{self.url}/findings", headers=self.school.bearer(Role.VIEWER)).json()["findings"]
        projector: dict[str, Any] = next(finding for finding in found if finding["tag"] == PROJECTOR)
        return [heard["room"] for heard in projector["evidence"]]

    @property
    def counter(self) -> dict[str, str]:
        return self.school.bearer(Role.COUNTER)


@pytest.fixture
def round_(client: TestClient, database: Database, school: School) -> Round:
    """A stock-take with the handheld not placed anywhere yet."""
    return Round(client, school, f"/api/v1/stocktakes/{a_stocktake(database, school)}")


@pytest.mark.both_databases
def test_what_is_read_during_a_walk_is_seen_in_its_room(round_: Round) -> None:
    _, now = round_.start("202")

    round_.post(now)

    assert ["202"] == round_.seen()


def test_what_arrives_after_the_walk_still_counts_where_it_was_read(round_: Round) -> None:
    first, then = round_.start("201")
    round_.end(first)
    round_.start("202")

    round_.post(then)

    assert ["201"] == round_.seen()


def test_what_is_read_between_two_walks_counts_nowhere(round_: Round) -> None:
    walk, _ = round_.start("201")
    round_.end(walk)

    round_.post(datetime.now(UTC))

    assert [] == round_.seen()


def test_starting_in_the_next_room_ends_the_walk_in_the_last(round_: Round) -> None:
    round_.start("201")
    _, now = round_.start("202")

    round_.post(now)

    assert ["202"] == round_.seen()


def test_starting_the_same_walk_again_starts_nothing_new(round_: Round) -> None:
    asked = {"station": str(round_.school.station), "pass_id": str(uuid4())}
    url = f"{round_.url}/rooms/201/passes/start"

    answers = [round_.client.post(url, json=asked, headers=round_.counter).json() for _ in range(2)]

    assert answers[0] == answers[1] == {"pass_id": asked["pass_id"]}


def test_a_walk_through_an_unknown_room_or_with_an_unknown_station_is_refused(round_: Round) -> None:
    nowhere = f"{round_.url}/rooms/999/passes/start"
    somewhere = f"{round_.url}/rooms/201/passes/start"

    room = round_.client.post(nowhere, json={"station": str(round_.school.station)}, headers=round_.counter)
    station = round_.client.post(somewhere, json={"station": str(uuid4())}, headers=round_.counter)

    assert (404, 404) == (room.status_code, station.status_code)
