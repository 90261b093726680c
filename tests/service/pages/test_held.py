"""Lists of a term in the browser and on paper."""

from datetime import timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.documents.movements import Occasion, move
from inventory.movements import MovementKind
from inventory.store.engine import Database
from tests.inventory.actions.slips import room, thing
from tests.people import NOW, School
from tests.service.pages.staff import Staff

TERM = {"kind": "room", "name": "202", "first": "2026-11-21", "last": "2026-12-31"}


@pytest.fixture
def viewer(staff: Staff, school: School, database: Database) -> TestClient:
    """The browser of somebody who may read; a projector came to room 202 two days after the register did."""
    with database.write() as session:
        occasion = Occasion("new lamp", "Ada", NOW + timedelta(days=2))
        there = room(session, school, "202")
        move(session, school.id, MovementKind.TRANSFER, [thing(session, school)], occasion, room=there)
    return staff(Role.VIEWER)


def test_the_list_of_a_room_names_the_document_of_every_difference(viewer: TestClient) -> None:
    shown = viewer.get("/held", params=TERM).text

    assert all(text in shown for text in ("期初数量", "期末数量", "2026-转移-0001", "new lamp", "课桌椅"))
    assert viewer.get("/held").status_code == 200
    assert viewer.get("/held", params=TERM | {"name": "999"}).status_code == 404


def test_the_workbook_has_the_same_figures(viewer: TestClient) -> None:
    workbook = CalamineWorkbook.from_filelike(BytesIO(viewer.get("/held.xlsx", params=TERM).content))
    rows = [row for name in workbook.sheet_names for row in workbook.get_sheet_by_name(name).to_python()]

    (projector,) = (row for row in rows if row[:2] == ["ZC-2024-00001", "投影仪"] and row[7] == 1)
    assert [0, 1, 0, 1] == projector[4:8]
    assert viewer.get("/held.pdf", params=TERM).content.startswith(b"%PDF")
