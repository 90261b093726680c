"""Every page keeps to WCAG 2.2, levels A and AA, as far as axe can tell: on a desk by day, on a phone by night.

None is wider than its screen, in English, whose words are the longer ones.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize

from inventory.store.engine import Database
from tests.service.pages.every_page import addresses
from tests.service.pages.full_school import FullSchool, a_full_school
from tests.service.pages.staff import PASSWORD

AXE = Path(__file__).parents[2] / "service/web/node_modules/axe-core/axe.min.js"

JUDGED = """async (only) => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  document.querySelectorAll("details:not(.pop)").forEach((fold) => (fold.open = true));
  const runOnly = only ? { type: "rule", values: only } : { type: "tag", values: tags };
  const found = await axe.run(document, { runOnly, resultTypes: ["violations"], elementRef: false });
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.any.map((why) => why.message).join()}`));
}"""

DESK, PHONE = ViewportSize(width=1280, height=860), ViewportSize(width=390, height=844)
TABLET = ViewportSize(width=820, height=1180)

TOO_WIDE = """() => {
  const over = document.documentElement.scrollWidth - innerWidth;
  return over > 0 ? [`${over} pixels wider than the screen of ${innerWidth}`] : [];
}"""

OF_THE_LOOK = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
"""The rules that a page may keep on a desk by day and break on a phone by night; the others see no difference."""


@pytest.fixture
def full(database: Database) -> FullSchool:
    """A school with something on every page."""
    return a_full_school(database)


@pytest.fixture
def looked_at(chromium: Browser, address: str, full: FullSchool) -> Iterator[BrowserContext]:
    """A browser of the administrator, into which axe may be put beside the page's own scripts."""
    context = chromium.new_context(base_url=address, locale="zh-CN", bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(path=AXE)
    context.add_cookies([{"name": "rollcall_language", "value": "en", "url": address}])
    context.request.post("/sign-in", form={"username": full.admin, "password": PASSWORD}, headers={"Origin": address})
    yield context
    context.close()


def test_no_page_breaks_a_rule(looked_at: BrowserContext, full: FullSchool) -> None:
    page = looked_at.new_page()
    broken: dict[str, list[str]] = {}

    for path in addresses(full.gaps):
        page.set_viewport_size(DESK)
        page.emulate_media(color_scheme="light")
        page.goto(path)
        found = page.evaluate(JUDGED, None) + page.evaluate(TOO_WIDE)
        page.set_viewport_size(PHONE)
        page.emulate_media(color_scheme="dark")
        found += page.evaluate(JUDGED, OF_THE_LOOK) + page.evaluate(TOO_WIDE)
        page.set_viewport_size(TABLET)
        found += page.evaluate(TOO_WIDE)
        broken |= {path: found} if found else {}

    assert broken == {}


def test_what_opens_at_the_top_breaks_no_rule(looked_at: BrowserContext) -> None:
    page = looked_at.new_page()
    page.goto("/help")

    for opened in page.locator(".pop").all():
        opened.locator("summary").click()
        assert page.evaluate(JUDGED, None) == []
        page.keyboard.press("Escape")
        assert opened.get_attribute("open") is None
