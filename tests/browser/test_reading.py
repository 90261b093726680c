"""What people read: in their language, in the dark, on paper and by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from inventory.store.engine import Database
from tests.people import School, a_stocktake


@pytest.fixture
def sheets(database: Database, school: School) -> str:
    """Where the sheets of the rooms of a stock-take are read."""
    return f"/stocktakes/{a_stocktake(database, school, name='2026 年终盘点')}/report?part=rooms"


def test_the_report_is_printed_without_the_frame_and_with_its_head_on_every_page(ada: Page, sheets: str) -> None:
    ada.goto(sheets)
    ada.emulate_media(media="print")

    expect(ada.locator(".top")).to_be_hidden()
    expect(ada.get_by_role("button", name="打印")).to_be_hidden()
    assert (
        ada.locator(".ledger thead").last.evaluate("head => getComputedStyle(head).display") == "table-header-group"
    )
    assert ada.locator(".paper").last.evaluate("paper => getComputedStyle(paper).breakBefore") == "page"
    assert ada.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 3  # the summary and two rooms


def test_typing_is_enough_to_find_a_card(ada: Page) -> None:
    ada.goto("/assets")

    ada.get_by_role("searchbox").press_sequentially("投影")
    expect(ada.locator("#hits tbody tr")).to_have_count(1)
    ada.get_by_role("link", name="投影仪").click()

    expect(ada.get_by_role("heading", name="投影仪")).to_be_visible()
    expect(ada.get_by_text("3474257BF40000000000162E", exact=True)).to_be_visible()


def test_the_language_changes_at_a_click_and_stays(ada: Page) -> None:
    ada.goto("/assets")

    ada.get_by_role("button", name="English").click()
    expect(ada.get_by_role("heading", name="Assets")).to_be_visible()
    ada.goto("/")
    expect(ada.get_by_role("link", name="Sign out")).to_have_count(0)
    expect(ada.get_by_role("button", name="Sign out")).to_be_visible()

    ada.get_by_role("button", name="中文").click()
    expect(ada.get_by_role("button", name="退出")).to_be_visible()


def test_the_keyboard_reaches_the_content_first_and_shows_where_it_is(ada: Page) -> None:
    ada.goto("/")
    ada.keyboard.press("Tab")
    skip = ada.get_by_role("link", name="跳到正文")

    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    assert skip.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"


def test_a_few_keys_lead_to_the_search_and_to_help_unless_they_are_turned_off(ada: Page) -> None:
    ada.goto("/")
    ada.keyboard.press("?")
    expect(ada.get_by_text("最上面是要办的事", exact=False)).to_be_visible()
    ada.keyboard.press("Escape")
    expect(ada.get_by_text("最上面是要办的事", exact=False)).to_be_hidden()

    ada.get_by_text("外观", exact=True).click()
    ada.get_by_role("button", name="关闭", exact=True).click()
    ada.keyboard.press("?")
    expect(ada.get_by_text("最上面是要办的事", exact=False)).to_be_hidden()


def test_dark_is_chosen_once_and_stays(ada: Page) -> None:
    ada.emulate_media(color_scheme="light")
    ada.goto("/")
    ada.get_by_text("外观", exact=True).click()
    ada.get_by_role("button", name="深色").click()
    ada.goto("/assets")

    ground = ada.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    assert ground == "rgb(20, 25, 23)"
