"""A stock-take as people see it in the browser: the board fills, a room is counted, a broken line mends."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from inventory.access import Role
from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.campaign.reviewing import begin_review
from inventory.actions.campaign.stocktakes import complete_room
from inventory.ids import StockTakeId
from inventory.store.engine import Database
from tests.browser.signing import sign_in
from tests.people import NOW, School, a_stocktake
from tests.service.pages.boxes import Handheld
from tests.service.pages.staff import engage
from tests.service.running import running

PROJECTOR, COMPUTER = "3474257BF40000000000162E", "E28011606000020464A1B2C1"

PRESS_TWICE = "async button => { button.click(); await new Promise(done => setTimeout(done, 300)); button.click(); }"


@pytest.fixture
def stocktake(database: Database, school: School) -> StockTakeId:
    return a_stocktake(database, school, name="2026 年终盘点")


def plate(page: Page, code: str) -> Locator:
    return page.locator(".plate").filter(has=page.locator(".plate__code", has_text=code))


def start_counting(page: Page, stocktake: StockTakeId, code: str) -> None:
    page.goto(f"/stocktakes/{stocktake}/rooms/{code}")
    page.get_by_label("手持机").select_option("handheld 1")
    page.get_by_role("button", name="开始盘点本室").click()
    expect(page.get_by_text("handheld 1 正在盘点本室。")).to_be_visible()


def test_the_board_fills_by_itself_while_the_handheld_reads(
    ada: Page, stocktake: StockTakeId, handheld: Handheld
) -> None:
    start_counting(ada, stocktake, "201")
    ada.goto("/")
    ada.get_by_role("link", name="2026 年终盘点", exact=True).click()
    expect(plate(ada, "201").locator(".plate__count b")).to_have_text("0")

    handheld.hears(PROJECTOR)
    expect(plate(ada, "201").locator(".plate__count b")).to_have_text("1")
    handheld.hears(COMPUTER)
    expect(plate(ada, "201").locator(".plate__count b")).to_have_text("2")

    expect(ada.locator("#totals [data-kind=seen] dd")).to_have_text("2")
    expect(ada.get_by_text("实时：本页自动更新。")).to_be_visible()


def test_a_room_is_counted_with_the_buttons_of_its_page(
    ada: Page, stocktake: StockTakeId, handheld: Handheld
) -> None:
    start_counting(ada, stocktake, "201")

    handheld.hears(PROJECTOR, COMPUTER)
    expect(ada.locator("#section-seen .section__count")).to_have_text("2")
    ada.locator("#section-seen summary").click()
    expect(ada.get_by_text("201 读到 23 次（1 遍），信号很强（−43 dBm）").first).to_be_visible()
    ada.get_by_role("button", name="本遍扫完").click()
    ada.get_by_role("button", name="本室盘完").click()

    expect(ada.locator("#doing .pill")).to_have_text("已盘")
    expect(ada.get_by_text("账实相符：账面在本室的都在")).to_be_visible()


def test_what_somebody_unfolded_stays_unfolded_when_more_arrives(
    ada: Page, stocktake: StockTakeId, handheld: Handheld
) -> None:
    start_counting(ada, stocktake, "201")
    handheld.hears(PROJECTOR)
    expect(ada.locator("#section-seen .section__count")).to_have_text("1")
    ada.locator("#section-seen summary").click()

    handheld.hears(COMPUTER)

    expect(ada.locator("#section-seen .section__count")).to_have_text("2")
    expect(ada.locator("#section-seen").get_by_text("台式计算机")).to_be_visible()


def test_a_board_is_right_again_after_the_service_was_away(
    chromium: Browser, database: Database, school: School, stocktake: StockTakeId
) -> None:
    ada = engage(database, school.id, Role.MANAGER)
    with chromium.new_context(locale="zh-CN") as context:
        page = context.new_page()
        with running(database) as address:
            sign_in(page, address, ada)
            page.goto(f"{address}/stocktakes/{stocktake}")
            expect(page.get_by_text("实时：本页自动更新。")).to_be_visible()
        expect(page.get_by_text("连接已断开")).to_be_visible()
        close_room(database, school, stocktake, "202")
        with running(database, urlsplit(address).port or 0):
            expect(plate(page, "202").locator(".pill")).to_have_text("已盘", timeout=15_000)
            expect(page.get_by_text("实时：本页自动更新。")).to_be_visible()


def test_a_page_out_of_sight_lets_go_of_its_line_and_catches_up_when_seen(
    ada: Page, stocktake: StockTakeId, database: Database, school: School
) -> None:
    ada.goto(f"/stocktakes/{stocktake}")
    expect(ada.get_by_text("实时：本页自动更新。")).to_be_visible()

    show(ada, hidden=True)
    close_room(database, school, stocktake, "202")
    with ada.expect_request("**/live?since=*"):
        show(ada, hidden=False)

    expect(plate(ada, "202").locator(".pill")).to_have_text("已盘")


def test_the_page_of_a_room_counted_blind_opens_up_when_counting_ends(
    page: Page, address: str, database: Database, school: School
) -> None:
    with database.write() as session:
        blind = open_stocktake(session, school.id, name="2026", cutoff=NOW, by="Ada", at=NOW, blind=True)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    sign_in(page, address, engage(database, school.id, Role.COUNTER))
    page.goto(f"/stocktakes/{blind}/rooms/201")
    expect(page.get_by_text("实时：本页自动更新。")).to_be_visible()
    expect(page.locator("#seen")).to_be_visible()

    with database.write() as session:
        begin_review(session, school.id, blind, by="Ada", at=NOW)

    expect(page.locator("#sheet")).to_be_visible()
    assert [] == complaints


def test_a_stock_take_is_opened_once_however_often_the_button_is_pressed(ada: Page, database: Database) -> None:
    ada.goto("/stocktakes/new")

    with database.write() as session:
        session.connection()  # somebody else is writing, so the answer takes its time
        ada.get_by_role("button", name="发起盘点").evaluate(PRESS_TWICE)
    expect(ada.locator(".plate")).to_have_count(2)
    ada.goto("/")

    expect(ada.locator(".campaign")).to_have_count(1)


def close_room(database: Database, school: School, stocktake: StockTakeId, code: str) -> None:
    with database.write() as session:
        complete_room(session, school.id, stocktake, code, by="Ben", at=datetime.now(UTC))


def show(page: Page, *, hidden: bool) -> None:
    """What happens when somebody changes to another tab and back."""
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange')); }",
        hidden,
    )
