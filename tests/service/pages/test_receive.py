"""Receiving a cart at the door: what was sent here is confirmed, what else was read is sorted out."""

from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from tests.inventory.actions.slips import asked, stands, taken, thing
from tests.people import School
from tests.service.pages.boxes import Handheld
from tests.service.pages.staff import Staff

PROJECTOR, COMPUTER, STRANGER = "3474257BF40000000000162E", "E28011606000020464A1B2C1", "ABCD00112233445566770009"


@pytest.fixture
def ada(staff: Staff, school: School, database: Database) -> TestClient:
    """Ada stands before 202, to which the projector was sent."""
    with database.write() as session:
        slip = asked(session, school, "transfer", thing(session, school))
        taken(session, school, slip, "send")
    return staff(Role.MANAGER)


def where(database: Database, school: School, number: str) -> str | None:
    with database.read() as session:
        return stands(session, school, thing(session, school, number))[0]


def test_a_cart_is_sorted_out_and_confirmed_in_one_click(ada: TestClient, school: School, database: Database) -> None:
    texts = "\n".join((PROJECTOR, COMPUTER, "ZC-2024-00005", STRANGER))
    sorted_out = ada.post("/receive/read", data={"room": "202", "texts": texts}).text

    confirmed = ada.post("/receive", data={"room": "202", "texts": texts, "do": "confirm"}).text

    order = ("已发往此处且已读到", "账面在别处", "账面已在此处", "无人认识")
    assert sorted(order, key=sorted_out.index) == list(order)
    assert "1 件资产已到达 202" in confirmed
    assert ("202", "201") == tuple(where(database, school, f"ZC-2024-0000{number}") for number in (1, 2))


def test_what_has_no_document_gets_one_transfer(ada: TestClient, school: School, database: Database) -> None:
    answer = ada.post("/receive", data={"room": "202", "texts": COMPUTER, "do": "transfer"})

    assert (303, True) == (answer.status_code, answer.headers["Location"].startswith("/documents/"))
    assert "202" == where(database, school, "ZC-2024-00002")


@pytest.mark.both_databases
def test_what_a_reader_sweeps_since_it_began_is_the_cart(ada: TestClient, school: School) -> None:
    began = int((datetime.now(UTC) - timedelta(seconds=5)).timestamp())
    at_the_door = {"room": "202", "station": str(school.station), "since": str(began)}
    before = ada.get("/receive/cart", params=at_the_door).text

    Handheld(school, ada).hears(PROJECTOR)
    after = ada.get("/receive/cart", params=at_the_door).text

    assert "尚未读到" in before
    assert "尚未读到" not in after
    assert "确认 1 件资产到达" in after


def test_a_room_nobody_knows_is_said_so(ada: TestClient) -> None:
    assert 404 == ada.post("/receive/read", data={"room": "999", "texts": PROJECTOR}).status_code


def test_a_beginning_far_beyond_our_years_is_refused(ada: TestClient, school: School) -> None:
    asked = {"room": "202", "station": str(school.station), "since": str(2**40 - 1)}

    assert 422 == ada.get("/receive/cart", params=asked).status_code
