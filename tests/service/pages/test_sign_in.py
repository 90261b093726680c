"""Signing in and out, and choosing a password, as people do it."""

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from service.throttle import FREE_TRIES, PERIOD_SECONDS
from tests.people import School
from tests.service.pages.staff import PASSWORD, Staff, engage


def form(username: str, password: str = PASSWORD, **more: str) -> dict[str, str]:
    return {"username": username, "password": password, **more}


def test_a_stranger_is_led_to_the_sign_in_page_and_then_to_what_was_asked_for(
    browser: TestClient, database: Database, school: School
) -> None:
    ada = engage(database, school.id, Role.MANAGER)

    asked = browser.get("/assets")
    entered = browser.post("/sign-in", data=form(ada, next="/assets"))

    assert (asked.status_code, asked.headers["Location"]) == (303, "/sign-in?next=/assets")
    assert (entered.status_code, entered.headers["Location"]) == (303, "/assets")
    assert browser.get("/assets").status_code == 200


@pytest.mark.parametrize("foreign", ["https://evil.example", "//evil.example", "/\\evil.example", "evil", "/a\r\nb"])
def test_nobody_is_led_to_a_foreign_site(
    browser: TestClient, database: Database, school: School, foreign: str
) -> None:
    ada = engage(database, school.id, Role.VIEWER)

    entered = browser.post("/sign-in", data=form(ada, next=foreign))

    assert entered.headers["Location"] == "/"


@pytest.mark.parametrize("username", ["manager", "nobody"])
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(
    browser: TestClient, database: Database, school: School, username: str
) -> None:
    engage(database, school.id, Role.MANAGER)

    refused = browser.post("/sign-in", data=form(username, "wrong"))

    assert refused.status_code == 403
    assert "用户名或密码不对。" in refused.text
    assert "rollcall_session" not in refused.cookies


def test_after_a_few_wrong_passwords_the_name_has_to_wait(
    browser: TestClient, database: Database, school: School
) -> None:
    ada = engage(database, school.id, Role.MANAGER)
    for _ in range(FREE_TRIES):
        browser.post("/sign-in", data=form(ada, "wrong"))

    refused = browser.post("/sign-in", data=form(ada))

    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= PERIOD_SECONDS
    assert "密码错误次数过多" in refused.text


def test_a_stranger_who_guesses_does_not_lock_the_owner_out(
    browser: TestClient, database: Database, school: School
) -> None:
    ada = engage(database, school.id, Role.ADMIN)
    stranger = TestClient(browser.app, headers={"Origin": "http://testserver"}, client=("192.0.2.66", 50_000))
    for _ in range(FREE_TRIES + 1):
        refused = stranger.post("/sign-in", data=form(ada, "wrong"))

    entered = browser.post("/sign-in", data=form(ada))

    assert (refused.status_code, entered.status_code) == (429, 303)


def test_the_present_password_cannot_be_guessed_from_a_browser_left_open(staff: Staff) -> None:
    ada = staff(Role.VIEWER)
    guess = {"old": "wrong", "new": "a sentence of my own"}

    answers = [ada.post("/password", data=guess).status_code for _ in range(FREE_TRIES + 1)]

    assert answers == [403] * FREE_TRIES + [429]


def test_the_session_cookie_is_kept_from_scripts_and_from_other_sites(
    browser: TestClient, database: Database, school: School
) -> None:
    entered = browser.post("/sign-in", data=form(engage(database, school.id, Role.VIEWER)))

    assert "HttpOnly" in entered.headers["Set-Cookie"]
    assert "SameSite=lax" in entered.headers["Set-Cookie"]


def test_who_signs_out_is_a_stranger_again(staff: Staff) -> None:
    ada = staff(Role.MANAGER)

    left = ada.post("/sign-out")

    assert left.headers["Location"] == "/sign-in"
    assert ada.get("/").status_code == 303


def test_a_password_that_was_given_must_be_changed_before_anything_else(
    browser: TestClient, database: Database, school: School
) -> None:
    ada = engage(database, school.id, Role.MANAGER, one_time=True)
    browser.post("/sign-in", data=form(ada))

    held_up = browser.get("/")
    changed = browser.post("/password", data={"old": PASSWORD, "new": "a sentence of my own"})

    assert held_up.headers["Location"] == "/password"
    assert changed.headers["Location"] == "/sign-in"
    assert browser.post("/sign-in", data=form(ada, "a sentence of my own")).status_code == 303
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("wrong", "a sentence of my own", "用户名或密码不对。"), (PASSWORD, "short", "密码至少要 8 个字符")],
)
def test_a_new_password_is_refused_with_the_reason(staff: Staff, old: str, new: str, said: str) -> None:
    refused = staff(Role.VIEWER).post("/password", data={"old": old, "new": new})

    assert refused.status_code == 403
    assert said in refused.text
