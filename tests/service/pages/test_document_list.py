"""The list of documents in the browser, as a file and for programs."""

from io import BytesIO
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from tests.inventory.actions.slips import asked, taken, thing
from tests.people import School
from tests.service.pages.staff import Staff


@pytest.fixture
def lent(database: Database, school: School) -> UUID:
    """A loan of the projector that is out, and a transfer that waits."""
    with database.write() as session:
        asked(session, school, "transfer", thing(session, school, "ZC-2024-00002"))
        slip = asked(session, school, "loan", thing(session, school))
        taken(session, school, slip, "lend")
    return slip


def test_the_list_leads_to_each_document_and_counts_the_states(lent: UUID, staff: Staff) -> None:
    page = staff(Role.VIEWER).get("/documents").text

    assert f'href="/documents/{lent}"' in page
    assert "2026-借用-0001" in page
    assert "办理中 1" in page
    assert "/documents/new" not in page


@pytest.mark.both_databases
@pytest.mark.usefixtures("lent")
def test_a_filter_and_the_number_of_a_document_lead_to_it_alone(staff: Staff) -> None:
    viewer = staff(Role.VIEWER)

    assert "2026-转移-0001" not in viewer.get("/documents?state=under+way").text
    assert "2026-借用-0001" not in viewer.get("/documents?text=2026-转移-0001&kind=transfer&first=&last=").text
    assert "没有符合条件的单据" in viewer.get("/documents?room=999").text


@pytest.mark.usefixtures("lent")
def test_the_file_holds_the_documents_that_were_asked_for(staff: Staff) -> None:
    file = staff(Role.VIEWER).get("/documents.xlsx?kind=loan").content

    rows = CalamineWorkbook.from_filelike(BytesIO(file)).get_sheet_by_index(0).to_python()
    said = [cell for row in rows for cell in row]
    assert "2026-借用-0001" in said
    assert "2026-转移-0001" not in said


def test_programs_turn_the_pages_by_what_comes_next(lent: UUID, school: School, browser: TestClient) -> None:
    first = browser.get("/api/v1/documents?limit=1", headers=school.bearer(Role.VIEWER)).json()
    then = browser.get(f"/api/v1/documents?after={first['next']}", headers=school.bearer(Role.VIEWER)).json()

    assert first["documents"][0]["id"] == str(lent)
    assert first["documents"][0]["things"] == 1
    assert first["counts"]["under way"] == 1
    assert then["documents"][0]["number"] == "2026-transfer-1"
