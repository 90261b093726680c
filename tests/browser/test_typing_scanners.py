"""Scanners that type are heard in whichever way their characters come, and press no button of the page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from inventory.access import Role
from inventory.store.engine import Database
from tests.browser.scanning import scan
from tests.browser.signing import sign_in
from tests.inventory.actions.readers import PROJECTOR
from tests.inventory.actions.slips import thing
from tests.people import School
from tests.service.pages.staff import engage


def look_for_the_projector(page: Page, school: School, database: Database) -> None:
    with database.read() as session:
        projector = thing(session, school)
    page.clock.install()
    page.goto(f"/handheld#find/{projector}")
    expect(page.get_by_text("还没有感应到")).to_be_visible()


def expect_heard(page: Page) -> None:
    expect(page.get_by_role("meter")).not_to_have_attribute("aria-valuenow", "0")


@pytest.fixture
def seeker(ada: Page, school: School, database: Database) -> Page:
    """Ada looks for the projector, at a computer."""
    look_for_the_projector(ada, school, database)
    return ada


@pytest.fixture
def toucher(chromium: Browser, address: str, school: School, database: Database) -> Iterator[Page]:
    """The same on a device that is used with fingers."""
    context = chromium.new_context(base_url=address, locale="zh-CN", has_touch=True, is_mobile=True)
    page = context.new_page()
    sign_in(page, address, engage(database, school.id, Role.MANAGER))
    look_for_the_projector(page, school, database)
    yield page
    context.close()


def test_the_enter_of_a_scanner_presses_no_button_but_that_of_a_person_does(seeker: Page) -> None:
    sound = seeker.get_by_role("button", name="声音")
    sound.focus()

    scan(seeker, f"{PROJECTOR}\n")
    expect_heard(seeker)
    expect(sound).to_have_attribute("aria-pressed", "true")
    expect(seeker.get_by_text("感应不到了")).to_be_visible()
    seeker.keyboard.press("Enter")

    expect(sound).to_have_attribute("aria-pressed", "false")


def test_a_chinese_input_method_spoils_nothing(seeker: Page) -> None:
    scan(seeker, PROJECTOR, input_method=True)

    expect_heard(seeker)


def test_a_program_that_puts_text_into_the_field_with_the_focus_is_heard(toucher: Page) -> None:
    toucher.keyboard.insert_text(PROJECTOR)

    expect_heard(toucher)


def test_it_is_heard_as_well_after_a_button_was_touched(toucher: Page) -> None:
    toucher.get_by_role("button", name="声音").tap()
    expect(toucher.locator(".wedge-field")).to_be_focused()

    toucher.keyboard.insert_text(PROJECTOR)

    expect_heard(toucher)
