"""The life of a thing in the browser, and on paper."""

import re

from inventory.access import Role
from inventory.store.engine import Database
from tests.inventory.actions.slips import asked, taken, thing
from tests.people import School
from tests.service.pages.staff import Staff


def test_from_the_card_one_gets_to_the_life_of_a_piece_and_prints_it(
    staff: Staff, school: School, database: Database
) -> None:
    with database.write() as session:
        taken(session, school, asked(session, school, "loan", thing(session, school)), "lend")
    viewer = staff(Role.VIEWER)
    card = re.search(r'href="(/assets/[0-9a-f-]{36})"', viewer.get("/assets", params={"q": "投影仪"}).text)
    assert card is not None

    life = re.search(r'href="(/things/[0-9a-f-]{36}/life)"', viewer.get(card[1]).text)
    assert life is not None
    shown = viewer.get(life[1]).text

    assert all(text in shown for text in ("2026-借用-0001/1：借出", "借用人：李强", "for the lesson", "register.csv"))
    assert viewer.get(f"{life[1]}.pdf").content.startswith(b"%PDF")
