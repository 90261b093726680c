"""How soon pages stand on the screen of a slow machine, and how smoothly the board of a large school scrolls.

A Chromium whose processor is slowed four times asks the real service: 300 rooms, 100,000 things, each room walked
three times. The floor is a page with one word, served in the same run.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import BrowserContext, CDPSession, Page, sync_playwright

from inventory.access import Role
from tests.bench.figures import ROUNDS, Figure
from tests.bench.large_stocktake import large_stocktake, room_code
from tests.service.pages.staff import PASSWORD, engage
from tests.service.running import running

THINGS, ROOMS, SLOWER = 100_000, 300, 4
PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
EMPTY = '<p style="height: 9000px">empty'

FIRST_PAINT = """() => new Promise((tell) => {
  const found = () => performance.getEntriesByName("first-contentful-paint")[0];
  const look = () => (found() ? tell(found().startTime / 1000) : requestAnimationFrame(look));
  look();
})"""

SCROLLED = """async () => {
  let screens = 0;
  for (let at = 0; at < document.documentElement.scrollHeight; at += innerHeight, screens++) {
    scrollTo(0, at);
    await new Promise(requestAnimationFrame);
  }
  return screens;
}"""


def figures() -> Iterator[Figure]:
    """Seconds to the first paint of pages; seconds of the page's own thread for scrolling the board by a screen.

    None without Chromium.
    """
    if PROGRAM is None:
        return
    with TemporaryDirectory() as folder:
        large = large_stocktake(Path(folder) / "rollcall.db", THINGS, ROOMS)
        user = engage(large.database, large.school, Role.MANAGER)
        board = f"/stocktakes/{large.stocktake}"
        pages = {"start": "/", "board": board, "room": f"{board}/rooms/{room_code(0)}", "cards": "/assets"}
        pages |= {"findings": f"{board}/findings", "handheld": "/handheld"}
        with running(large.database) as address, _browser(address) as context:
            form = {"username": user, "password": PASSWORD}
            context.request.post("/sign-in", form={**form}, headers={"Origin": address}, timeout=0)
            yield from _measured(context, pages)
        large.database.close()


def _measured(context: BrowserContext, pages: dict[str, str]) -> Iterator[Figure]:
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    floor = median(_painted(page, "/empty") for _ in range(ROUNDS))
    for name, path in pages.items():
        page.goto(path)  # what the service keeps is worked out once
        yield Figure(f"first_paint_of_{name}_seconds", median(_painted(page, path) for _ in range(ROUNDS)), floor)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})
    still = _scrolled(page, tools, "/empty")
    yield Figure("board_scrolled_by_a_screen_seconds", _scrolled(page, tools, pages["board"]), still)


def _painted(page: Page, path: str) -> float:
    page.goto(path)
    return float(page.evaluate(FIRST_PAINT))


def _scrolled(page: Page, tools: CDPSession, path: str) -> float:
    page.goto(path)
    before = _worked(tools)
    screens: int = page.evaluate(SCROLLED)
    return (_worked(tools) - before) / screens


def _worked(tools: CDPSession) -> float:
    metrics = tools.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))


@contextmanager
def _browser(address: str) -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(base_url=address, locale="zh-CN", viewport={"width": 1280, "height": 860})
        context.set_default_timeout(120_000)
        context.route("**/empty", lambda route: route.fulfill(body=EMPTY, content_type="text/html"))
        yield context
        browser.close()
