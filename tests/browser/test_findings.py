"""Deciding whose tag it is in the browser: an unknown one is bound, one that two things claim goes to one."""

import re

import pytest
from playwright.sync_api import Page, expect

from inventory.ids import StockTakeId
from inventory.store.engine import Database
from tests.inventory.actions.decided import STRANGER, a_counted_school
from tests.people import School

Counted = tuple[School, StockTakeId]


@pytest.fixture
def counted(database: Database) -> Counted:
    """A school that was counted, and its stock-take."""
    return a_counted_school(database)


@pytest.fixture
def school(counted: Counted) -> School:
    return counted[0]


def decide(page: Page, choice: str, thing: str) -> None:
    page.get_by_role("radio", name=choice).check()
    page.get_by_role("radio", name=thing).check()
    page.get_by_label("原因", exact=True).fill("现场核实")
    page.get_by_role("button", name="记录处理意见").click()


def test_an_unknown_tag_is_bound_to_the_thing_that_was_searched(ada: Page, counted: Counted) -> None:
    ada.goto(f"/stocktakes/{counted[1]}/findings/{STRANGER}")
    ada.get_by_role("searchbox").last.fill("书柜")
    ada.keyboard.press("Enter")

    decide(ada, "绑定到资产", "A-SHELF")

    ada.goto(f"/stocktakes/{counted[1]}/findings/{STRANGER}")
    expect(ada.locator(".verdict").first).to_contain_text(re.compile("绑定.*A-SHELF"))


def test_a_tag_that_two_things_claim_goes_to_the_one_chosen(ada: Page, counted: Counted) -> None:
    ada.goto(f"/stocktakes/{counted[1]}/findings?finding=tag+conflict")
    ada.get_by_role("link", name="处理", exact=True).first.click()
    finding = ada.url.partition("?")[0]

    decide(ada, "重新确定标签归属", "A-TWIN-2")

    ada.goto(finding)
    expect(ada.locator(".verdict").first).to_contain_text(re.compile("重新确定标签归属.*A-TWIN-2"))


def test_on_a_phone_the_form_for_several_opens_where_it_is_asked_for(ada: Page, counted: Counted) -> None:
    ada.set_viewport_size({"width": 390, "height": 700})
    ada.goto(f"/stocktakes/{counted[1]}/findings?finding=")
    first, several = ada.locator("[name=ticked]").first, ada.get_by_text("批量处理")
    first.check()

    several.click()

    expect(several).to_be_in_viewport()
    expect(first).to_be_in_viewport()
