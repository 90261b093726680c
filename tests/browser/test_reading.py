"""What people read: on a phone and on a desk, in the dark, on paper and by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from inventory.ids import StockTakeId
from inventory.store.engine import Database
from tests.people import School, a_stocktake
from tests.service.pages.boxes import Handheld


@pytest.fixture
def paths(database: Database, school: School) -> list[str]:
    """Every kind of page there is to read."""
    stocktake: StockTakeId = a_stocktake(database, school, name="2026 年终盘点")
    of_this = f"/stocktakes/{stocktake}"
    return [
        "/",
        of_this,
        f"{of_this}/rooms/201",
        f"{of_this}/report?part=rooms",
        f"{of_this}/report?part=summary",
        f"{of_this}/reports",
        "/stocktakes/new",
        "/assets",
        "/labels?room=201",
        "/labels/templates/new?like=60 × 40 mm",
        "/imports",
        "/stations",
        "/password",
        "/nowhere",
    ]


@pytest.fixture
def counted(ada: Page, paths: list[str], handheld: Handheld) -> list[str]:
    """The same pages after something was heard, so that findings of several kinds are on them."""
    ada.goto(paths[2])
    ada.get_by_role("button", name="开始盘点本室").click()
    expect(ada.get_by_role("button", name="本遍扫完")).to_be_visible()
    handheld.hears("3474257BF40000000000162E", "E28011606000020464A1B2D1", "E280116060000204FFFFFFFF")
    return paths


def test_no_page_is_wider_than_a_phone(ada: Page, counted: list[str]) -> None:
    ada.set_viewport_size({"width": 360, "height": 740})

    for path in counted:
        ada.goto(path)

        assert ada.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_the_report_is_printed_without_the_frame_and_with_its_head_on_every_page(ada: Page, paths: list[str]) -> None:
    ada.goto(paths[3])
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
    ada.keyboard.press("Tab")
    skip = ada.get_by_role("link", name="跳到正文")

    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    assert skip.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"


def test_a_few_keys_lead_to_the_search_and_to_help_unless_they_are_turned_off(ada: Page) -> None:
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
    ada.get_by_text("外观", exact=True).click()
    ada.get_by_role("button", name="深色").click()
    ada.goto("/assets")

    ground = ada.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    assert ground == "rgb(20, 25, 23)"
