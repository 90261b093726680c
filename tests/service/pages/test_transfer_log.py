"""The transfer log in the browser and as a file."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.documents.movements import move
from inventory.movements import MovementKind
from inventory.store.engine import Database
from tests.inventory.actions.slips import BY_ADA, room, thing
from tests.people import NOW, School
from tests.service.pages.staff import Staff


@pytest.fixture
def viewer(staff: Staff, school: School, database: Database) -> TestClient:
    """The browser of somebody who may read, after a projector was moved."""
    with database.write() as session:
        there = room(session, school, "202")
        move(session, school.id, MovementKind.TRANSFER, [thing(session, school)], BY_ADA, room=there)
    return staff(Role.VIEWER)


@pytest.mark.both_databases
def test_the_log_names_document_thing_both_rooms_and_the_reason(viewer: TestClient) -> None:
    shown = viewer.get("/log", params={"room": "202", "first": "2026-11-20", "last": "2026-11-20"}).text

    assert all(text in shown for text in ("2026-转移-0001", "投影仪", "201", "for the lesson", "/documents/"))
    assert "没有符合条件的单据" in viewer.get("/log", params={"kind": "loan"}).text


def test_the_file_has_the_same_with_numbers_as_text(viewer: TestClient) -> None:
    workbook = CalamineWorkbook.from_filelike(BytesIO(viewer.get("/log.xlsx").content))

    rows = [row for name in workbook.sheet_names for row in workbook.get_sheet_by_name(name).to_python()]

    assert any("ZC-2024-00001" in row and "for the lesson" in row for row in rows)


def test_on_paper_it_is_a_pdf(viewer: TestClient) -> None:
    assert viewer.get("/log.pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize("path", ["/log", "/log.xlsx", "/held?name=201", "/held.pdf?name=201", "{thing}/life"])
def test_whoever_counts_blind_learns_nothing_from_the_log(
    staff: Staff, school: School, database: Database, path: str
) -> None:
    with database.write() as session:
        item = thing(session, school)
        open_stocktake(session, school.id, name="2026", cutoff=NOW, by="Ada", at=NOW, blind=True)

    assert staff(Role.COUNTER).get(path.format(thing=f"/things/{item}")).status_code == 403
