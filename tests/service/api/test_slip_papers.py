"""Photos and papers of documents over HTTP: kept once, listed, given back as they came, taken off."""

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from tests.inventory.actions.slips import asked, thing
from tests.inventory.pictures import jpeg
from tests.people import School


@pytest.mark.both_databases
def test_a_paper_is_put_on_a_document_read_and_taken_off(
    client: TestClient, database: Database, school: School
) -> None:
    with database.write() as session:
        slip = asked(session, school, "transfer", thing(session, school))
    files, manager = f"/api/v1/documents/{slip}/papers", school.bearer(Role.MANAGER)
    picture = jpeg()

    made = [
        client.post(files, files={"file": ("slip.jpg", picture)}, data={"note": "signed"}, headers=manager).json()
        for _ in range(2)
    ]
    listed = client.get(files, headers=manager).json()
    given = client.get(f"{files}/{made[0]['id']}", headers=manager)
    gone = client.delete(f"{files}/{made[0]['id']}", headers=manager)

    assert made[0] == made[1]
    assert [("slip.jpg", "signed")] == [(each["filename"], each["note"]) for each in listed]
    assert ("image/jpeg", 204) == (given.headers["content-type"], gone.status_code)
    assert [] == client.get(files, headers=manager).json()
