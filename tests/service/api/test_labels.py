"""Labels for programs."""

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from tests.inventory.labels.printer import printed
from tests.people import School, a_school

ROLL = {
    "medium": {"width": 50, "height": 30, "dpi": 203, "encodes": True},
    "lines": [{"field": "name", "size": 9}],
    "code": "epc",
    "code_size": 15,
}


def test_a_program_makes_a_template_and_prints_with_it(client: TestClient, school: School) -> None:
    ada = school.bearer(Role.MANAGER)

    key = client.post("/api/v1/labels/templates", json={"name": "Roll", "layout": ROLL}, headers=ada).json()["key"]
    made = client.post("/api/v1/labels/prints", json={"template": key, "room": "201"}, headers=ada).json()
    zpl = client.get(f"/api/v1/labels/prints/{made['id']}/labels.zpl", headers=ada)

    assert ("Roll", 2) == (made["template"], made["labels"])
    assert ["3474257BF40000000000162E", "E28011606000020464A1B2C1"] == [each.epc for each in printed(zpl.text)]
    assert [made] == client.get("/api/v1/labels/prints", headers=ada).json()


def test_a_program_lets_the_printer_tag_what_has_no_tag(client: TestClient, school: School) -> None:
    ada = school.bearer(Role.MANAGER)
    asked = {"template": "RFID 70 × 40 mm", "text": "书柜", "numbers": True}

    first, again = (client.post("/api/v1/labels/prints", json=asked, headers=ada).json()["id"] for _ in range(2))

    (one,), (other,) = (
        printed(client.get(f"/api/v1/labels/prints/{made}/labels.zpl", headers=ada).text) for made in (first, again)
    )
    assert one.epc is not None
    assert one.epc == other.epc


@pytest.mark.both_databases
def test_a_template_is_read_changed_and_dropped(client: TestClient, school: School) -> None:
    ada = school.bearer(Role.MANAGER)
    key = client.post("/api/v1/labels/templates", json={"name": "Roll", "layout": ROLL}, headers=ada).json()["key"]
    path = f"/api/v1/labels/templates/{key}"

    client.put(path, json={"name": "Wide", "layout": ROLL | {"bars": True}}, headers=ada)
    first = client.get("/api/v1/labels/templates", headers=ada).json()[0]
    dropped = client.delete(path, headers=ada)

    assert ("Wide", True, True, 203) == (
        first["name"],
        first["own"],
        first["layout"]["bars"],
        first["layout"]["medium"]["dpi"],
    )
    assert (204, 404) == (dropped.status_code, client.delete(path, headers=ada).status_code)


def test_a_layout_that_cannot_be_is_refused_in_words(client: TestClient, school: School) -> None:
    wrong = {"name": "Roll", "layout": ROLL | {"medium": {"width": 5, "height": 30}}}

    refused = client.post("/api/v1/labels/templates", json=wrong, headers=school.bearer(Role.MANAGER))

    assert (422, True) == (refused.status_code, "A label is from 15 × 8 mm" in refused.json()["detail"])


def test_sheets_have_no_file_for_label_printers(client: TestClient, school: School) -> None:
    ada = school.bearer(Role.MANAGER)
    made = client.post(
        "/api/v1/labels/prints", json={"template": "A4 3 × 8, 70 × 37 mm", "room": "201"}, headers=ada
    ).json()

    refused = client.get(f"/api/v1/labels/prints/{made['id']}/labels.zpl", headers=ada)

    assert (404, True) == (refused.status_code, "take the PDF" in refused.json()["detail"])


def test_a_school_labels_only_its_own_things(client: TestClient, school: School, database: Database) -> None:
    ada, cy = school.bearer(Role.MANAGER), a_school(database, "Hilltop").bearer(Role.MANAGER)
    things = client.get("/api/v1/labels", params={"room": "201"}, headers=ada).json()
    asked = {"template": "A4 3 × 8, 70 × 37 mm", "items": things}
    made = client.post("/api/v1/labels/prints", json=asked, headers=ada).json()

    theirs = client.post("/api/v1/labels/prints", json=asked, headers=cy)

    assert 422 == theirs.status_code
    assert 404 == client.get(f"/api/v1/labels/prints/{made['id']}/labels.pdf", headers=cy).status_code
    assert [] == client.get("/api/v1/labels/prints", headers=cy).json()
