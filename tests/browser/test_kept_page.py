"""The handheld page is kept on the device: it opens without a network, and is never made of two versions."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from inventory.access import Role
from inventory.store.engine import Database
from service import handheld
from tests.browser.signing import fill_in_the_form, sign_in
from tests.people import School
from tests.service.pages.staff import engage
from tests.service.running import running

KEPT = """async (version) => {
  for (let tries = 0; tries < 200; tries += 1) {
    const names = await caches.keys();
    const page = names[0] === `handheld-${version}` && (await (await caches.open(names[0])).match("/handheld"));
    if (page && names.length === 1 && navigator.serviceWorker.controller) return;
    await new Promise((over) => setTimeout(over, 50));
  }
  throw new Error("not kept");
}"""
VERSION = "() => JSON.parse(document.getElementById('shell').textContent).version"


class Service:
    """The service, which can go out of reach and come back where it was."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._running = ExitStack()
        self.address = self._running.enter_context(running(database))

    def goes(self) -> None:
        self._running.close()

    def comes_back(self) -> None:
        self._running.enter_context(running(self._database, int(self.address.rsplit(":", 1)[1])))


@pytest.fixture
def service(database: Database) -> Iterator[Service]:
    served = Service(database)
    yield served
    served.goes()


@pytest.fixture
def pda(chromium: Browser, service: Service, database: Database, school: School) -> Iterator[Page]:
    """The handheld page of somebody who counts, kept on the device."""
    context = chromium.new_context(base_url=service.address, locale="zh-CN", viewport={"width": 390, "height": 760})
    context.set_default_timeout(10_000)
    page = context.new_page()
    sign_in(page, service.address, engage(database, school.id, Role.COUNTER))
    page.goto("/handheld")
    page.evaluate(KEPT, handheld.built().version)
    yield page
    context.close()


@pytest.fixture
def other_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """From now on the service serves another build of the page; gives its version."""
    before, other = handheld.built(), "0123456789ab"
    folder = shutil.copytree(handheld.STATIC, tmp_path / "static")
    for name in ("handheld.json", "worker.js"):
        built = (folder / name).read_text("utf-8")
        (folder / name).write_text(built.replace(before.version, other), "utf-8")
    monkeypatch.setattr(handheld, "STATIC", folder)
    handheld.built.cache_clear()
    yield other
    monkeypatch.undo()
    handheld.built.cache_clear()


def test_a_newer_page_is_kept_whole_in_the_place_of_the_older(
    pda: Page, service: Service, request: pytest.FixtureRequest
) -> None:
    newer = request.getfixturevalue("other_build")
    pda.reload()
    pda.evaluate(KEPT, newer)

    service.goes()
    pda.reload()

    assert newer == pda.evaluate(VERSION)


def test_whose_session_is_over_goes_on_without_a_network_with_the_older_page_whole(
    pda: Page, service: Service, request: pytest.FixtureRequest
) -> None:
    older = handheld.built().version
    request.getfixturevalue("other_build")
    pda.context.clear_cookies(name="rollcall_session")
    pda.reload()
    pda.wait_for_url("**/sign-in?next=/handheld")

    service.goes()
    pda.goto("/handheld")

    assert older == pda.evaluate(VERSION)
    pda.get_by_role("heading", name="盘点").first.wait_for()


def test_a_page_left_open_asks_nothing_as_whoever_signed_in_since(
    pda: Page, service: Service, database: Database, school: School
) -> None:
    fill_in_the_form(pda.context.new_page(), service.address, engage(database, school.id, Role.MANAGER))
    asked: list[str] = []
    pda.on("request", lambda request: asked.append(request.url))

    for place in ("#sources", "", f"#find/{school.id}"):
        pda.evaluate("(place) => { location.hash = place; }", place)
    pda.get_by_text("这台设备上没有这件物品的资料").wait_for()

    assert [] == [address for address in asked if "/api/" in address]
