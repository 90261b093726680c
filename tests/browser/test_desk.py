"""The lending desk with a reader on it: a card, a thing, and it is lent; and that is taken back."""

from playwright.sync_api import Page, expect
from sqlalchemy import select

from inventory.actions.documents.lendable import mark_lendable
from inventory.actions.documents.movements import Occasion
from inventory.actions.tagging.binding import Wish, bind_tag
from inventory.store.engine import Database
from inventory.store.schools import Person
from inventory.tagging import Bearer, Bears
from inventory.tags import Tag
from tests.people import NOW, School
from tests.service.pages.boxes import Handheld

PROJECTOR, CARD = "3474257BF40000000000162E", Tag("ABCD00112233445566770001")


def test_a_card_and_a_thing_before_the_reader_are_a_loan_that_can_be_undone(
    ada: Page, handheld: Handheld, school: School, database: Database
) -> None:
    with database.write() as session:
        mark_lendable(session, school.id, ["ZC-2024-00001"], 3, Occasion("", "Ada", NOW))
        person = session.scalars(select(Person.id).where(Person.name == "李强")).one()
        bind_tag(session, school.id, Wish(CARD, Bearer(Bears.PERSON, person)), by="Ada", at=NOW)
    ada.goto("/desk")
    ada.locator("select[name=station]").select_option(str(school.station))
    expect(ada.locator("#field")).to_contain_text("放到读写器前")

    handheld.hears(CARD)
    expect(ada.get_by_role("status")).to_contain_text("李强 借用，请刷物品")
    handheld.hears(PROJECTOR)
    expect(ada.get_by_role("status")).to_contain_text("投影仪：已借给 李强")
    expect(ada.locator("#out")).to_contain_text("投影仪")

    ada.get_by_role("button", name="撤销").click()
    expect(ada.locator("#out")).to_contain_text("目前没有借出的物品")
