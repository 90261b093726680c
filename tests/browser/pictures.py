"""Makes the pictures of the guide and the READMEs anew, from the sample school, in both languages:

.venv/bin/python -m tests.browser.pictures
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from inventory.actions.school.schools import create_school
from inventory.store.engine import Database
from inventory.store.migrate import migrate
from service.language import LANGUAGES, Speech
from service.sample.making import make_sample
from tests.browser.sweeping import scan
from tests.passwords import hashed
from tests.service.pages.staff import PASSWORD
from tests.service.running import running

PICTURES = Path(__file__).parents[2] / "deploy/guide/pictures"
DESK, PHONE = ViewportSize(width=1280, height=960), ViewportSize(width=390, height=760)
SCHOOLS = {"zh": ("育才小学", "王老师"), "en": ("Riverside School", "Ada")}
ROOM = "304"
WITHOUT_BANNER = ".sample { display: none }"
COLOURS = 128
"""Enough for pages; a picture stays under 150 kB."""


def main() -> None:
    """Writes the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for language in LANGUAGES:
            with _sample_school(language) as address:
                _photograph(browser, address, language)
        browser.close()


@contextmanager
def _sample_school(language: str) -> Iterator[str]:
    """Where its pages are, while it is there."""
    name, teacher = SCHOOLS[language]
    speech, now = Speech(language, ZoneInfo("Asia/Shanghai")), datetime.now(UTC)
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/rollcall.db")
        migrate(database)
        with database.write() as session:
            owner = create_school(session, name, at=now)
            make_sample(session, owner, name, hashed(PASSWORD), speech, by=teacher, at=now)
        with running(database) as address:
            yield address
        database.close()


def _photograph(browser: Browser, address: str, language: str) -> None:
    context = browser.new_context(base_url=address, viewport=DESK, bypass_csp=True)
    context.add_cookies([{"name": "rollcall_language", "value": language, "url": address}])
    form: dict[str, str | float | bool] = {"username": SCHOOLS[language][1], "password": PASSWORD}
    context.request.post("/sign-in", form=form, headers={"Origin": address})
    asked = context.request.get("/api/v1/stocktakes").json()
    stocktake = next(each["id"] for each in asked if each["status"] == "counting")
    page = context.new_page()
    board = f"/stocktakes/{stocktake}"
    pages = {"start": "/", "board": board, "findings": f"{board}/findings", "report": f"{board}/report?part=summary"}
    for name, path in pages.items():
        page.goto(path, wait_until="load")
        page.add_style_tag(content=WITHOUT_BANNER)
        _keep(page, f"{name}.{language}")
    _count(page, stocktake, Speech(language, ZoneInfo("Asia/Shanghai")))
    context.close()


def _count(page: Page, stocktake: str, speech: Speech) -> None:
    """A room nobody has been to, nearly all of it swept, and something of another room."""
    lists = page.request.get(f"/api/v1/stocktakes/{stocktake}/handheld").json()
    here = [tag for each in lists["items"] if each["room"] == ROOM for tag in each["tags"]]
    foreign = next(tag for each in lists["items"] if each["room"] != ROOM for tag in each["tags"])
    page.set_viewport_size(PHONE)
    page.goto("/handheld")
    page.get_by_role("button", name=speech.say("Choose a room")).click()
    page.locator(".row", has_text=ROOM).first.click()
    page.locator(".big").wait_for()
    scan(page, [*here[:-2], foreign])
    _keep(page, f"handheld.{speech.language}")


def _keep(page: Page, name: str) -> None:
    shown = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    shown.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
