"""Rooms counted with the handheld page and a scanner that types."""

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect
from sqlalchemy import select

from inventory.access import Role
from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.tagging.binding import Wish, bind_tag
from inventory.store.closings import Photo
from inventory.store.engine import Database
from inventory.store.places import Room
from inventory.tagging import Bearer, Bears
from inventory.tags import Tag
from tests.browser.signing import sign_in
from tests.browser.sweeping import enter, expect_seen, expect_sent, finish, held, scan
from tests.browser.test_accessibility import AXE, JUDGED
from tests.people import NOW, School, a_stocktake
from tests.service.pages.staff import engage

PROJECTOR, COMPUTER = "3474257BF40000000000162E", "E28011606000020464A1B2C1"
DESKS = [f"E28011606000020464A1B2D{n}" for n in (1, 2, 3)]
STRANGE = "E28011606000020464A1AAAA"
DOOR = Tag("E28011606000020464A1D002")


@pytest.fixture
def ben(page: Page, address: str, database: Database, school: School) -> Page:
    """The tab of Ben, who counts in the stock-take that was just opened."""
    a_stocktake(database, school)
    sign_in(page, address, engage(database, school.id, Role.COUNTER))
    return page


def test_a_room_is_counted_with_a_scanner_that_types(ben: Page, database: Database) -> None:
    enter(ben, "201")

    scan(ben, [PROJECTOR, COMPUTER, DESKS[0], STRANGE, PROJECTOR])
    expect_seen(ben, 2)
    expect(ben.locator(".outcome--foreign")).to_contain_text("应在 202")
    expect(ben.locator(".outcome--unknown")).to_contain_text(STRANGE)
    finish(ben)
    expect_sent(ben)

    assert held(database) == {"walks": ["201"], "tags": 4, "ticks": 0, "done": ["201"]}


def test_a_thousand_tags_a_minute_run_together_and_hundreds_at_once_are_all_counted(
    ben: Page, database: Database
) -> None:
    enter(ben, "201")
    unknown = ben.locator(".tab", has_text="未登记").locator("b")

    scan(ben, [f"E2801160600002046{n:07X}" for n in range(20)], end="", pause=60)
    expect(unknown).to_have_text("20")
    scan(ben, [f"E2801160600002046{n:07X}" for n in range(500)])
    expect(unknown).to_have_text("500")
    finish(ben)
    expect_sent(ben)

    assert held(database)["tags"] == 500


def test_a_door_leads_into_its_room_and_from_one_room_to_another(
    ben: Page, database: Database, school: School
) -> None:
    with database.write() as session:
        room = session.scalars(select(Room.id).where(Room.code == "202")).one()
        bind_tag(session, school.id, Wish(DOOR, Bearer(Bears.ROOM, room)), by="Ada", at=NOW)
    ben.goto("/handheld#rooms")
    ben.get_by_role("searchbox").fill("201")
    ben.keyboard.press("Enter")
    expect(ben.get_by_role("heading", name="201", exact=True)).to_be_visible()

    scan(ben, [DOOR])
    ben.get_by_role("button", name="盘点 202").click()
    expect(ben.get_by_role("heading", name="202", exact=True)).to_be_visible()
    ben.get_by_role("button", name="返回").click()
    scan(ben, [DOOR])
    expect(ben.get_by_role("heading", name="202", exact=True)).to_be_visible()


def test_a_thing_without_a_tag_is_ticked_with_one_tap_and_a_tick_is_taken_back(ben: Page, database: Database) -> None:
    enter(ben, "202")

    ben.get_by_role("button", name="书柜").click()
    ben.get_by_role("button", name="课桌椅").first.click()
    expect_seen(ben, 2)
    ben.get_by_role("button", name="撤销点到：课桌椅").click()
    expect_seen(ben, 1)
    finish(ben)
    expect_sent(ben)

    assert held(database) == {"walks": ["202"], "tags": 0, "ticks": 1, "done": ["202"]}


def test_a_walk_through_the_wrong_room_is_given_to_the_right_one_also_when_it_is_sent(
    ben: Page, database: Database
) -> None:
    enter(ben, "201")
    scan(ben, DESKS)
    ben.get_by_role("button", name="再扫一遍").click()
    expect_sent(ben)

    ben.get_by_text("房间选错了？").click()
    ben.get_by_role("button", name="选错了房间").click()
    ben.get_by_label("实际是哪个房间？").select_option("202")
    expect_seen(ben, 3)
    expect_sent(ben)

    assert held(database) | {"tags": 0} == {"walks": ["202"], "tags": 0, "ticks": 0, "done": []}


def test_a_walk_is_taken_back_and_taken_back_once_more(ben: Page, database: Database) -> None:
    enter(ben, "201")
    scan(ben, [PROJECTOR])
    expect_seen(ben, 1)

    ben.get_by_text("房间选错了？").click()
    ben.get_by_role("button", name="收回").click()
    expect_seen(ben, 0)
    ben.get_by_role("button", name="撤销", exact=True).click()
    expect_seen(ben, 1)
    finish(ben)
    expect_sent(ben)

    assert held(database)["walks"] == ["201"]


def test_a_walk_that_was_sent_is_taken_back_and_counts_after_all(ben: Page, database: Database) -> None:
    enter(ben, "201")
    scan(ben, [PROJECTOR])
    ben.get_by_role("button", name="再扫一遍").click()
    expect_sent(ben)

    ben.get_by_text("房间选错了？").click()
    ben.get_by_role("button", name="收回").click()
    expect_seen(ben, 0)
    expect_sent(ben)
    assert held(database)["walks"] == []
    ben.get_by_role("button", name="撤销", exact=True).click()
    expect_seen(ben, 1)
    expect_sent(ben)

    assert held(database)["walks"] == ["201"]


def test_a_walk_that_is_set_right_while_it_is_sent_is_set_right_at_the_service(ben: Page, database: Database) -> None:
    on_their_way: list[Route] = []
    ben.route("**/rooms/201/passes", lambda route, _asked: on_their_way.append(route))
    enter(ben, "201")

    for mend in (take_back, give_to_202):
        scan(ben, [PROJECTOR])
        with ben.expect_request("**/rooms/201/passes"):
            ben.get_by_role("button", name="再扫一遍").click()
        mend(ben)
        with ben.expect_response("**/withdraw"):
            on_their_way.pop().continue_()
    expect_sent(ben)

    assert held(database)["walks"] == ["202"]


def test_a_walk_whose_answer_was_lost_is_taken_back_at_the_service_too(ben: Page, database: Database) -> None:
    arrived: list[Route] = []

    def lose_the_first_answer(route: Route) -> None:
        arrived.append(route)
        if len(arrived) > 1:
            return route.continue_()
        route.fetch()
        return route.abort()

    ben.route("**/rooms/201/passes", lose_the_first_answer)
    enter(ben, "201")
    scan(ben, [PROJECTOR])
    with ben.expect_event("requestfailed"):
        ben.get_by_role("button", name="再扫一遍").click()
    with ben.expect_response("**/withdraw"):
        take_back(ben)
    expect_sent(ben)

    assert held(database)["walks"] == []


def take_back(ben: Page) -> None:
    """The walk never was."""
    ben.get_by_text("房间选错了？").click()
    ben.get_by_role("button", name="收回").click()
    expect_seen(ben, 0)


def give_to_202(ben: Page) -> None:
    """The walk was through another room."""
    ben.get_by_role("button", name="选错了房间").click()
    ben.get_by_label("实际是哪个房间？").select_option("202")
    expect(ben.locator(".big")).to_be_visible()


def test_a_photo_shows_what_an_unknown_tag_is_on(ben: Page, database: Database) -> None:
    enter(ben, "201")
    scan(ben, [STRANGE])

    ben.locator(".tab", has_text="未登记").click()
    with ben.expect_response("**/photos") as sent:
        photo = FilePayload(name="a.png", mimeType="image/png", buffer=ben.screenshot())
        ben.get_by_label(f"{STRANGE} 的照片").set_input_files(photo)
        finish(ben)

    assert sent.value.status == 201
    with database.read() as session:
        assert session.scalars(select(Photo.subject)).all() == [STRANGE]


def test_who_counts_blind_is_shown_and_given_nothing_that_is_expected(
    page: Page, address: str, database: Database, school: School
) -> None:
    with database.write() as session:
        open_stocktake(session, school.id, name="2026", cutoff=NOW, by="Ada", at=NOW, blind=True)
    sign_in(page, address, engage(database, school.id, Role.COUNTER))
    with page.expect_response("**/handheld") as lists:
        enter(page, "201")
    scan(page, [PROJECTOR, DESKS[0]])

    expect_seen(page, 2)
    expect(page.locator(".outcome")).to_have_count(2)
    assert "投影仪" not in page.content()
    assert "投影仪" not in lists.value.text()
    finish(page)
    expect_sent(page)


def test_two_people_in_one_room_see_what_the_other_has_found(
    ben: Page, database: Database, school: School, address: str
) -> None:
    enter(ben, "201")
    scan(ben, [PROJECTOR])
    ben.get_by_role("button", name="再扫一遍").click()
    expect_sent(ben)

    browser = ben.context.browser
    assert browser is not None
    with browser.new_context(base_url=address, locale="zh-CN") as context:
        ada = context.new_page()
        sign_in(ada, address, engage(database, school.id, Role.MANAGER))
        enter(ada, "201")
        expect_seen(ada, 1)
        scan(ada, [PROJECTOR, COMPUTER])
        expect_seen(ada, 2)
        finish(ada)
        expect_sent(ada)

    assert held(database) == {"walks": ["201", "201"], "tags": 3, "ticks": 0, "done": ["201"]}


def test_every_screen_can_be_read_in_sunlight_and_heard(
    chromium: Browser, address: str, database: Database, school: School
) -> None:
    a_stocktake(database, school)
    broken: list[str] = []
    context = chromium.new_context(base_url=address, locale="zh-CN", bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(path=AXE)
    page = context.new_page()
    sign_in(page, address, engage(database, school.id, Role.COUNTER))
    enter(page, "202")
    scan(page, [*DESKS[:2], PROJECTOR, STRANGE])
    page.get_by_role("button", name="书柜").click()

    for place in ("room/202", "rooms", "sources", "unsent", "start"):
        page.evaluate(f"location.hash = {place!r}")
        expect(page.locator("#content > *").first).to_be_visible()
        page.emulate_media(color_scheme="light")
        broken += page.evaluate(JUDGED, None) + page.evaluate(JUDGED, ["color-contrast-enhanced"])
        page.emulate_media(color_scheme="dark")
        broken += page.evaluate(JUDGED, ["color-contrast-enhanced"])
    context.close()

    assert broken == []
