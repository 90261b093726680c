"""Accounts on their page: somebody is let in, gets a new password, or is let in no more."""

import re
from http import HTTPStatus

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.ids import AccountId, new_id
from inventory.store.engine import Database
from service.access import Who
from service.accounts import LastAdministrator, end_account, give_account
from tests.people import School
from tests.service.pages.staff import PASSWORD, Staff, engage

CHEN = {"username": "chen.hong", "role": "counter"}


def shown(answer: Response) -> str:
    """The password on the page."""
    found = re.search(r'class="token">([^<]+)<', answer.text)
    assert found is not None, answer.text
    return found[1]


def enters(browser: TestClient, username: str, password: str) -> str | None:
    """Where somebody is led who tries to sign in and then asks for the start page."""
    browser.cookies.clear()
    browser.post("/sign-in", data={"username": username, "password": password})
    return browser.get("/").headers.get("Location")


def test_somebody_is_let_in_with_a_password_that_works_once(staff: Staff, browser: TestClient) -> None:
    made = staff(Role.ADMIN).post("/people/accounts", data=CHEN)

    assert made.headers["Cache-Control"] == "no-store"
    assert enters(browser, "chen.hong", shown(made)) == "/password"


def test_a_name_that_is_taken_is_said_where_it_was_typed(staff: Staff) -> None:
    admin = staff(Role.ADMIN)

    taken = admin.post("/people/accounts", data={"username": "admin", "role": "viewer"})
    nobody = admin.post("/people/accounts", data={"username": " ", "role": "viewer"})

    assert (taken.status_code, nobody.status_code) == (HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY)
    assert 'name="username" value="admin"' in taken.text
    assert '<option value="viewer" selected>' in taken.text


def test_a_lost_password_is_worth_nothing_once_there_is_a_new_one(
    staff: Staff, browser: TestClient, database: Database, school: School
) -> None:
    engage(database, school.id, Role.COUNTER)

    renewed = staff(Role.ADMIN).post("/people/accounts/password", data={"username": "counter"})

    assert enters(browser, "counter", PASSWORD) == "/sign-in?next=/"
    assert enters(browser, "counter", shown(renewed)) == "/password"


def test_an_account_that_was_ended_lets_nobody_in_and_nobody_ends_their_own(
    staff: Staff, browser: TestClient, database: Database, school: School
) -> None:
    engage(database, school.id, Role.COUNTER)
    admin = staff(Role.ADMIN)

    own = admin.post("/people/accounts/end", data={"username": "admin"})
    admin.post("/people/accounts/end", data={"username": "counter"})

    assert own.status_code == HTTPStatus.CONFLICT
    assert "counter" not in re.findall(r"<b>(\w+)</b>", admin.get("/people").text)
    assert enters(browser, "counter", PASSWORD) == "/sign-in?next=/"


def test_programs_let_people_in_and_out(browser: TestClient, school: School) -> None:
    head = school.bearer(Role.ADMIN)

    made = browser.post("/api/v1/accounts", json=CHEN, headers=head)
    renewed = browser.post("/api/v1/accounts/chen.hong/password", headers=head)
    ended = browser.post("/api/v1/accounts/chen.hong/end", headers=head)

    assert [made.status_code, renewed.status_code, ended.status_code] == [201, 200, 204]
    assert made.json()["password"] != renewed.json()["password"]
    assert browser.get("/api/v1/accounts", headers=head).json()["accounts"] == []


def test_no_program_ends_the_last_administrator(browser: TestClient, database: Database, school: School) -> None:
    engage(database, school.id, Role.ADMIN)
    head = school.bearer(Role.ADMIN)

    refused = browser.post("/api/v1/accounts/admin/end", headers=head)
    browser.post("/api/v1/accounts", json={"username": "li.na", "role": "admin"}, headers=head)
    ended = browser.post("/api/v1/accounts/admin/end", headers=head)

    assert [refused.status_code, ended.status_code] == [HTTPStatus.CONFLICT, HTTPStatus.NO_CONTENT]


def test_two_administrators_who_end_each_other_do_not_both_succeed(database: Database, school: School) -> None:
    both = [Who(school.id, "", name, Role.ADMIN, AccountId(new_id())) for name in ("admin", "li.na")]
    engage(database, school.id, Role.ADMIN)
    give_account(database, both[0], "li.na", Role.ADMIN)

    end_account(database, both[0], "li.na")

    with pytest.raises(LastAdministrator):
        end_account(database, both[1], "admin")


def test_blanks_around_a_user_name_are_none_of_it(browser: TestClient, school: School) -> None:
    head = school.bearer(Role.ADMIN)

    made = browser.post("/api/v1/accounts", json={"username": " chen.hong ", "role": "counter"}, headers=head)
    nobody = browser.post("/api/v1/accounts", json={"username": " ", "role": "counter"}, headers=head)

    assert made.json()["username"] == "chen.hong"
    assert nobody.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
