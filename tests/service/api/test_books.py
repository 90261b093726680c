"""Room ledgers and kept lists, for programs."""

from decimal import Decimal

from starlette.testclient import TestClient

from inventory.access import Role
from tests.people import School


def test_a_ledger_says_what_the_books_put_in_a_room(client: TestClient, school: School) -> None:
    ledger = client.get("/api/v1/rooms/202/ledger", headers=school.bearer(Role.VIEWER)).json()

    assert ("202", {"课桌椅": 3, "数码相机": 1, "书柜": 1}) == (
        ledger["room"],
        {held["name"]: held["pieces"] for held in ledger["held"]},
    )
    assert Decimal(5005) == sum(Decimal(held["cost"]) for held in ledger["held"])


def test_a_room_nobody_knows_has_no_ledger(client: TestClient, school: School) -> None:
    assert 404 == client.get("/api/v1/rooms/999/ledger", headers=school.bearer(Role.VIEWER)).status_code


def test_a_program_keeps_lists_of_its_own(client: TestClient, school: School) -> None:
    ada, ben = school.bearer(Role.VIEWER), school.bearer(Role.MANAGER)
    client.put("/api/v1/views", json={"name": "Projectors", "query": "q=投影仪"}, headers=ada)

    (kept,) = client.get("/api/v1/views", headers=ada).json()
    others = client.get("/api/v1/views", headers=ben).json()
    deleted = client.delete(f"/api/v1/views/{kept['id']}", headers=ada).status_code

    assert ("Projectors", "q=投影仪", [], 204) == (kept["name"], kept["query"], others, deleted)
    assert [] == client.get("/api/v1/views", headers=ada).json()
