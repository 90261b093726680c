"""Ticking by hand in the browser: a barcode scanner that types fast, a pasted list, undo, and a line that breaks."""

import pytest
from playwright.sync_api import Page, Route, expect

from inventory.ids import StockTakeId
from inventory.store.engine import Database
from tests.people import School, a_stocktake

BOOKCASE, DESKS, CAMERA = "ZC-2024-00005", "ZC-2024-00003", "ZC-2024-00004"


@pytest.fixture
def room(ada: Page, database: Database, school: School) -> Page:
    """Room 202, open before Ada."""
    stocktake: StockTakeId = a_stocktake(database, school)
    ada.goto(f"/stocktakes/{stocktake}/rooms/202")
    return ada


def test_a_barcode_scanner_types_faster_than_the_service_answers_and_nothing_is_lost(room: Page) -> None:
    room.locator("#number").focus()

    for number in (BOOKCASE, DESKS, DESKS, "FS-1", DESKS):
        room.keyboard.insert_text(number)
        room.keyboard.press("Enter")

    expect(room.locator("#ticked-fold .section__count")).to_have_text("4")
    expect(room.locator("#ticked").get_by_text("FS-1")).to_be_visible()
    expect(room.locator("#number")).to_be_focused()
    expect(room.locator("#section-seen .section__count")).to_have_text("4")


def test_a_pasted_list_is_ticked_and_one_of_it_taken_back(room: Page) -> None:
    room.locator("#number").fill(f"{BOOKCASE}\n{CAMERA}")
    room.get_by_role("button", name="点到").click()
    expect(room.locator("#ticked-fold .section__count")).to_have_text("2")

    room.locator("#ticked-fold > summary").click()
    room.locator("#ticked li").filter(has_text="书柜").get_by_role("button", name="撤销").click()

    expect(room.locator("#said")).to_contain_text("已撤销“书柜”的点到。")
    expect(room.locator("#ticked-fold .section__count")).to_have_text("1")


def test_a_tick_waits_while_the_line_is_cut_and_is_sent_when_it_is_back(room: Page) -> None:
    cut = [True, False]

    def once(route: Route) -> None:
        (route.abort if cut.pop(0) else route.continue_)()

    room.route("**/ticks", once)
    room.locator("#number").fill(BOOKCASE)
    room.keyboard.press("Enter")

    expect(room.locator("#unsent")).to_contain_text(BOOKCASE)
    expect(room.locator("#ticked-fold .section__count")).to_have_text("1")
    expect(room.locator("#unsent")).to_be_hidden()
