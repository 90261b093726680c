"""A reader is set up: a person takes the code from the page, the box its scanner, and that page says how it is."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from inventory.access import Role
from inventory.store.engine import Database
from reader.virtual.pty import VirtualHandheld
from reader.virtual.scenario import Step, TagPlan
from tests.browser.signing import sign_in
from tests.people import School
from tests.reader.test_cli import READER, TAG
from tests.service.pages.staff import engage

SOON_MS = 30_000
WALK = Step("201", 1.0, (TagPlan(TAG, 5, -55),))


def test_a_box_is_set_up_with_the_code_from_the_page_and_stands_there_with_its_scanner(
    page: Page, address: str, database: Database, school: School, tmp_path: Path
) -> None:
    sign_in(page, address, engage(database, school.id, Role.ADMIN))
    page.goto(f"{address}/stations")
    page.get_by_label("名称").fill("总务处读写器")
    page.get_by_role("button", name="登记").click()
    code = page.get_by_text(re.compile("^RC1-")).inner_text()

    with VirtualHandheld() as handheld, box(code, handheld.port, tmp_path / "reader.toml"):
        handheld.walk(WALK)
        here = page.get_by_role("row").filter(has_text="总务处读写器")
        expect(here.get_by_text("正常", exact=True)).to_be_visible(timeout=SOON_MS)
        here.get_by_text("详情").click()
        expect(here.get_by_text("m100")).to_be_visible()


@contextmanager
def box(code: str, port: str, settings: Path) -> Iterator[None]:
    """A daemon on its first start, given the code."""
    running = subprocess.Popen(
        [*READER, "run", code, "-c", str(settings), "--port", port],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        running.terminate()
        running.wait(15)
