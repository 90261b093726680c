"""Chromium on the real service. Without Chromium these tests are skipped, unless ROLLCALL_BROWSER=required."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from inventory.access import Role
from inventory.store.engine import Database
from tests.browser.signing import sign_in
from tests.people import School, a_school
from tests.service.pages.boxes import Handheld
from tests.service.pages.staff import engage
from tests.service.running import running

BUILT = Path(__file__).parents[2] / "service/static/app.js"
PATIENCE_MS = 20_000  # a machine may be slow, and one that is not never waits so long
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None or not BUILT.exists():
        reason = "no Chromium on this machine" if program is None else "service/static is not built"
        (pytest.fail if os.environ.get("ROLLCALL_BROWSER") == "required" else pytest.skip)(reason)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What a browser sees does not depend on the database."""
    return sqlite_url


@pytest.fixture
def school(database: Database) -> School:
    """Riverside, ready to count."""
    return a_school(database)


@pytest.fixture
def address(database: Database) -> Iterator[str]:
    """Where the service answers."""
    with running(database) as served:
        yield served


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A tab nobody has signed in with. At the end: no foreign host was asked, and nothing failed unseen."""
    context = chromium.new_context(base_url=address, locale="zh-CN", viewport={"width": 1280, "height": 860})
    context.set_default_timeout(PATIENCE_MS)
    asked: set[str] = set()
    complaints: list[str] = []
    context.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    yield context.new_page()
    for opened in chromium.contexts:  # also those that a test opened for other people: their pages ask on and on
        opened.close()
    assert asked <= {urlsplit(address).netloc}
    assert complaints == []


@pytest.fixture
def ada(page: Page, address: str, database: Database, school: School) -> Page:
    """The tab of Ada, who manages the assets of the school."""
    sign_in(page, address, engage(database, school.id, Role.MANAGER))
    return page


@pytest.fixture
def handheld(address: str, school: School) -> Iterator[Handheld]:
    """The handheld of the school, posting to the service."""
    with httpx2.Client(base_url=address) as client:
        yield Handheld(school, client)
