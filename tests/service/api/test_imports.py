"""Register files over HTTP: look first, then apply all or nothing, and take it back while nobody counted on it."""

from typing import Any

from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.cards.assets import how_many_assets
from inventory.store.engine import Database
from tests.people import REGISTER, School, a_school, a_stocktake

MORE = "资产编号,资产名称,存放地点,原值\nTY2024000001,触控一体机,201,18800\nTY2024000002,饮水机,999,1200\n"


def hand_in(client: TestClient, school: School, text: str, name: str = "新增.csv") -> dict[str, Any]:
    files = {"file": (name, text.encode("gb18030"))}
    answer = client.post("/api/v1/imports", files=files, headers=school.bearer(Role.MANAGER))
    assert answer.status_code == 201, answer.text
    said: dict[str, Any] = answer.json()
    return said


def assets(database: Database, school: School) -> int:
    with database.read() as session:
        return how_many_assets(session, school.id)


def test_handing_in_tells_every_doubt_and_changes_nothing(
    client: TestClient, school: School, database: Database
) -> None:
    preview = hand_in(client, school, MORE)

    assert (2, 2, 0) == (preview["rows"], preview["new"], preview["unchanged"])
    assert [("new_room", 3)] == [(doubt["code"], doubt["line"]) for doubt in preview["doubts"]]
    assert 5 == assets(database, school)


def test_applying_enters_the_cards_once(client: TestClient, school: School, database: Database) -> None:
    url = f"/api/v1/imports/{hand_in(client, school, MORE)['id']}"

    first, again = (client.post(f"{url}/apply", headers=school.bearer(Role.MANAGER)) for _ in range(2))

    assert (200, 409, 7) == (first.status_code, again.status_code, assets(database, school))


def test_the_same_file_again_finds_every_card_unchanged(client: TestClient, school: School) -> None:
    preview = hand_in(client, school, REGISTER, "again.csv")

    assert (5, 0, 5) == (preview["rows"], preview["new"], preview["unchanged"])


def test_a_card_that_differs_is_left_alone_and_named(client: TestClient, school: School) -> None:
    preview = hand_in(client, school, REGISTER.replace("4999.00", "5999.00"))

    assert (0, 4) == (preview["new"], preview["unchanged"])
    assert [2] == [doubt["line"] for doubt in preview["doubts"] if doubt["code"] == "differs"]


def test_an_import_can_be_undone_and_applied_again(client: TestClient, school: School, database: Database) -> None:
    url = f"/api/v1/imports/{hand_in(client, school, MORE)['id']}"
    manager = school.bearer(Role.MANAGER)
    client.post(f"{url}/apply", headers=manager)

    undone = client.post(f"{url}/undo", headers=manager)
    twice = client.post(f"{url}/undo", headers=manager)

    assert (200, 409, 5) == (undone.status_code, twice.status_code, assets(database, school))
    assert 200 == client.post(f"{url}/apply", headers=manager).status_code


def test_an_import_that_is_counted_on_cannot_be_undone(
    client: TestClient, school: School, database: Database
) -> None:
    url = f"/api/v1/imports/{hand_in(client, school, MORE)['id']}"
    client.post(f"{url}/apply", headers=school.bearer(Role.MANAGER))
    a_stocktake(database, school)

    undone = client.post(f"{url}/undo", headers=school.bearer(Role.MANAGER))

    assert (409, 7) == (undone.status_code, assets(database, school))


def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(client: TestClient, school: School) -> None:
    files = {"file": ("photo.jpg", bytes(range(256)))}

    refused = client.post("/api/v1/imports", files=files, headers=school.bearer(Role.MANAGER))

    assert 422 == refused.status_code
    assert "photo.jpg" in refused.json()["detail"]


def test_another_schools_import_is_not_there(client: TestClient, school: School, database: Database) -> None:
    hilltop = a_school(database, "Hilltop")
    url = f"/api/v1/imports/{hand_in(client, school, MORE)['id']}"

    answer = client.post(f"{url}/apply", headers=hilltop.bearer(Role.ADMIN))

    assert 404 == answer.status_code
