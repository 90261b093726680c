"""A keeper with the handheld page: a scanner that types, and what the page and the service hold afterwards."""

from collections.abc import Sequence

from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from inventory.store.engine import Database
from inventory.store.sightings import Sighting
from inventory.store.stocktakes import HandTick, Pass, RoomCount

_TYPE = """async ({texts, end, pause}) => {
  for (const text of texts) {
    const began = performance.now();
    [...text, ...(end ? [end] : [])].forEach((key, place) => {
      const event = new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true});
      Object.defineProperty(event, "timeStamp", {value: began + place / 10});
      document.body.dispatchEvent(event);
    });
    if (pause) await new Promise((over) => setTimeout(over, pause));
  }
}"""
_KEPT = """(page) => new Promise((told) => {
  const opened = indexedDB.open("rollcall");
  opened.onsuccess = () => {
    const asked = opened.result.transaction(page).objectStore(page).count();
    asked.onsuccess = () => { opened.result.close(); told(asked.result); };
  };
})"""


def scan(page: Page, texts: Sequence[str], *, end: str = "Enter", pause: int = 0) -> None:
    """Types as a scanner does: all keys of one text at once, `end` after each ("" where it sends none), and
    `pause` milliseconds before the next.
    """
    page.evaluate(_TYPE, {"texts": list(texts), "end": end, "pause": pause})


def enter(page: Page, room: str) -> None:
    """From the start page into the room, by the list; the lists are on the device then."""
    page.goto("/handheld")
    page.get_by_role("button", name="选择房间").click()
    page.locator(".row", has_text=room).click()
    expect(page.locator(".big")).to_be_visible()


def expect_seen(page: Page, count: int) -> None:
    """The large number."""
    expect(page.locator(".big__count b")).to_have_text(str(count))


def expect_kept(page: Page, kind: str, count: int) -> None:
    """So many lines of this kind are on the disk of the device."""
    page.wait_for_function(f"async () => await ({_KEPT})({kind!r}) === {count}")


def finish(page: Page) -> None:
    """The room is done."""
    page.get_by_role("button", name="本室盘完").click()
    expect(page.get_by_role("button", name="返回本室")).to_be_visible()


def expect_sent(page: Page) -> None:
    """Nothing waits on the device any more."""
    expect(page.get_by_role("button", name="全部已上传")).to_be_visible()


def held(database: Database) -> dict[str, object]:
    """What the service holds: rooms of the walks that count, tags heard, ticks, rooms done."""
    with database.read() as session:
        walks = select(RoomCount.code).join(Pass, Pass.room_id == RoomCount.room_id).where(~Pass.taken_back)
        return {
            "walks": sorted(session.scalars(walks)),
            "tags": session.scalars(select(func.count(Sighting.id))).one(),
            "ticks": session.scalars(select(func.count(HandTick.id))).one(),
            "done": sorted(session.scalars(select(RoomCount.code).where(RoomCount.completed_at.is_not(None)))),
        }
