"""Cards for programs."""

from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from inventory.store.register import Asset
from tests.inventory.pictures import png
from tests.people import School, a_school

Card = dict[str, Any]


@pytest.fixture
def desks(database: Database, school: School) -> str:
    """The address of the card of three desks with chairs."""
    with database.read() as session:
        of_desks = (Asset.school_id == school.id, Asset.asset_no == "ZC-2024-00003")
        return f"/api/v1/assets/{session.scalars(select(Asset.id).where(*of_desks)).one()}"


@pytest.mark.both_databases
def test_a_program_reads_a_card_changes_it_and_reads_who_changed_what(
    client: TestClient, school: School, desks: str
) -> None:
    ada = school.bearer(Role.MANAGER)
    card: Card = client.get(desks, headers=ada).json()

    change = {"revision": card["revision"], "fields": {"brand": "育才", "cost": "600.00"}, "reason": "补票"}
    changed: Card = client.patch(desks, json=change, headers=ada).json()
    log = client.get(f"{desks}/changes", headers=ada).json()

    assert ("505.00", "600.00", "育才") == (
        card["fields"]["cost"],
        changed["fields"]["cost"],
        changed["fields"]["brand"],
    )
    assert {("cost", "505.00", "600.00", "补票"), ("brand", "", "育才", "补票")} == {
        (each["field"], each["before"], each["after"], each["reason"]) for each in log
    }


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"revision": 7, "fields": {"brand": "育才"}}, 409),
        ({"revision": 1, "fields": {"cost": "600.00"}}, 422),
        ({"revision": 1, "fields": {"quantity": "4"}, "reason": "x"}, 422),
        ({"revision": 1, "fields": {"acquired": "2024-02-30"}}, 422),
        ({"revision": 1, "fields": {"colour": "red"}}, 404),
    ],
)
def test_a_change_that_cannot_be_changes_nothing(
    client: TestClient, school: School, desks: str, change: Card, status: int
) -> None:
    ada = school.bearer(Role.MANAGER)
    before = client.get(desks, headers=ada).json()

    answer = client.patch(desks, json=change, headers=ada)

    assert status == answer.status_code
    assert before == client.get(desks, headers=ada).json()


def test_a_program_enters_a_card_splits_it_and_merges_it_again(client: TestClient, school: School) -> None:
    ada = school.bearer(Role.MANAGER)
    entry = {"fields": {"name": "平板电脑", "asset_no": "PB-1", "cost": "100.00"}, "pieces": 3, "room": "201"}

    card = client.post("/api/v1/assets", json=entry, headers=ada).json()
    path = f"/api/v1/assets/{card['id']}"
    split = {"revision": card["revision"], "count": 1, "asset_no": "PB-2", "reason": "分班"}
    part = client.post(f"{path}/split", json=split, headers=ada).json()
    rest = client.get(path, headers=ada).json()
    merge = {"revision": rest["revision"], "other": part["id"], "other_revision": part["revision"], "reason": "合班"}
    whole = client.post(f"{path}/merge", json=merge, headers=ada).json()

    assert ("33.33", "66.67", "100.00") == tuple(each["fields"]["cost"] for each in (part, rest, whole))
    assert [("201", "in use")] * 3 == [
        (item["room"], item["state"]) for item in client.get(f"{path}/items", headers=ada).json()
    ]


def test_a_program_says_that_pieces_are_counted_by_number(client: TestClient, school: School, desks: str) -> None:
    ada = school.bearer(Role.MANAGER)

    said = client.post(f"{desks}/by-number", json={"revision": 1, "by_number": True}, headers=ada).json()

    assert (True, 2) == (said["by_number"], said["revision"])


@pytest.mark.both_databases
def test_own_fields_and_files_are_for_programs_too(client: TestClient, school: School, desks: str) -> None:
    ada = school.bearer(Role.MANAGER)
    client.post("/api/v1/own-fields", json={"label": "颜色", "kind": "text"}, headers=ada)
    (field,) = client.get("/api/v1/own-fields", headers=ada).json()

    client.patch(desks, json={"revision": 1, "fields": {field["name"]: "蓝"}}, headers=ada)
    files = f"{desks}/attachments"
    kept = client.post(files, files={"file": ("a.png", png())}, headers=ada).json()["id"]
    client.post(files, files={"file": ("b.png", png())}, headers=ada)

    assert "蓝" == client.get(desks, headers=ada).json()["fields"][field["name"]]
    assert [kept] == [each["id"] for each in client.get(files, headers=ada).json()]
    assert 204 == client.delete(f"{files}/{kept}", headers=ada).status_code
    assert [] == client.get(files, headers=ada).json()


def test_another_school_sees_no_card(client: TestClient, database: Database, school: School, desks: str) -> None:
    cy = a_school(database, "Hilltop").bearer(Role.MANAGER)

    assert 404 == client.get(desks, headers=cy).status_code
    assert 404 == client.patch(desks, json={"revision": 1, "fields": {"name": "x"}}, headers=cy).status_code
    assert 404 == client.get(f"{desks}/items", headers=cy).status_code
    assert 200 == client.get(desks, headers=school.bearer(Role.VIEWER)).status_code


@pytest.mark.both_databases
def test_a_program_writes_on_single_pieces(client: TestClient, school: School, desks: str) -> None:
    ada = school.bearer(Role.MANAGER)
    revision, items = (client.get(path, headers=ada).json() for path in (desks, f"{desks}/items"))
    change = {"revision": revision["revision"], "items": {items[1]["id"]: {"number": "B-2", "user": "孙艳"}}}

    changed = client.patch(f"{desks}/items", json=change, headers=ada).json()
    again = client.patch(f"{desks}/items", json=change, headers=ada)

    assert {"changed": 2, "revision": revision["revision"] + 1} == changed
    assert ["B-2", "孙艳"] == [
        client.get(f"{desks}/items", headers=ada).json()[1][name] for name in ("number", "user")
    ]
    assert again.status_code == 409
