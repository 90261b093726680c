"""The transfer log for programs."""

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.documents.movements import move
from inventory.movements import MovementKind
from inventory.store.engine import Database
from tests.inventory.actions.slips import BY_ADA, room, thing
from tests.people import School


@pytest.mark.both_databases
def test_documents_are_told_with_all_their_lines(client: TestClient, school: School, database: Database) -> None:
    with database.write() as session:
        projector = thing(session, school)
        move(session, school.id, MovementKind.TRANSFER, [projector], BY_ADA, room=room(session, school, "202"))

    asked = {"room": "202", "kind": "transfer", "item": str(projector), "since": "2026-11-20", "until": "2026-11-20"}
    log = client.get("/api/v1/transfers", params=asked, headers=school.bearer(Role.VIEWER)).json()

    (document,) = log["transfers"]
    (line,) = document["lines"]
    assert log["next"] is None
    assert ("2026-transfer-0001", "Ada", "for the lesson") == (document["number"], document["by"], document["reason"])
    assert {"room": "201", "keeper": "张敏", "state": "in use"} == line["from"]
    assert {"room": "202", "keeper": "张敏", "state": "in use"} == line["to"]
    assert ("ZC-2024-00001", "投影仪", str(projector)) == (line["asset_no"], line["name"], line["item"])


def test_a_day_before_has_none(client: TestClient, school: School, database: Database) -> None:
    with database.write() as session:
        move(
            session,
            school.id,
            MovementKind.TRANSFER,
            [thing(session, school)],
            BY_ADA,
            room=room(session, school, "202"),
        )

    log = client.get("/api/v1/transfers", params={"until": "2026-11-19"}, headers=school.bearer(Role.VIEWER)).json()

    assert {"transfers": [], "next": None} == log
