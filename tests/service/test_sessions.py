"""Signing in, and what slows down somebody who guesses."""

from datetime import UTC, datetime

import pytest

from inventory.access import Role
from inventory.actions.accounts import create_account, signed_in
from inventory.ids import AccountId, SchoolId
from inventory.store.engine import Database
from service.credentials import hash_password, parse_credential
from service.sessions import PasswordTooShort, WrongPassword, change_password, sign_in, sign_out
from service.throttle import FREE_TRIES, WAIT_SECONDS, Throttle
from tests.people import NOW, School, a_school

OLD, NEW = "correct horse", "battery staple"


def an_account(database: Database, school: School, password: str = OLD) -> AccountId:
    with database.write() as session:
        return create_account(
            session,
            school.id,
            username="ben",
            password_hash=hash_password(password),
            role=Role.COUNTER,
            one_time=True,
            by="Ada",
            at=NOW,
        )


def test_a_wrong_name_and_a_wrong_password_are_refused_alike(database: Database, school: School) -> None:
    an_account(database, school)

    for name, password in (("ben", NEW), ("nobody", OLD)):
        with database.write() as session, pytest.raises(WrongPassword):
            sign_in(session, name, password, NOW)


def test_one_name_in_two_schools_leads_to_the_school_of_the_password(database: Database, school: School) -> None:
    hilltop = a_school(database, "Hilltop")
    an_account(database, school, OLD)
    an_account(database, hilltop, NEW)

    with database.write() as session:
        cookie = parse_credential(sign_in(session, "ben", NEW, NOW))

    assert cookie is not None
    assert hilltop.id == cookie.school


def test_after_signing_out_the_cookie_is_worth_nothing(database: Database, school: School) -> None:
    an_account(database, school)
    with database.write() as session:
        cookie = parse_credential(sign_in(session, "ben", OLD, datetime.now(UTC)))
    assert cookie is not None

    with database.write() as session:
        sign_out(session, cookie)

    with database.read() as session:
        assert signed_in(session, SchoolId(cookie.school), cookie.id) is None


def test_a_new_password_ends_every_session_and_is_not_one_time_any_more(database: Database, school: School) -> None:
    account = an_account(database, school)
    with database.write() as session:
        old_cookie = parse_credential(sign_in(session, "ben", OLD, NOW))
    assert old_cookie is not None

    with database.write() as session:
        change_password(session, school.id, account, "ben", OLD, NEW, NOW)

    with database.write() as session:
        assert signed_in(session, school.id, old_cookie.id) is None
        cookie = parse_credential(sign_in(session, "ben", NEW, NOW))
        assert cookie is not None
        who = signed_in(session, school.id, cookie.id)
    assert who is not None
    assert not who.one_time


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [(NEW, NEW, WrongPassword), (OLD, "short", PasswordTooShort), (OLD, OLD, PasswordTooShort)],
)
def test_a_password_is_changed_only_by_who_knows_it_and_to_a_better_one(
    database: Database, school: School, old: str, new: str, problem: type[Exception]
) -> None:
    account = an_account(database, school)

    with database.write() as session, pytest.raises(problem):
        change_password(session, school.id, account, "ben", old, new, NOW)


def test_a_few_wrong_tries_are_free_and_then_the_name_must_wait() -> None:
    throttle = Throttle()

    for _ in range(FREE_TRIES):
        assert 0 == throttle.wait("ben", now=100)
        throttle.wrong("ben", now=100)

    assert WAIT_SECONDS == throttle.wait("ben", now=100)
    assert 0 == throttle.wait("cy", now=100)
    assert 0 == throttle.wait("ben", now=100 + WAIT_SECONDS)


def test_a_right_password_forgives_the_wrong_ones() -> None:
    throttle = Throttle()
    for _ in range(FREE_TRIES):
        throttle.wrong("ben", now=100)

    throttle.right("ben")

    assert 0 == throttle.wait("ben", now=100)


def test_tries_for_endless_names_do_not_fill_the_memory() -> None:
    throttle = Throttle(names_kept=10)

    for number in range(10 + 1):
        for _ in range(FREE_TRIES):
            throttle.wrong(f"name {number}", now=100)

    assert 0 == throttle.wait("name 0", now=100)
    assert WAIT_SECONDS == throttle.wait("name 10", now=100)
