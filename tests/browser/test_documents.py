"""A transfer in the browser: written from pasted numbers, approved by another, sent, received, printed."""

from datetime import date
from decimal import Decimal

from playwright.sync_api import Browser, Page, expect

from inventory.access import Role
from inventory.actions.documents.routes import add_route
from inventory.approvals import Level, Route
from inventory.store.engine import Database
from tests.browser.signing import sign_in
from tests.people import NOW, School
from tests.service.pages.staff import engage


def needs_a_signature(database: Database, school: School) -> None:
    """From now on transfers wait for the head of general affairs."""
    with database.write() as session:
        head = (Level("总务主任", role=Role.ADMIN),)
        route = Route("transfer", Decimal(0), (), date(2026, 1, 1), None, head)
        add_route(session, school.id, route, by="Ada", at=NOW)


def write_a_transfer(page: Page, address: str, numbers: str) -> str:
    """From a pasted list and a search, with something taken off again, to the address of the document."""
    page.goto(f"{address}/assets")
    page.get_by_role("link", name="开单据").click()
    page.get_by_role("link", name="转移").click()
    page.get_by_text("粘贴或扫描清单").click()
    page.get_by_label("编号或标签，每行一个").fill(numbers)
    page.get_by_role("button", name="添加清单").click()
    page.get_by_role("searchbox").fill("书柜")
    page.get_by_role("button", name="添加", exact=True).click()
    page.get_by_role("button", name="从单据中去掉书柜").click()
    expect(page.get_by_role("cell", name="书柜")).to_have_count(0)
    page.get_by_label("转入房间").fill("202")
    page.get_by_role("button", name="开出单据").click()
    page.wait_for_url(f"{address}/documents/*-*")
    return page.url


def lend(page: Page, address: str, school: School, number: str) -> None:
    """A program hands the thing out to somebody."""
    loan = {"kind": "loan", "items": [number], "person": "陈强", "due_on": "2027-01-08", "at_once": True}
    answer = page.request.post(f"{address}/api/v1/documents", headers=school.bearer(Role.MANAGER), data=loan)
    assert "under way" == answer.json()["status"]


def test_a_transfer_is_written_approved_sent_received_printed_and_not_cancelled_after_its_thing_was_lent(
    chromium: Browser, ada: Page, database: Database, school: School, address: str
) -> None:
    needs_a_signature(database, school)
    head = chromium.new_page()
    sign_in(head, address, engage(database, school.id, Role.ADMIN))

    slip = write_a_transfer(ada, address, "ZC-2024-00001\nZC-9999\nE28011606000020464A1B2C1")
    expect(ada.locator("#next")).to_contain_text("“总务主任”签字")
    head.goto(slip)
    head.get_by_role("button", name="同意").click()
    ada.reload()
    ada.get_by_role("button", name="发出转移").click()
    ada.get_by_role("button", name="确认到达").click()
    expect(ada.locator("#next")).to_contain_text("已完成")

    ada.get_by_role("link", name="资产转移单").click()
    expect(ada.locator(".paper")).to_contain_text("台式计算机")
    expect(ada.locator(".paper__code")).to_be_visible()
    assert ada.pdf().startswith(b"%PDF")

    lend(ada, address, school, "ZC-2024-00001")
    ada.goto(slip)
    ada.get_by_text("撤销单据：").click()
    ada.locator("form[action$=cancel]").get_by_label("原因").fill("写错了")
    ada.get_by_role("button", name="撤销单据").click()
    expect(ada.get_by_role("alert")).to_contain_text("投影仪（ZC-2024-00001）")
    expect(ada.locator("#next")).to_contain_text("已完成")
    head.close()
