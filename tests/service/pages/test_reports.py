"""The reports as people read, print and take them; and what is kept of a closed stock-take."""

import re
from datetime import UTC, datetime
from hashlib import sha256
from html import unescape
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.campaign.closing import close_stocktake
from inventory.actions.campaign.opening import open_stocktake
from inventory.forms.report import foot, report
from inventory.forms.values import Part, Table, shown
from inventory.ids import StockTakeId
from inventory.store.engine import Database
from service.language import Speech
from service.pages.rendering import environment, spoken
from tests.inventory.actions.slips import asked, taken, thing
from tests.inventory.exchange.standings import closed, standing
from tests.people import NOW, School, a_stocktake
from tests.service.pages.boxes import Handheld
from tests.service.pages.staff import Staff

LATER = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def counted(staff: Staff, school: School, database: Database) -> StockTakeId:
    """A stock-take in which the projector of 201 was heard in 202."""
    stocktake = a_stocktake(database, school)
    ben = staff(Role.COUNTER)
    for room, tags in (("201", ["E28011606000020464A1B2C1"]), ("202", ["3474257BF40000000000162E"])):
        ben.post(f"/stocktakes/{stocktake}/passes", data={"room": room, "station": str(school.station)})
        Handheld(school, ben).hears(*tags)
        ben.post(f"/stocktakes/{stocktake}/complete", data={"room": room})
    return stocktake


def close(database: Database, school: School, stocktake: StockTakeId) -> None:
    with database.write() as session:
        close_stocktake(session, school.id, stocktake, by="Ada", at=LATER)


def test_the_page_of_reports_says_what_each_is_for_and_leads_to_it(staff: Staff, counted: StockTakeId) -> None:
    text = staff(Role.VIEWER).get(f"/stocktakes/{counted}/reports").text

    assert "报单位负责人和主管部门" in text
    for part in Part:
        for file in ("report", "report.pdf", "report.xlsx"):
            assert f'href="/stocktakes/{counted}/{file}?part={part}"' in text


@pytest.mark.parametrize("part", Part)
def test_each_part_is_shown_with_its_lines_to_sign(staff: Staff, counted: StockTakeId, part: Part) -> None:
    text = staff(Role.VIEWER).get(f"/stocktakes/{counted}/report", params={"part": part.value}).text

    forms = {Part.SUMMARY: 4, Part.ROOMS: 3}.get(part, 1)
    assert text.count('<p class="signed">') == forms
    assert text.count("盘点基准日：2026年11月20日") >= forms
    assert f'href="/stocktakes/{counted}/report.pdf?part={part}"' in text


def test_the_report_of_one_room_is_that_rooms_sheet_alone(staff: Staff, counted: StockTakeId) -> None:
    text = staff(Role.VIEWER).get(f"/stocktakes/{counted}/report", params={"room": "202"}).text

    assert text.count('class="ledger__room"') == 1
    assert "账面在 201" in text
    assert f'href="/stocktakes/{counted}/report.xlsx?room=202"' in text


def test_what_goes_on_is_called_not_final_and_nothing_of_it_is_kept(
    staff: Staff, counted: StockTakeId, school: School, client: TestClient
) -> None:
    ada = staff(Role.VIEWER)

    assert "以下不是最终数据" in ada.get(f"/stocktakes/{counted}/reports").text
    assert "盘点还在进行" in ada.get(f"/stocktakes/{counted}/report").text
    ada.get(f"/stocktakes/{counted}/report.xlsx")
    assert kept(client, school, counted) == []


def kept(client: TestClient, school: School, stocktake: StockTakeId) -> list[dict[str, str]]:
    answer = client.get(f"/api/v1/stocktakes/{stocktake}/report/files", headers=school.bearer(Role.VIEWER))
    files: list[dict[str, str]] = answer.json()
    return files


def test_the_files_are_in_the_readers_language_and_named_after_what_they_are(
    staff: Staff, counted: StockTakeId
) -> None:
    ben = staff(Role.VIEWER)

    chinese = ben.get(f"/stocktakes/{counted}/report.pdf", params={"part": "variance"})
    ben.cookies.set("rollcall_language", "en")
    english = ben.get(f"/stocktakes/{counted}/report.xlsx", params={"room": "202"})

    assert "盘盈盘亏表" in PdfReader(BytesIO(chinese.content)).pages[0].extract_text()
    assert chinese.headers["Content-Disposition"].endswith("2026%20%E7%9B%98%E7%9B%88%E7%9B%98%E4%BA%8F%E8%A1%A8.pdf")
    assert "Stock-take sheet" in load_workbook(BytesIO(english.content)).sheetnames
    assert english.headers["Content-Disposition"].endswith("2026%20202.xlsx")


def test_a_file_printed_once_after_the_close_is_given_again_byte_for_byte(
    staff: Staff, school: School, database: Database, client: TestClient, counted: StockTakeId
) -> None:
    close(database, school, counted)
    ada = staff(Role.VIEWER)

    first, again = (ada.get(f"/stocktakes/{counted}/report.pdf?part=statement") for _ in range(2))

    digest = sha256(first.content).hexdigest()
    assert "摘要值" in PdfReader(BytesIO(first.content)).pages[0].extract_text()
    assert again.content == first.content
    assert first.headers["ETag"] == f'"{digest}"' == again.headers["ETag"]
    assert [(file["name"], file["sha256"]) for file in kept(client, school, counted)] == [("statement.pdf", digest)]
    assert digest in ada.get(f"/stocktakes/{counted}/reports").text
    assert ada.get(f"/stocktakes/{counted}/report/files/{digest}").content == first.content
    assert ada.get(f"/stocktakes/{counted}/report/files/{'0' * 64}").status_code == 404


@pytest.mark.both_databases
def test_what_documents_did_during_the_count_reads_the_same_on_every_paper_after_the_close(
    staff: Staff, school: School, database: Database, client: TestClient, counted: StockTakeId
) -> None:
    with database.write() as session:
        taken(session, school, asked(session, school, "loan", thing(session, school, "ZC-2024-00002")), "lend")
    close(database, school, counted)
    ada = staff(Role.VIEWER)

    address = f"/stocktakes/{counted}/report"
    page, paper, book = (ada.get(f"{address}{ending}?part=moved") for ending in ("", ".pdf", ".xlsx"))
    (told,) = client.get(f"/api/v1/stocktakes/{counted}/changes", headers=school.bearer(Role.VIEWER)).json()

    sheets = load_workbook(BytesIO(book.content)).worksheets
    cells = {str(cell) for row in sheets[-1].iter_rows(values_only=True) for cell in row}
    written = "".join(PdfReader(BytesIO(paper.content)).pages[-1].extract_text().split())
    for text in ("2026-借用-0001/1；借出", "201；借出"):
        assert text in page.text
        assert text in cells
        assert text in written
    assert "盘点期间的单据变动" in page.text
    assert f'href="/documents/{told["document"]}">2026-借用-0001/1' in ada.get(f"/stocktakes/{counted}/campaign").text
    assert ("2026-loan-0001/1", "lend", "201", "lent") == (
        told["number"],
        told["stage"],
        told["now"]["room"],
        told["now"]["state"],
    )


def test_who_counts_blind_sees_no_report_until_counting_is_over(
    staff: Staff, school: School, database: Database
) -> None:
    with database.write() as session:
        blind = open_stocktake(session, school.id, name="2026", cutoff=NOW, by="Ada", at=NOW, blind=True)
    counter, manager = staff(Role.COUNTER), staff(Role.MANAGER)

    for path in ("reports", "report", "report.pdf", "report.xlsx"):
        assert counter.get(f"/stocktakes/{blind}/{path}").status_code == 403
    assert "本次为盲盘" in counter.get(f"/stocktakes/{blind}/reports").text
    assert manager.get(f"/stocktakes/{blind}/reports").status_code == 200


def test_a_page_shows_every_row_that_the_files_have() -> None:
    speech = Speech("zh", ZoneInfo("Asia/Shanghai"))
    made = report(closed(standing()), at=LATER, zone=speech.zone)
    template = environment().from_string(
        '{% from "form.html" import form with context %}{{ form(report, of, foot) }}'
    )

    for of in made.forms:
        page = template.render(**spoken(speech), report=made, of=of, foot=foot(made))

        text = "".join(unescape(re.sub(r"<[^>]*>", "", page)).split())
        for table in (block for block in of.blocks if isinstance(block, Table)):
            for row in (*table.rows, *table.totals):
                assert "".join("".join(shown(value, speech.look_up).split()) for value in row) in text
