"""A campaign from its opening to the archive, as a manager and an administrator go through it in a browser."""

from playwright.sync_api import Page, expect

from inventory.access import Role
from inventory.store.engine import Database
from tests.browser.signing import sign_in
from tests.people import School
from tests.service.pages.staff import engage


def expect_stage(page: Page, name: str) -> None:
    expect(page.locator(".course [aria-current]")).to_have_text(name)


def test_the_form_counts_along_while_the_scope_is_narrowed(ada: Page) -> None:
    ada.goto("/stocktakes/new")
    extent = ada.locator("#extent")
    expect(extent).to_have_text("共 2 个房间、7 件资产。")

    ada.get_by_text("只盘点一部分").click()
    ada.get_by_label("只盘这些保管人").select_option("李强")

    expect(extent).to_have_text("共 1 个房间、5 件资产。")


def test_a_complete_campaign_runs_through_the_browser(
    page: Page, address: str, database: Database, school: School
) -> None:
    sign_in(page, address, engage(database, school.id, Role.ADMIN))
    page.goto(f"{address}/stocktakes/new")
    page.get_by_role("button", name="发起盘点").click()
    expect_stage(page, "初盘")
    page.get_by_role("link", name="进度与分工").click()

    page.get_by_text("给小组分派房间").click()
    page.get_by_label("小组", exact=True).fill("一组")
    page.get_by_label("201").check()
    page.get_by_role("button", name="分派给该小组").click()
    expect(page.get_by_role("cell", name="一组")).to_be_visible()

    page.get_by_role("button", name="对存疑项复盘").click()
    expect(page.get_by_role("heading", name="需要再看")).to_be_visible()
    page.go_back()
    page.reload()
    expect_stage(page, "复盘/抽盘")

    press(page, "停止盘点，进入审核", "审核")
    close(page)
    page.get_by_label("原因").fill("漏盘一间")
    press(page, "重新打开并审核", "审核")
    close(page)
    press(page, "归档", "归档")


def press(page: Page, button: str, stage: str) -> None:
    """The button leads to the stage."""
    page.get_by_role("button", name=button, exact=True).click()
    expect_stage(page, stage)


def close(page: Page) -> None:
    """Closes after having read what that does."""
    page.get_by_role("link", name="查看关闭后的变化").click()
    page.get_by_role("checkbox").check()
    press(page, "关闭盘点", "关闭")
