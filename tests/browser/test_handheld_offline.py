"""The handheld page without a network: in a basement, after a killed tab, after the close, on a full disk."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from inventory.access import Role
from inventory.actions.campaign.reviewing import begin_review
from inventory.ids import StockTakeId
from inventory.store.engine import Database
from tests.browser.signing import sign_in
from tests.browser.sweeping import enter, expect_kept, expect_seen, expect_sent, finish, held, scan
from tests.people import NOW, School, a_stocktake
from tests.service.pages.staff import engage
from tests.service.running import running

PROJECTOR, COMPUTER = "3474257BF40000000000162E", "E28011606000020464A1B2C1"


@dataclass
class Network:
    """The service, that can be out of reach: it is not running then."""

    database: Database
    address: str = ""
    _serving: AbstractContextManager[str] | None = field(default=None)

    def up(self) -> None:
        """From now on the service answers, at the same address every time."""
        self._serving = running(self.database, urlsplit(self.address).port or 0)
        self.address = self._serving.__enter__()

    def cut(self) -> None:
        """From now on nobody answers."""
        if self._serving is not None:
            self._serving.__exit__(None, None, None)
        self._serving = None


@pytest.fixture
def network(database: Database) -> Iterator[Network]:
    """A network with the service in reach."""
    made = Network(database)
    made.up()
    yield made
    made.cut()


@dataclass(frozen=True)
class Device:
    """A PDA with the lists of a stock-take and the page on it; it belongs to Ben, who is signed in."""

    stocktake: StockTakeId
    context: BrowserContext

    def opened(self, room: str) -> Page:
        """The page in a new tab, in this room."""
        page = self.context.new_page()
        enter(page, room)
        return page


@pytest.fixture
def device(chromium: Browser, network: Network, database: Database, school: School) -> Iterator[Device]:
    """Ben's PDA."""
    stocktake = a_stocktake(database, school)
    with chromium.new_context(base_url=network.address, locale="zh-CN") as context:
        context.set_default_timeout(10_000)
        page = context.new_page()
        sign_in(page, network.address, engage(database, school.id, Role.COUNTER))
        page.goto("/handheld")
        expect(page.get_by_role("button", name="选择房间")).to_be_visible()
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.close()
        yield Device(stocktake, context)


def test_a_sweep_survives_a_cut_network_and_a_killed_tab_and_counts_once(
    device: Device, network: Network, database: Database
) -> None:
    page = device.opened("201")
    scan(page, [PROJECTOR])
    network.cut()
    scan(page, ["E28011606000020464A1AAAA", PROJECTOR])
    expect_kept(page, "traces", 2)
    page.close()

    page = device.opened("201")
    expect_seen(page, 1)
    scan(page, [COMPUTER])
    finish(page)
    scan(page, [PROJECTOR])
    page.get_by_role("button", name="2 项未上传").click()
    expect(page.get_by_text("没有网络。")).to_be_visible()
    network.up()
    page.get_by_role("button", name="立即上传").click()
    expect_sent(page)

    assert held(database) == {"walks": ["201"], "tags": 3, "ticks": 0, "done": ["201"]}


def test_a_walk_sent_after_counting_is_over_is_kept_and_that_is_told(
    device: Device, network: Network, database: Database, school: School
) -> None:
    page = device.opened("201")
    network.cut()
    scan(page, [PROJECTOR])
    page.get_by_role("button", name="再扫一遍").click()
    with database.write() as session:
        begin_review(session, school.id, device.stocktake, by="Ada", at=NOW)
    page.get_by_role("button", name="1 项未上传").click()
    network.up()
    page.get_by_role("button", name="立即上传").click()

    expect(page.locator(".plainrow", has_text="201")).to_contain_text("盘点已截止")
    assert held(database)["walks"] == ["201"]


def test_a_walk_waits_for_whoever_made_it_to_sign_in_again(
    device: Device, network: Network, database: Database
) -> None:
    page = device.opened("201")
    scan(page, [PROJECTOR])
    session, *_ = [cookie for cookie in device.context.cookies() if cookie.get("httpOnly")]
    device.context.clear_cookies(name=session["name"])
    page.get_by_role("button", name="再扫一遍").click()

    expect(page.get_by_text("登录已过期。")).to_be_visible()
    page.get_by_role("link", name="登录").click()
    sign_in(page, network.address, Role.COUNTER.word)
    page.goto("/handheld")
    expect_sent(page)

    assert held(database)["walks"] == ["201"]


def test_what_one_person_counted_waits_for_them_when_another_signs_in(
    device: Device, network: Network, database: Database, school: School
) -> None:
    page = device.opened("201")
    device.context.route("**/passes", lambda route: route.abort())
    scan(page, [PROJECTOR])
    expect_kept(page, "traces", 1)
    page.get_by_role("button", name="再扫一遍").click()
    expect_kept(page, "walks", 1)
    sign_in(page, network.address, engage(database, school.id, Role.MANAGER))
    device.context.unroute("**/passes")

    page.goto("/handheld")
    expect(page.get_by_text("本机上有 counter 的 1 遍扫描尚未上传")).to_be_visible()
    expect_sent(page)
    assert held(database)["walks"] == []
    sign_in(page, network.address, Role.COUNTER.word)
    page.goto("/handheld")
    expect_sent(page)

    assert held(database)["walks"] == ["201"]


def test_on_a_full_disk_counting_goes_on_and_nothing_is_lost(
    ada: Page, address: str, database: Database, school: School
) -> None:
    a_stocktake(database, school)
    disk = ada.context.new_cdp_session(ada)
    disk.send("Storage.overrideQuotaForOrigin", {"origin": address, "quotaSize": 1})

    enter(ada, "201")
    scan(ada, [PROJECTOR, COMPUTER])
    expect(ada.get_by_text("本机存储空间已满。")).to_be_visible()
    expect_seen(ada, 2)
    finish(ada)
    expect_sent(ada)

    assert held(database) == {"walks": ["201"], "tags": 2, "ticks": 0, "done": ["201"]}


def test_a_photo_of_what_was_ticked_is_made_small_kept_and_sent(device: Device, network: Network) -> None:
    page = device.opened("202")
    picture = page.screenshot()
    network.cut()
    page.get_by_role("button", name="书柜").click()
    page.get_by_label("书柜 的照片").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": picture})
    expect_kept(page, "photos", 1)
    finish(page)
    expect(page.get_by_role("button", name="3 项未上传")).to_be_visible()

    with page.expect_response(
        "**/photos"
    ) as sent:  # from now on: it is sent as soon as the page tries again by itself
        network.up()
        page.evaluate("dispatchEvent(new Event('online'))")
    assert sent.value.status == 201
    expect_sent(page)
