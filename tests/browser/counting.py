"""What a keeper does in the browser during a stock-take: walks through a room, decides about a finding."""

from playwright.sync_api import Page, expect

from tests.service.pages.boxes import Handheld


def count_room(
    page: Page, stocktake: str, handheld: Handheld, code: str, *tags: str, by_hand: str | None = None
) -> None:
    """One walk with the handheld, something ticked by its number, and the room is done."""
    page.goto(f"{stocktake}/rooms/{code}")
    page.get_by_role("button", name="开始盘点本室").click()
    expect(page.get_by_role("button", name="本遍扫完")).to_be_visible()
    handheld.hears(*tags)
    page.get_by_role("button", name="本遍扫完").click()
    if by_hand:
        page.locator("#number").fill(by_hand)
        page.keyboard.press("Enter")
        expect(page.locator("#ticked-fold .section__count")).to_have_text("1")
    page.get_by_role("button", name="本室盘完").click()
    expect(page.locator("#sheet")).to_have_attribute("data-state", "complete")


def decide(page: Page, stocktake: str, finding: str, choice: str, called: str | None = None) -> None:
    """The only finding of this kind, opened from the list."""
    page.goto(f"{stocktake}/findings")
    page.get_by_role("navigation", name="按类别查看").get_by_role("link", name=finding).click()
    page.get_by_role("link", name="处理", exact=True).click()
    page.get_by_role("radio", name=choice).check()
    if called:
        page.get_by_label("物品名称").fill(called)
    page.get_by_label("原因", exact=True).fill("现场核实")
    page.get_by_role("button", name="记录处理意见").click()
    expect(page.get_by_role("status").first).to_contain_text("1")


def close(page: Page, stocktake: str) -> None:
    """Through the review to the close, with one shortage."""
    page.goto(stocktake)
    page.get_by_role("link", name="进度与分工").click()
    page.get_by_role("button", name="停止盘点，进入审核").click()
    page.get_by_role("link", name="查看关闭后的变化").click()
    expect(page.get_by_text("1 件标记为盘亏")).to_be_visible()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="关闭盘点").click()
    expect(page.locator(".course [aria-current]")).to_have_text("关闭")
