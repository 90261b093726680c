"""What a page may take: script under 100 KB before charts, few requests, and nothing that jumps while it loads."""

from playwright.sync_api import Page

from inventory.access import Role
from inventory.store.engine import Database
from tests.browser.signing import sign_in
from tests.people import School, a_stocktake
from tests.service.pages.staff import engage

SCRIPT_BYTES, REQUESTS = 100 * 1024, 20
JUMPED = 0.1
"""How far a page may jump while it loads: what is called good (web.dev, Cumulative Layout Shift)."""

TAKEN = """async () => {
  const shifts = await new Promise((tell) => {
    new PerformanceObserver((seen) => tell(seen.getEntries())).observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => tell([])));
  });
  const asked = performance.getEntriesByType("resource").filter((each) => !each.name.includes("/live"));
  const script = asked.filter((each) => /\\.js(\\?|$)/.test(each.name) && !each.name.includes("/charts.js"));
  return {
    script: script.reduce((sum, each) => sum + each.decodedBodySize, 0),
    requests: asked.length + 1,
    jumped: shifts.reduce((sum, each) => sum + each.value, 0),
  };
}"""


def test_no_page_takes_more_than_it_may(page: Page, address: str, database: Database, school: School) -> None:
    sign_in(page, address, engage(database, school.id, Role.MANAGER))
    board = f"/stocktakes/{a_stocktake(database, school)}"
    taken = {}

    for path in ("/", "/assets", board, f"{board}/rooms/201", "/handheld"):
        page.goto(path, wait_until="load")
        taken[path] = page.evaluate(TAKEN)

    assert {} == {path: each for path, each in taken.items() if each["script"] > SCRIPT_BYTES}
    assert {} == {path: each for path, each in taken.items() if each["requests"] > REQUESTS}
    assert {} == {path: each for path, each in taken.items() if each["jumped"] > JUMPED}
