"""Lists of other handhelds over HTTP: a question about the columns the first time, none the next time."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.ids import StockTakeId
from inventory.store.engine import Database
from tests.people import School, a_school, a_stocktake

PROJECTOR, COMPUTER = "3474257BF40000000000162E", "E28011606000020464A1B2C1"


@pytest.fixture
def stocktake(database: Database, school: School) -> StockTakeId:
    return a_stocktake(database, school)


def hand_in(
    client: TestClient, school: School, stocktake: StockTakeId, text: str, room: str = "201"
) -> dict[str, Any]:
    answer = client.post(
        f"/api/v1/stocktakes/{stocktake}/lists",
        files={"file": ("scan.csv", text.encode())},
        data={"room": room},
        headers=school.bearer(Role.COUNTER),
    )
    assert answer.status_code == 201, answer.text
    said: dict[str, Any] = answer.json()
    return said


def test_a_list_of_unknown_columns_waits_until_somebody_says_what_they_hold(
    client: TestClient, school: School, stocktake: StockTakeId
) -> None:
    guessed = hand_in(client, school, stocktake, f"code,x\n{PROJECTOR},9\nno tag,1\n")
    url = f"/api/v1/stocktakes/{stocktake}/lists/{guessed['id']}"

    counted = client.post(url, json={"columns": ["tag", "reads"]}, headers=school.bearer(Role.COUNTER)).json()

    assert (False, []) == (guessed["counted"], guessed["walks"])
    assert [("code", "tag or number"), ("x", "nothing")] == [(c["head"], c["holds"]) for c in guessed["columns"]]
    assert [{"room": "201", "tags": 1, "numbers": 0, "unknown_numbers": [], "late": False}] == counted["walks"]
    assert [("neither", 3)] == [(doubt["code"], doubt["line"]) for doubt in counted["doubts"]]


@pytest.mark.both_databases
def test_the_next_list_of_these_columns_is_counted_at_once(
    client: TestClient, school: School, stocktake: StockTakeId
) -> None:
    first = hand_in(client, school, stocktake, f"code,x\n{PROJECTOR},9\n")
    url = f"/api/v1/stocktakes/{stocktake}/lists/{first['id']}"
    client.post(url, json={"columns": ["tag", "reads"]}, headers=school.bearer(Role.COUNTER))

    second = hand_in(client, school, stocktake, f"code,x\n{COMPUTER},9\n")

    assert (True, [1]) == (second["counted"], [walk["tags"] for walk in second["walks"]])


@pytest.mark.parametrize("columns", [["nothing"], ["tag", "reads"]])
def test_columns_that_say_nothing_or_are_too_many_are_refused(
    client: TestClient, school: School, stocktake: StockTakeId, columns: list[str]
) -> None:
    handed = hand_in(client, school, stocktake, f"EPC\n{PROJECTOR}\n")
    url = f"/api/v1/stocktakes/{stocktake}/lists/{handed['id']}"

    refused = client.post(url, json={"columns": columns}, headers=school.bearer(Role.COUNTER))

    assert (422, True) == (refused.status_code, "scan.csv" in refused.json()["detail"])


def test_the_name_of_a_list_is_a_short_line_without_control_characters(
    client: TestClient, school: School, stocktake: StockTakeId
) -> None:
    named = f'name="file"; filename="{"x" * 900}\x01\x00.csv"'
    body = f"--part\r\nContent-Disposition: form-data; {named}\r\n\r\nEPC\n{PROJECTOR}\n\r\n--part--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=part"} | school.bearer(Role.COUNTER)

    said = client.post(f"/api/v1/stocktakes/{stocktake}/lists", content=body, headers=headers).json()

    assert said["filename"].isprintable()
    assert said["filename"].endswith("xxx.csv")
    assert len(said["filename"]) <= 200


def test_another_schools_list_is_not_there(
    client: TestClient, school: School, stocktake: StockTakeId, database: Database
) -> None:
    handed = hand_in(client, school, stocktake, f"EPC\n{PROJECTOR}\n")
    hilltop = a_school(database, "Hilltop")

    url = f"/api/v1/stocktakes/{stocktake}/lists/{handed['id']}"

    assert 404 == client.get(url, headers=hilltop.bearer(Role.ADMIN)).status_code


def test_a_list_is_taken_back_and_counted_after_all(
    client: TestClient, school: School, stocktake: StockTakeId
) -> None:
    handed = hand_in(client, school, stocktake, f"EPC\n{PROJECTOR}\n", room="202")
    url = f"/api/v1/stocktakes/{stocktake}/lists/{handed['id']}"
    ben = school.bearer(Role.COUNTER)
    client.post(url, json={"columns": ["tag"]}, headers=ben)

    said = [client.post(f"{url}/{way}", headers=ben).json()["taken_back"] for way in ("back", "after-all")]

    assert [True, False] == said


def test_once_counting_is_over_only_a_manager_takes_a_list_back(
    client: TestClient, school: School, stocktake: StockTakeId
) -> None:
    handed = hand_in(client, school, stocktake, f"EPC\n{PROJECTOR}\n")
    url = f"/api/v1/stocktakes/{stocktake}/lists/{handed['id']}"
    client.post(url, json={"columns": ["tag"]}, headers=school.bearer(Role.COUNTER))
    client.post(f"/api/v1/stocktakes/{stocktake}/review", headers=school.bearer(Role.MANAGER))

    said = [client.post(f"{url}/back", headers=school.bearer(role)) for role in (Role.COUNTER, Role.MANAGER)]

    assert [409, 200] == [answer.status_code for answer in said]
