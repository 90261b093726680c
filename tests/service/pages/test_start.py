"""From an empty database to the first count: the code, the four steps, in any order."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.campaign.stocktakes import list_stocktakes
from inventory.actions.cards.rooms import room_ids
from inventory.actions.school.accounts import has_accounts
from inventory.actions.school.schools import all_schools, create_school
from inventory.ids import SchoolId
from inventory.store.engine import Database
from service.app import create_app
from service.first_start import begin
from service.settings import Settings
from service.throttle import FREE_TRIES
from tests.people import NOW, School
from tests.service.pages.staff import Staff, engage

FORM = {"school": "育才小学", "username": "ada", "password": "correct horse battery"}


@pytest.fixture
def begun(database: Database) -> Iterator[tuple[TestClient, str]]:
    """A browser on a service nobody can sign in to yet, and the code it printed."""
    first = begin(database, datetime.now(UTC))
    assert first is not None
    app = create_app(Settings(), database, first[0])
    with TestClient(app, headers={"Origin": "http://testserver"}, follow_redirects=False) as opened:
        yield opened, first[1]


def test_every_page_leads_to_the_start_until_the_school_is_set_up(begun: tuple[TestClient, str]) -> None:
    browser, code = begun

    asked = [browser.get(page).headers["Location"] for page in ("/", "/sign-in", "/assets")]
    entered = browser.post("/start", data={**FORM, "code": code})

    assert ["/start"] * 3 == asked
    assert (303, "/") == (entered.status_code, entered.headers["Location"])
    assert "/first-steps" == browser.get("/").headers["Location"]
    assert "育才小学" in browser.get("/first-steps").text
    assert "/" == browser.get("/start").headers["Location"]


def test_a_wrong_code_is_told_and_not_tried_for_long(begun: tuple[TestClient, str], database: Database) -> None:
    browser, code = begun

    tries = [browser.post("/start", data={**FORM, "code": "aaaa-aaaa-aaaa"}) for _ in range(FREE_TRIES)]
    right = browser.post("/start", data={**FORM, "code": code})

    assert {403} == {answer.status_code for answer in tries}
    assert "初始代码不对" in tries[0].text
    assert 'value="育才小学"' in tries[0].text
    assert "correct horse" not in tries[0].text
    assert 429 == right.status_code
    with database.read() as session:
        assert [] == list(all_schools(session))


@pytest.mark.parametrize("missing", FORM)
def test_nothing_is_set_up_without_a_name_or_a_password(begun: tuple[TestClient, str], missing: str) -> None:
    browser, code = begun

    answer = browser.post("/start", data={**FORM, "code": code, missing: " "})

    assert answer.status_code in {403, 422}


def test_somebody_who_was_made_on_the_command_line_closes_the_door(
    begun: tuple[TestClient, str], database: Database
) -> None:
    browser, code = begun
    with database.write() as session:
        school = create_school(session, "Riverside", at=NOW)
    engage(database, school, Role.ADMIN)

    answer = browser.post("/start", data={**FORM, "code": code})

    assert "/" == answer.headers["Location"]
    with database.read() as session:
        assert [SchoolId(school)] == [each.id for each in all_schools(session) if has_accounts(session, school)]


def test_typed_rooms_are_looked_at_before_they_are_entered(staff: Staff, database: Database, school: School) -> None:
    ada = staff(Role.MANAGER)

    looked = ada.post("/first-steps/rooms", data={"typed": "301，音乐教室，教学楼，三楼\n302"}).text

    assert "音乐教室" in looked
    with database.read() as session:
        assert {"201", "202"} == set(room_ids(session, school.id))


def test_nothing_typed_is_no_list_of_rooms(staff: Staff) -> None:
    answer = staff(Role.MANAGER).post("/first-steps/rooms", data={"typed": " \n"})

    assert 422 == answer.status_code
    assert 'role="alert"' in answer.text


def test_the_first_count_is_of_one_room(staff: Staff, database: Database, school: School) -> None:
    ada = staff(Role.MANAGER)

    opened = ada.post("/first-steps/count", data={"room": "202"})

    with database.read() as session:
        (stocktake,) = list_stocktakes(session, school.id)
    assert f"/stocktakes/{stocktake.id}/rooms/202" == opened.headers["Location"]
    assert 1 == stocktake.rooms


def test_a_step_is_done_when_the_school_has_what_it_is_for(staff: Staff) -> None:
    page = staff(Role.MANAGER).get("/first-steps").text

    assert 3 == page.count("step--done")
    assert "2 个房间" in page
    assert "5 张卡片" in page
