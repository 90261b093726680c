"""From an empty database to the first count, as somebody does it who has never seen the program."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import FilePayload, Page, expect

from inventory.store.engine import Database
from service.first_start import FirstStart, begin
from tests.service.running import running

REGISTER = """资产编号,资产名称,数量,价值,存放地点
A-1,书柜,1,900,101
A-2,课桌椅,3,555,101
A-3,投影仪,1,4999,102
"""


@pytest.fixture
def first(database: Database) -> tuple[FirstStart, str]:
    """The way in for the first person, and the code the service printed."""
    found = begin(database, datetime.now(UTC))
    assert found is not None
    return found


@pytest.fixture
def address(database: Database, first: tuple[FirstStart, str]) -> Iterator[str]:
    """Where a service answers that nobody can sign in to yet."""
    with running(database, first=first[0]) as served:
        yield served


def test_from_nothing_to_the_first_count(page: Page, address: str, first: tuple[FirstStart, str]) -> None:
    page.goto(address)
    page.get_by_label("初始代码").fill(first[1])
    page.get_by_label("学校名称").fill("育才小学")
    page.get_by_label("您的用户名").fill("王老师")
    page.get_by_label("密码").fill("correct horse battery")
    page.get_by_role("button", name="完成设置并登录").click()

    page.get_by_label("房间，一行一个").fill("101，一年级1班，教学楼，1\n102，一年级2班，教学楼，1")
    page.get_by_role("button", name="预览房间").click()
    page.get_by_role("button", name="录入房间").click()
    page.get_by_role("link", name="概览").click()
    expect(page.locator(".step--done")).to_have_count(1)

    file = FilePayload(name="台账.csv", mimeType="text/csv", buffer=REGISTER.encode())
    page.get_by_label("台账文件").set_input_files(file)
    page.get_by_role("button", name="预览台账").click()
    page.get_by_role("button", name="写入台账").click()
    page.get_by_role("link", name="概览").click()
    expect(page.get_by_text("开始使用：已完成 2 步，共 4 步")).to_be_visible()
    page.get_by_role("link", name="继续").click()

    page.goto("/tagging/desk?room=101")
    page.keyboard.insert_text("ABCD00112233445566778899")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("已绑定")
    page.goto("/first-steps")
    expect(page.locator(".step--done")).to_have_count(3)

    page.locator("select[name=room]").select_option("101")
    page.get_by_role("button", name="盘点本室").click()
    page.locator("#number").fill("A-1")
    page.keyboard.press("Enter")
    expect(page.locator("#section-seen .section__count")).to_have_text("1")

    page.get_by_role("link", name="概览").click()
    expect(page.locator("[data-chart=rooms] canvas").first).to_be_visible()
    expect(page.get_by_text("第一次盘点：101").first).to_be_visible()
    expect(page.get_by_text("开始使用：")).to_have_count(0)
