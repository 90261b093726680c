"""A projector from its receipt to its write-off in the browser, and its life on paper."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from playwright.sync_api import Page, expect

from inventory.access import Role
from inventory.actions.documents.routes import add_route
from inventory.approvals import Level, Route
from inventory.store.engine import Database
from tests.browser.counting import close, count_room, decide
from tests.people import NOW, School
from tests.service.pages.boxes import Handheld

NAME, NUMBER, TAG = "激光投影仪", "ZC-2026-00099", "E28011606000020464A1BEEE"
IN_201 = ("3474257BF40000000000162E", "E28011606000020464A1B2C1")
IN_202 = ("E28011606000020464A1B2D1", "E28011606000020464A1B2D2", "E28011606000020464A1B2D3")


def test_a_projector_is_followed_from_its_receipt_to_its_write_off_and_its_life_is_printed(
    ada: Page, handheld: Handheld, database: Database, school: School
) -> None:
    disposals_wait_for_a_signature(database, school)
    receive(ada)
    tag(ada)
    write(ada, "领用", {"领用人": "张敏", "转入房间": "201"}, "发出")
    moves_by_scan(ada, handheld)
    write(ada, "借用", {"借用人": "陈强", "应还日期": "2027-06-30"}, "发出", "收回")
    write(ada, "维修", {"故障描述": "无图像"}, "送修", "收回", filled={"维修费用": "120"})
    is_missing_in_a_stock_take(ada, handheld)
    write(ada, "找回", {"房间": "202"}, "重新入账")
    write(
        *(ada, "处置", {"处置方式": "报废", "处置原因": "技术落后或无法修复"}, "同意", "移入待处置", "核销下账"),
        filled={"批复文号": "教财〔2027〕9号", "批复日期": "2027-09-01"},
    )

    assert_the_whole_life_is_told(ada)


def disposals_wait_for_a_signature(database: Database, school: School) -> None:
    levels = (Level("总务主任", role=Role.MANAGER),)
    route = Route("disposal", Decimal(0), (), date(2026, 1, 1), None, levels, asker_may=True)
    with database.write() as session:
        add_route(session, school.id, route, by="Ada", at=NOW)


def receive(page: Page) -> None:
    page.goto("/assets/new")
    for label, value in {"资产编号": NUMBER, "资产名称": NAME, "房间": "201", "保管人": "李强"}.items():
        page.get_by_label(label, exact=False).first.fill(value)
    page.get_by_role("button", name="录入卡片").click()
    expect(page.get_by_role("heading", level=1, name=NAME)).to_be_visible()


def tag(page: Page) -> None:
    page.goto("/tagging/desk?room=201")
    page.get_by_label("标签号").fill(TAG)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(TAG)


def moves_by_scan(page: Page, handheld: Handheld) -> None:
    """Sent off to 202, and swept at its door by whoever receives it."""
    ask_for(page, "转移", {"转入房间": "202"})
    page.get_by_role("button", name="发出转移", exact=True).click()
    page.goto("/receive")
    reader = page.locator("form[action='/receive']").first
    reader.get_by_label("房间").fill("202")
    reader.get_by_label("读写器").select_option(index=1)
    reader.get_by_role("button", name="开始读取").click()
    handheld.hears(TAG)
    page.get_by_role("button", name="确认 1 件资产到达").click()
    expect(page.get_by_role("status")).to_contain_text("1 件资产已到达 202")


def write(page: Page, kind: str, said: dict[str, str], *stages: str, filled: Mapping[str, str] | None = None) -> None:
    """A document of this kind about the projector, and its stages one after the other."""
    ask_for(page, kind, said)
    for nth, stage in enumerate(stages, start=1):
        if nth == len(stages):
            fill(page, filled or {})
        page.get_by_role("button", name=stage, exact=True).click()
    expect(page.locator("#next")).to_contain_text("已完成")


def ask_for(page: Page, kind: str, said: dict[str, str]) -> None:
    """A document of this kind about the projector, found by scanning its tag; each says why."""
    page.goto("/documents/new")
    page.get_by_role("link", name=kind).first.click()
    page.get_by_text("粘贴或扫描清单").click()
    page.get_by_label("编号或标签，每行一个").fill(TAG)
    page.get_by_role("button", name="添加清单").click()
    fill(page, said | {"原因": f"因{kind}"})
    page.get_by_role("button", name="开出单据").click()


def fill(page: Page, said: Mapping[str, str]) -> None:
    for label, value in said.items():
        field = page.get_by_label(re.compile(f"^{label}")).first
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def is_missing_in_a_stock_take(page: Page, handheld: Handheld) -> None:
    page.goto("/stocktakes/new")
    page.get_by_role("button", name="发起盘点").click()
    stocktake = page.url
    count_room(page, stocktake, handheld, "201", *IN_201)
    count_room(page, stocktake, handheld, "202", *IN_202, by_hand="ZC-2024-00005")
    decide(page, stocktake, "未见", "确认盘亏")
    close(page, stocktake)


def assert_the_whole_life_is_told(page: Page) -> None:
    page.goto(f"/assets?q={NUMBER}")
    page.locator("#hits").get_by_role("link", name=NAME).click()
    page.locator("a[href$='/life']").first.click()
    told = page.locator("main")
    for step in ("入库", TAG, "陈强", "120", "盘亏", "总务主任", "教财〔2027〕9号"):
        expect(told).to_contain_text(step)
    for kind in ("领用", "转移", "借用", "维修", "找回", "处置"):
        expect(told.get_by_role("row", name=f"2026-{kind}-0001/1").first).to_contain_text(f"因{kind}")
    assert page.request.get(f"{page.url}.pdf").body().startswith(b"%PDF")
