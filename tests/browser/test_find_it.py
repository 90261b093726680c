"""Finding one thing with a scanner in the hand, and the ways by which the page hears tags."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Browser, Page, expect

from inventory.access import Role
from inventory.ids import ItemId
from inventory.store.engine import Database
from reader.protocols.family import Setup
from reader.protocols.m100 import FAMILY
from reader.virtual.m100 import M100Device
from tests.browser.scanning import scan
from tests.browser.signing import sign_in
from tests.inventory.actions.readers import PROJECTOR, a_reader
from tests.inventory.actions.slips import thing
from tests.people import School, a_stocktake
from tests.service.pages.staff import engage

# A scanner on a cable as the browser would give it: what it says to each command, and notices of a tag for ever.
SCANNER = """(({answers, notices}) => {
  const bytes = (digits) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const digits = (bytes) => Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
  let say, timer;
  const port = {
    async open() {
      this.readable = new ReadableStream({start: (line) => { say = (text) => text && line.enqueue(bytes(text)); }});
      this.writable = new WritableStream({write: (chunk) => {
        clearInterval(timer);
        const answer = answers[digits(chunk)];
        let next = 0;
        if (answer !== undefined) say(answer);
        else timer = setInterval(() => say(notices[Math.min(next++, notices.length - 1)]), 40);
      }});
    },
    async close() { clearInterval(timer); this.readable = this.writable = null; },
  };
  Object.defineProperty(navigator, "serial", {value: {requestPort: async () => port}});
})"""


@pytest.fixture
def projector(school: School, database: Database) -> ItemId:
    with database.read() as session:
        return thing(session, school)


@pytest.fixture
def seeker(ada: Page, projector: ItemId) -> Page:
    """Ada looks for the projector."""
    ada.clock.install()
    ada.goto(f"/handheld#find/{projector}")
    return ada


def test_the_bar_rises_while_a_scanner_that_types_hears_the_thing(seeker: Page) -> None:
    expect(seeker.get_by_role("status").filter(has_text="还没有感应到")).to_be_visible()

    scan(seeker, f"{PROJECTOR}\n" * 3)

    expect(seeker.get_by_text("进度条按读到的次数显示")).to_be_visible()
    expect(seeker.get_by_role("meter")).not_to_have_attribute("aria-valuenow", "0")
    expect(seeker.get_by_text("感应不到了")).to_be_visible()


def test_the_last_places_are_shown_and_what_other_readers_hear_meanwhile(
    ada: Page, school: School, database: Database, projector: ItemId
) -> None:
    a_reader(database, school, "202").hears(PROJECTOR, 10)

    ada.goto(f"/handheld#find/{projector}")

    met = ada.locator(".plainrow").filter(has_text="202")
    expect(met).to_contain_text("-60 dBm")
    expect(ada.locator(".plainrow").filter(has_text="账上它在这里")).to_contain_text("201")


def test_a_finding_leads_to_looking_for_its_thing(
    ada: Page, school: School, database: Database, projector: ItemId
) -> None:
    ada.goto(f"/stocktakes/{a_stocktake(database, school)}/findings/{projector.hex}")

    ada.get_by_role("link", name="寻找").click()

    expect(ada.get_by_role("heading", name="投影仪")).to_be_visible()
    expect(ada.locator(".plainrow").filter(has_text="账上它在这里")).to_be_visible()


def test_a_scanner_on_a_cable_leads_to_the_thing(ada: Page, projector: ItemId) -> None:
    device = M100Device()
    *begin, _ = FAMILY.begin(Setup())
    answers = {command.hex(): device.receive(command).hex() for command in begin}
    notices = [device.notice(PROJECTOR, rssi).hex() for rssi in range(-75, -41)]
    ada.add_init_script(f"{SCANNER}({json.dumps({'answers': answers, 'notices': notices})})")

    ada.goto("/handheld#sources")
    ada.locator(".card", has_text="蓝牙").get_by_role("button").click()
    ada.evaluate(f"location.hash = 'find/{projector}'")

    expect(ada.get_by_role("status").filter(has_text="就在这里")).to_be_visible()
    expect(ada.get_by_text("-42 dBm")).to_be_visible()


@pytest.fixture
def camera(tmp_path: Path, projector: ItemId) -> Path:
    """A film of the label of the projector: one picture of 640 by 480, for ever."""
    code = segno.make(f"http://school.example/things/{projector}", error="m", micro=False)
    rows = [[bool(dark) for dark in row] for row in code.matrix_iter(scale=8, border=4)]
    film = bytearray(b"\xff" * (640 * 480)) + b"\x80" * (640 * 480 // 2)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            film[(y + 60) * 640 + x + 120] = 0 if dark else 255
    path = tmp_path / "label.y4m"
    path.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\nFRAME\n" + bytes(film))
    return path


@pytest.fixture
def with_camera(chromium: Browser, camera: Path, address: str, school: School, database: Database) -> Iterator[Page]:
    """A tab of a browser that has such a camera."""
    film = [f"--use-file-for-fake-video-capture={camera}", "--use-fake-device-for-media-stream"]
    browser = chromium.browser_type.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", *film])
    page = browser.new_page(base_url=address, locale="zh-CN", permissions=["camera"])
    sign_in(page, address, engage(database, school.id, Role.MANAGER))
    yield page
    browser.close()


def test_the_camera_sees_that_it_is_this_one(with_camera: Page, projector: ItemId) -> None:
    with_camera.goto("/handheld#sources")
    with_camera.locator(".card", has_text="二维码").get_by_role("button").click()
    with_camera.evaluate(f"location.hash = 'find/{projector}'")

    expect(with_camera.get_by_text("就是这一件。")).to_be_visible()
