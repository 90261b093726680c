"""From the route of an admin over the signature of a deputy to the task of who asked, in the browser."""

from playwright.sync_api import Browser, Page, expect

from inventory.access import Role
from inventory.store.engine import Database
from tests.browser.signing import sign_in
from tests.people import School
from tests.service.pages.staff import engage


def tab(chromium: Browser, address: str, username: str) -> Page:
    """A browser of its own in which somebody is signed in."""
    page = chromium.new_context(locale="zh-CN").new_page()
    sign_in(page, address, username)
    page.goto(address)
    return page


def set_a_route_of_two_levels(admin: Page, address: str) -> None:
    """First a manager signs, then the account of the admin."""
    admin.goto(f"{address}/routes")
    admin.get_by_label("第 1 级名称").fill("总务主任")
    admin.get_by_label("或不低于此角色的任何人").first.select_option("manager")
    admin.get_by_label("第 2 级名称").fill("校长")
    admin.get_by_label("由这些账号审批").nth(1).fill("admin")
    admin.get_by_role("button", name="添加流程").click()
    expect(admin.get_by_role("row").last).to_contain_text("总务主任 资产管理员 → 校长 admin")


def delegate(admin: Page, address: str, giver: str, taker: str) -> None:
    """From today `taker` signs for `giver`."""
    admin.goto(f"{address}/delegations")
    admin.get_by_label("委托人").select_option(giver)
    admin.get_by_label("代签人").select_option(taker)
    admin.get_by_role("button", name="委托", exact=True).click()
    expect(admin.get_by_role("row").last).to_contain_text(taker)


def ask_for_a_transfer(counter: Page, address: str) -> None:
    """All that is in room 201 is to go to room 202."""
    counter.goto(f"{address}/documents/new?kind=transfer&room=201")
    counter.get_by_label("转入房间").fill("202")
    counter.get_by_role("button", name="开出单据").click()
    expect(counter.locator("#next")).to_contain_text("总务主任")


def sign_the_first_task(page: Page) -> None:
    """By way of the number in the menu, the page of tasks and the document."""
    page.reload()
    expect(page.get_by_role("navigation").get_by_title("1 项待办")).to_be_visible()
    page.get_by_role("link", name="我的待办 1").click()
    page.get_by_role("link", name="2026-转移-0001").click()
    page.get_by_role("button", name="同意").click()


def test_what_a_counter_asks_for_is_signed_by_the_deputy_and_the_head_and_becomes_a_task(
    chromium: Browser, page: Page, database: Database, school: School, address: str
) -> None:
    names = {role: engage(database, school.id, role) for role in Role}
    sign_in(page, address, names[Role.ADMIN])
    counter, deputy = (tab(chromium, address, names[role]) for role in (Role.COUNTER, Role.VIEWER))

    set_a_route_of_two_levels(page, address)
    delegate(page, address, names[Role.MANAGER], names[Role.VIEWER])
    ask_for_a_transfer(counter, address)
    sign_the_first_task(deputy)
    expect(deputy.get_by_text("（代manager）")).to_be_visible()
    sign_the_first_task(page)

    counter.goto(f"{address}/tasks")
    expect(counter.get_by_role("row").last).to_contain_text("发出转移：2 件，counter 申请")
    for each in (counter, deputy):
        each.context.close()
