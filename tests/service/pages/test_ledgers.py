"""Books to print and take along: room ledgers, lists for the doors, and the register as a file."""

import re
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from inventory.access import Role
from tests.service.pages.staff import Staff


def test_the_ledger_of_a_room_is_read_and_printed(staff: Staff) -> None:
    ada = staff(Role.VIEWER)

    page = ada.get("/books/ledger?room=202").text
    paper = ada.get("/books/ledger.pdf?room=202")

    assert "课桌椅" in page
    assert "台式计算机" not in page
    assert 1 == len(PdfReader(BytesIO(paper.content)).pages)


@pytest.mark.parametrize(
    ("book", "sheets"), [("ledger", ["分室明细账 201", "分室明细账 202"]), ("doors", ["室内资产清单"])]
)
def test_all_rooms_are_one_workbook(staff: Staff, book: str, sheets: list[str]) -> None:
    content = staff(Role.VIEWER).get(f"/books/{book}.xlsx").content

    assert sheets == load_workbook(BytesIO(content)).sheetnames


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_the_register_is_taken_along_and_handed_in_again(staff: Staff, form: str) -> None:
    ada = staff(Role.MANAGER)
    content = ada.get(f"/books/register.{form}").content

    shown = ada.get(ada.post("/imports", files={"file": (f"register.{form}", content, "")}).headers["Location"]).text

    assert "台账保持原样" not in shown
    assert "<dt>已有且相同</dt><dd>5</dd>" in shown


def test_what_a_filter_of_the_list_gives_is_taken_along_alone(staff: Staff) -> None:
    cards = staff(Role.VIEWER).get("/books/register.json?room=201").json()

    assert {"ZC-2024-00001", "ZC-2024-00002"} == {card["asset_no"] for card in cards}


def test_the_list_leads_to_a_file_of_what_it_shows(staff: Staff) -> None:
    ada = staff(Role.VIEWER)
    link = re.search(r'href="(/books/register\.xlsx[^"]*)"', ada.get("/assets?room=201&column=cost&sort=name").text)

    assert link
    sheet = load_workbook(BytesIO(ada.get(unescape(link[1])).content)).worksheets[0]
    numbers = {cell for row in sheet.iter_rows(values_only=True) for cell in row if str(cell).startswith("ZC-")}
    assert {"ZC-2024-00001", "ZC-2024-00002"} == numbers


@pytest.mark.parametrize("path", ["/books", "/values"])
def test_books_and_values_belong_to_the_assets(staff: Staff, path: str) -> None:
    assert '<a href="/assets" aria-current="page">' in staff(Role.VIEWER).get(path).text


def test_there_is_no_other_book_and_no_other_room(staff: Staff) -> None:
    ada = staff(Role.VIEWER)

    assert [404, 404, 404] == [
        ada.get(path).status_code for path in ("/books/other", "/books/ledger?room=999", "/books/ledger.doc")
    ]


def test_everything_to_print_stands_on_one_page(staff: Staff) -> None:
    page = staff(Role.VIEWER).get("/books").text

    assert all(link in page for link in ("/books/ledger.pdf", "/books/doors.xlsx", "/books/register.csv"))


def test_a_card_is_printed_in_its_blocks(staff: Staff) -> None:
    ada = staff(Role.VIEWER)
    card = re.search(r'href="/assets/([0-9a-f-]{36})"', ada.get("/assets?q=课桌椅").text)

    assert card
    paper = ada.get(f"/assets/{card[1]}/card.pdf")

    text = PdfReader(BytesIO(paper.content)).pages[0].extract_text()
    assert all(word in text for word in ("固定资产卡片", "ZC-2024-00003", "李强", "E28011606000020464A1B2D1"))
    assert all(word in text for word in ("处置", "尚无处置。"))
