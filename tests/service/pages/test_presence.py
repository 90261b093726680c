"""The page of where things are holds what readers heard against the books."""

from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.presence.presence_list import Where, WherePage, list_presence
from inventory.store.engine import Database
from tests.inventory.actions.readers import COMPUTER, PROJECTOR, a_gate, a_reader
from tests.inventory.actions.slips import thing
from tests.people import NOW, School
from tests.service.pages.staff import Staff


@pytest.fixture
def heard(database: Database, school: School) -> School:
    """The projector was heard next door, the computer, of the same room, went out."""
    a_reader(database, school, "202").hears(PROJECTOR, 10)
    a_gate(database, school, "201").hears(COMPUTER, 20)
    return school


@pytest.mark.parametrize(
    ("where", "names"),
    [
        (Where.ELSEWHERE, ["投影仪"]),
        (Where.OUTSIDE, ["台式计算机"]),
        (Where.ALL, ["台式计算机", "投影仪"]),
    ],
)
def test_things_are_found_by_where_they_are(
    database: Database, heard: School, where: Where, names: list[str]
) -> None:
    with database.read() as session:
        found = list_presence(session, heard.id, WherePage(where), most=9)

    assert names == [each.name for each in found]


@pytest.mark.both_databases
def test_what_was_long_unseen_is_found(database: Database, heard: School) -> None:
    with database.read() as session:
        found = [
            len(list_presence(session, heard.id, WherePage(Where.SILENT, NOW + after * timedelta(seconds=1)), most=9))
            for after in (5, 15, 30)
        ]

    assert [0, 1, 2] == found


@pytest.mark.both_databases
@pytest.mark.usefixtures("heard")
def test_the_page_shows_the_room_by_the_books_and_the_one_it_was_heard_in(staff: Staff) -> None:
    viewer = staff(Role.VIEWER)

    page = viewer.get("/presence?text=ZC-2024-00001").text

    assert all(words in page for words in ("投影仪", ">201<", "<b>202</b>", "5×"))
    assert "台式计算机" not in page
    assert "台式计算机" in viewer.get("/presence?where=outside").text


@pytest.mark.usefixtures("heard")
def test_what_was_not_seen_since_a_day_is_listed_on_the_page_and_for_programs(
    staff: Staff, school: School, client: TestClient
) -> None:
    viewer = staff(Role.VIEWER)
    before, after = (f"where=silent&since={NOW.date() + timedelta(days=days)}" for days in (-1, 2))

    pages = [viewer.get(f"/presence?{asked}").text for asked in (before, after)]
    told = client.get(f"/api/v1/presence?{after}&limit=1", headers=school.bearer(Role.VIEWER)).json()

    assert [False, True] == ["投影仪" in page for page in pages]
    assert (["台式计算机"], 1) == ([each["name"] for each in told["things"]], told["next"])


def test_the_life_of_a_thing_says_where_it_is(staff: Staff, database: Database, heard: School) -> None:
    with database.read() as session:
        items = [thing(session, heard, f"ZC-2024-0000{number}") for number in (1, 2, 3)]
    viewer = staff(Role.VIEWER)

    inside, outside, never = (viewer.get(f"/things/{item}/life").text for item in items)

    assert "在 202 室读到" in inside
    assert "已经门禁点外出" in outside
    assert "门禁点" not in never


@pytest.mark.both_databases
@pytest.mark.usefixtures("heard")
def test_the_register_tells_of_each_card_where_it_was_seen_last_if_that_is_asked_for(staff: Staff) -> None:
    viewer = staff(Role.VIEWER)

    heard, never = (viewer.get(f"/assets?q=ZC-2024-0000{number}&column=seen").text for number in (1, 5))

    assert "202 <span" in heard
    assert "202 <span" not in never
    assert "202 <span" not in viewer.get("/assets?q=ZC-2024-00001").text
