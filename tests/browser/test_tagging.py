"""Binding tags with the thing in the hand: what is wrong is told in place, and the next thing comes by itself."""

from playwright.sync_api import Page, expect

from tests.people import School
from tests.service.pages.boxes import Handheld

FRESH = "ABCD00112233445566778899"


def test_a_wrong_number_is_told_in_place_and_the_right_one_leads_on(ada: Page) -> None:
    ada.goto("/tagging/desk?room=202")
    tag = ada.get_by_label("标签号")

    ada.keyboard.insert_text("书柜")
    ada.keyboard.press("Enter")
    expect(ada.get_by_role("alert")).to_contain_text("不是标签号")
    expect(tag).to_be_focused()
    expect(tag).to_have_value("")

    ada.keyboard.insert_text(FRESH)
    ada.keyboard.press("Enter")
    expect(ada.get_by_role("status")).to_contain_text(f"已绑定：{FRESH} → 书柜")


def test_a_fresh_tag_alone_before_the_reader_is_bound_by_itself(
    ada: Page, handheld: Handheld, school: School
) -> None:
    ada.goto("/tagging/desk?room=202")
    ada.locator("select[name=station]").select_option(str(school.station))
    expect(ada.locator("#field")).to_contain_text("放到读写器前")
    ada.get_by_label("不再询问直接绑定").check()
    expect(ada.locator("#field")).to_contain_text("放到读写器前")

    handheld.hears(FRESH)

    expect(ada.get_by_role("status")).to_contain_text(f"已绑定：{FRESH} → 书柜")
