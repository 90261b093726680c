"""The report over HTTP: the same as the pages give, of a stock-take or of one room of it."""

from io import BytesIO

import pytest
from fastapi import FastAPI
from openpyxl import load_workbook
from pypdf import PdfReader
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from service.throttle import Turns
from tests.people import School, a_school, a_stocktake


@pytest.fixture
def url(database: Database, school: School) -> str:
    return f"/api/v1/stocktakes/{a_stocktake(database, school)}"


@pytest.mark.parametrize(("path", "forms"), [("/report", 10), ("/report?part=moved", 1), ("/rooms/202/report", 1)])
def test_a_report_is_a_page_a_workbook_or_a_pdf(
    client: TestClient, school: School, url: str, path: str, forms: int
) -> None:
    def got(ending: str) -> bytes:
        answer = client.get(url + path.replace("report", f"report{ending}"), headers=school.bearer(Role.VIEWER))
        assert answer.status_code == 200, answer.text
        return answer.content

    assert got("").count(b'<section class="paper') == forms
    assert load_workbook(BytesIO(got(".xlsx"))).sheetnames
    assert len(PdfReader(BytesIO(got(".pdf"))).pages) >= forms


@pytest.mark.parametrize("ending", ["", ".xlsx", ".pdf"])
def test_who_asks_while_too_many_wait_for_a_report_is_told_so_and_holds_up_nobody(
    app: FastAPI, client: TestClient, school: School, url: str, ending: str
) -> None:
    app.state.printers = Turns(at_once=1, waiting=0)

    with app.state.printers.turn():
        refused = client.get(f"{url}/report{ending}", headers=school.bearer(Role.VIEWER))
    later = client.get(f"{url}/report{ending}", headers=school.bearer(Role.VIEWER))

    assert (429, 200) == (refused.status_code, later.status_code)


def test_a_part_nobody_knows_is_refused(client: TestClient, school: School, url: str) -> None:
    assert client.get(f"{url}/report?part=poem", headers=school.bearer(Role.VIEWER)).status_code == 422


@pytest.mark.parametrize("ending", ["", ".xlsx", ".pdf"])
def test_a_room_out_of_scope_has_no_report(client: TestClient, school: School, url: str, ending: str) -> None:
    answer = client.get(f"{url}/rooms/999/report{ending}", headers=school.bearer(Role.VIEWER))

    assert answer.status_code == 404


@pytest.mark.parametrize("ending", ["", ".xlsx", ".pdf"])
def test_another_school_gets_no_report(client: TestClient, database: Database, url: str, ending: str) -> None:
    cy = a_school(database, "Hilltop")

    assert client.get(f"{url}/report{ending}", headers=cy.bearer(Role.ADMIN)).status_code == 404
