"""PUT /api/v1/stations/{station}/room: a reader at a door or on a wall stays in a room."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from tests.people import School, a_school, a_stocktake


class Door:
    """The reader of Riverside, and those who say where it stays."""

    def __init__(self, client: TestClient, school: School) -> None:
        self.client, self.school = client, school
        self.url = f"/api/v1/stations/{school.station}/room"

    def put(self, room: str, role: Role = Role.ADMIN) -> int:
        """The status of the answer."""
        answer = self.client.put(self.url, json={"room": room}, headers=self.school.bearer(role))
        return answer.status_code

    def told(self) -> tuple[Any, Any]:
        """The room, and whether it stays there."""
        [line] = self.client.get("/api/v1/stations", headers=self.school.bearer(Role.VIEWER)).json()
        return line["room"], line["stays"]


@pytest.fixture
def door(client: TestClient, school: School) -> Door:
    return Door(client, school)


def test_a_fixed_reader_stays_in_its_room_until_told_otherwise(door: Door) -> None:
    assert [(204, ("201", True)), (204, ("202", True)), (204, (None, False))] == [
        (door.put(room), door.told()) for room in ("201", "202", "")
    ]


def test_a_room_that_is_not_there_changes_nothing(door: Door) -> None:
    door.put("201")

    assert 404 == door.put("999")
    assert ("201", True) == door.told()


def test_a_reader_of_another_school_is_not_there(door: Door, database: Database) -> None:
    hilltop = a_school(database, "Hilltop")

    answer = door.client.put(door.url, json={"room": "201"}, headers=hilltop.bearer(Role.ADMIN))

    assert 404 == answer.status_code
    assert (None, False) == door.told()


def test_a_walk_ends_when_its_reader_is_told_to_stay_elsewhere(door: Door, database: Database) -> None:
    url = f"/api/v1/stocktakes/{a_stocktake(database, door.school)}/rooms/201/passes/start"
    counter = door.school.bearer(Role.COUNTER)
    door.client.post(url, json={"station": str(door.school.station)}, headers=counter)
    assert ("201", False) == door.told()

    door.put("202")

    assert ("202", True) == door.told()
