"""The whole of a stock-take in the browser: counted, decided, closed, printed, and the shortage written off.

Of the school's register the projector is where it should be, the computer stands in 202, one of the three desks is
gone, the bookcase has no tag and is seen by hand, and a tag nobody knows is read in 201.
"""

from playwright.sync_api import Page, expect

from inventory.access import Role
from inventory.store.engine import Database
from tests.browser.counting import close, count_room, decide
from tests.browser.signing import fill_in_the_form
from tests.people import School
from tests.service.pages.boxes import Handheld
from tests.service.pages.staff import engage

PROJECTOR, COMPUTER = "3474257BF40000000000162E", "E28011606000020464A1B2C1"
DESKS = ("E28011606000020464A1B2D1", "E28011606000020464A1B2D2")
UNKNOWN, BOOKCASE = "E28011606000020464FFFFFF", "ZC-2024-00005"


def test_a_school_is_counted_decided_closed_printed_and_written_off_in_the_browser(
    page: Page, address: str, database: Database, school: School, handheld: Handheld
) -> None:
    fill_in_the_form(page, address, engage(database, school.id, Role.MANAGER))
    page.goto("/stocktakes/new")
    page.get_by_role("button", name="发起盘点").click()
    stocktake = page.url

    count_room(page, stocktake, handheld, "201", PROJECTOR, UNKNOWN)
    count_room(page, stocktake, handheld, "202", COMPUTER, *DESKS, by_hand=BOOKCASE)
    decide(page, stocktake, "位置不符", "办理调拨")
    decide(page, stocktake, "未见", "确认盘亏")
    decide(page, stocktake, "未登记标签", "登记入账", called="投影幕布")
    close(page, stocktake)

    assert_printed(page, stocktake)
    assert_in_the_books(page)
    write_off(page, "教财〔2027〕8号")


def assert_printed(page: Page, stocktake: str) -> None:
    """Surpluses and shortages on the page, and the same file however often it is taken."""
    page.goto(f"{stocktake}/report?part=variance")
    expect(page.get_by_text("课桌椅").first).to_be_visible()
    expect(page.get_by_text("投影幕布").first).to_be_visible()
    for kind, first in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        once, again = (page.request.get(f"{stocktake}/report.{kind}").body() for _ in range(2))
        assert once.startswith(first)
        assert again == once


def assert_in_the_books(page: Page) -> None:
    """The computer is booked where it stands, and what was found is on the register."""
    page.goto("/assets?q=台式计算机")
    expect(page.get_by_role("row").filter(has_text="台式计算机")).to_contain_text("202")
    page.goto("/assets?q=投影幕布")
    expect(page.get_by_role("row").filter(has_text="投影幕布")).to_contain_text("201")


def write_off(page: Page, number: str) -> None:
    page.goto("/shortages")
    page.get_by_label("选择 课桌椅").check()
    page.get_by_label("批复文号").fill(number)
    page.get_by_label("批复日期").fill("2027-03-01")
    page.get_by_role("button", name="核销所选物品").click()
    expect(page.get_by_text("没有等待批复的盘亏")).to_be_visible()
