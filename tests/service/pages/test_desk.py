"""The lending desk in the browser: what is read is done at once and said; what lies there still is not read again."""

import re

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from tests.people import School
from tests.service.pages.boxes import Handheld
from tests.service.pages.staff import Staff

PROJECTOR = "3474257BF40000000000162E"


@pytest.fixture
def ada(staff: Staff) -> TestClient:
    """Ada, at whose desk the projector is lent for three days."""
    browser = staff(Role.MANAGER)
    assert 303 == browser.post("/desk/things", data={"texts": "ZC-2024-00001", "days": "3"}).status_code
    return browser


def hidden(page: str, name: str) -> str:
    """What the form of the desk keeps under this name."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""


def read(browser: TestClient, text: str, before: str = "", **more: str) -> str:
    state = {name: value for name in ("person", "until", "station", "acted") if (value := hidden(before, name))}
    return browser.post("/desk", data=state | {"text": text} | more).text


def test_a_borrower_and_a_thing_are_a_loan_that_can_be_undone(ada: TestClient) -> None:
    borrower = read(ada, "李强")
    lent = read(ada, PROJECTOR, borrower)
    undone = ada.post("/desk/undo", data={"slip": hidden(lent, "slip"), "act": "lent"}).text

    assert "李强 借用" in borrower
    assert re.search(r'role="status" data-sound="good">投影仪：已借给 李强', lent)
    assert '当前借出 <b class="section__count">1</b>' in lent
    assert '当前借出 <b class="section__count">0</b>' in undone


def test_what_cannot_be_lent_is_said_aloud_and_in_large_words(ada: TestClient) -> None:
    answer = ada.post("/desk", data={"text": PROJECTOR})

    assert 409 == answer.status_code
    assert re.search(r'role="alert" data-sound="bad">[^<]*投影仪', answer.text)


def test_what_is_heard_is_acted_upon_once_as_long_as_it_lies_there(ada: TestClient, school: School) -> None:
    Handheld(school, ada).hears(PROJECTOR)
    station = {"station": str(school.station)}

    first = ada.get("/desk/field", params=station).text
    again = ada.get("/desk/field", params=station | {"acted": PROJECTOR}).text

    assert PROJECTOR == hidden(first, "text")
    assert ("", PROJECTOR) == (hidden(again, "text"), hidden(again, "acted"))


def test_programs_lend_and_take_back_as_well(client: TestClient, school: School) -> None:
    by = school.bearer(Role.MANAGER)
    client.post("/api/v1/desk/things", json={"things": [PROJECTOR], "days": 1}, headers=by)
    person = client.post("/api/v1/desk", json={"text": "李强"}, headers=by).json()["person"]

    lent = client.post("/api/v1/desk", json={"text": PROJECTOR, "borrower": person}, headers=by).json()
    (out,) = client.get("/api/v1/desk", headers=by).json()
    undone = client.post("/api/v1/desk/undo", json={"slip": lent["slip"], "act": lent["act"]}, headers=by)

    assert ("lent", "李强", lent["due"]) == (lent["act"], out["borrower"], out["due"])
    assert (200, []) == (undone.status_code, client.get("/api/v1/desk", headers=by).json())
