"""Turning the pages of long lists: the register, whatever numbers its cards have, shortages, and recounts."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.campaign.decisions import decide_all
from inventory.actions.campaign.standing import standing
from inventory.decisions import Choice
from inventory.store.engine import Database
from service.pages.campaign import Again, paged
from tests.inventory.actions.decided import close
from tests.people import NOW, a_school, a_stocktake

HEAD = "asset_no,name,room\n"
REGISTER = HEAD + "".join(f",未编号{n},201\n" for n in range(60)) + "".join(f"ZC-1,同号{n},201\n" for n in range(60))
LONG = HEAD + "".join(f"{'9' * 300}{n:03},长号{n},201\n" for n in range(60))


@pytest.mark.parametrize(("register", "cards"), [(REGISTER, 120), (LONG, 60)], ids=["equal and empty", "long"])
def test_every_card_is_reached_by_turning_pages(
    browser: TestClient, database: Database, register: str, cards: int
) -> None:
    school = a_school(database, register=register)
    browser.headers.update(school.bearer(Role.VIEWER))

    seen, address = [], "/assets"
    while address:
        page = browser.get(address).text
        seen += re.findall(r'<a href="/assets/([^"?]+)"><b>', page)
        address = next_page(page)

    assert (cards, cards) == (len(seen), len(set(seen)))


def next_page(page: str) -> str:
    found = re.search(r'href="(/assets\?[^"]*after=[^"]+)"', page)
    return unescape(found[1]) if found else ""


def test_a_card_without_a_name_can_be_opened(browser: TestClient, database: Database) -> None:
    school = a_school(database, register=HEAD + "ZC-1,,201\n")
    browser.headers.update(school.bearer(Role.VIEWER))

    link = re.search(r'href="(/assets/[^"]+)"><b>（无名称）<', browser.get("/assets").text)

    assert link is not None
    assert "<h1>（无名称）</h1>" in browser.get(link[1]).text


def test_a_document_of_shortages_is_written_off_whole_though_it_covers_several_pages(
    browser: TestClient, database: Database
) -> None:
    school = a_school(database, register=HEAD + "".join(f"ZC-{n},椅子,201\n" for n in range(130)))
    stocktake = a_stocktake(database, school)
    with database.write() as session:
        lines = standing(session, school.id, stocktake).lines
        decide_all(session, school.id, stocktake, lines, Choice.CONFIRM_SHORTAGE, "gone", by="Ada", at=NOW)
    close(database, school, stocktake)
    browser.headers.update(school.bearer(Role.MANAGER))

    shown = [browser.get(f"/shortages?page={page}").text for page in (1, 2)]
    (document,) = re.findall(r'name="documents" value="([^"]+)"', shown[0])
    browser.post("/shortages", data={"number": "2027-3", "day": "2027-01-15", "documents": document})

    assert [100, 30] == [len(re.findall(r'name="items"', page)) for page in shown]
    assert 'name="items"' not in browser.get("/shortages").text


def test_a_recount_is_shown_on_pages_that_tear_no_room_apart() -> None:
    rooms = [Again(code, "", ((None, "missing"),) * 60) for code in ("101", "102", "103")]

    assert [["101", "102"], ["103"]] == [[each.room for each in sheet] for sheet in paged(rooms)]
