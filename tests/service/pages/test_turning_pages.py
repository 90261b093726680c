"""Turning the pages of the register reaches every card, whatever numbers the cards have."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from tests.people import a_school

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
    found = re.search(r'href="(/assets\?[^"]*after_id=[^"]+)"', page)
    return unescape(found[1]) if found else ""


def test_a_card_without_a_name_can_be_opened(browser: TestClient, database: Database) -> None:
    school = a_school(database, register=HEAD + "ZC-1,,201\n")
    browser.headers.update(school.bearer(Role.VIEWER))

    link = re.search(r'href="(/assets/[^"]+)"><b>（无名称）<', browser.get("/assets").text)

    assert link is not None
    assert "<h1>（无名称）</h1>" in browser.get(link[1]).text
