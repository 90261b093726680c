"""Signing in and out, and what slows down somebody who guesses."""

from datetime import UTC, datetime
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy import text

from inventory.access import Role
from inventory.actions.school.accounts import (
    accounts_named,
    create_account,
    disable_account,
    signed_in,
    start_session,
)
from inventory.actions.school.accounts import change_password as store_password
from inventory.ids import AccountId, SchoolId
from inventory.store.engine import Database
from service.credentials import Credential, hash_password, new_secret, parse_credential
from service.sessions import PasswordTooShort, WrongPassword, change_password, sign_in, sign_out
from service.throttle import CROWD_TRIES, FREE_TRIES, PERIOD_SECONDS, Crowded, Throttle, Turns
from tests.passwords import hashed
from tests.people import NOW, School, a_school

pytestmark = pytest.mark.both_databases

OLD, NEW = "correct horse", "battery staple"


def an_account(database: Database, school: School, password: str = OLD) -> AccountId:
    with database.write() as session:
        return create_account(
            session,
            school.id,
            username="ben",
            password_hash=hashed(password),
            role=Role.COUNTER,
            one_time=True,
            by="Ada",
            at=NOW,
        )


def test_a_password_is_hashed_slowly_with_argon2id() -> None:
    assert hash_password(NEW).startswith("$argon2id$v=19$m=65536,t=3,p=4$")  # RFC 9106, section 4, second choice


def test_a_wrong_name_and_a_wrong_password_are_refused_alike(database: Database, school: School) -> None:
    an_account(database, school)

    for name, password in (("ben", NEW), ("nobody", OLD)):
        with pytest.raises(WrongPassword):
            sign_in(database, name, password, NOW)


def test_one_name_in_two_schools_leads_to_the_school_of_the_password(database: Database, school: School) -> None:
    hilltop = a_school(database, "Hilltop")
    an_account(database, school, OLD)
    an_account(database, hilltop, NEW)

    cookie = parse_credential(sign_in(database, "ben", NEW, NOW))

    assert cookie is not None
    assert hilltop.id == cookie.school


def test_after_signing_out_the_cookie_is_worth_nothing(database: Database, school: School) -> None:
    an_account(database, school)
    cookie = parse_credential(sign_in(database, "ben", OLD, datetime.now(UTC)))
    assert cookie is not None

    sign_out(database, cookie)

    with database.read() as session:
        assert signed_in(session, SchoolId(cookie.school), cookie.id) is None


def test_a_forged_cookie_signs_nobody_out(database: Database, school: School) -> None:
    an_account(database, school)
    cookie = parse_credential(sign_in(database, "ben", OLD, NOW))
    assert cookie is not None

    sign_out(database, Credential(cookie.school, cookie.id, new_secret()))

    with database.read() as session:
        assert signed_in(session, cookie.school, cookie.id) is not None


def test_a_wrong_password_is_refused_while_somebody_else_writes(database: Database, school: School) -> None:
    an_account(database, school)

    with database.write() as session:
        session.execute(text("UPDATE account SET username = username"))
        with pytest.raises(WrongPassword):
            sign_in(database, "ben", NEW, NOW)


def test_a_disabled_account_lets_nobody_in_and_ends_its_sessions(database: Database, school: School) -> None:
    an_account(database, school)
    cookie = parse_credential(sign_in(database, "ben", OLD, NOW))
    assert cookie is not None

    with database.write() as session:
        disable_account(session, school.id, "ben", by="Ada", at=NOW)

    with pytest.raises(WrongPassword):
        sign_in(database, "ben", OLD, NOW)
    with database.read() as session:
        assert session.scalar(text("SELECT count(*) FROM browser_session")) == 0


def test_what_was_looked_up_before_the_password_changed_starts_no_session(database: Database, school: School) -> None:
    account = an_account(database, school)
    with database.read() as session:
        (looked_up,) = accounts_named(session, "ben")
    change_password(database, school.id, account, "ben", OLD, NEW, NOW)

    with database.write() as session:
        assert start_session(session, looked_up, "hash", at=NOW, until=NOW) is None
        assert not store_password(session, looked_up, "hash", by="ben", at=NOW)


def test_a_new_password_ends_every_session_and_is_not_one_time_any_more(database: Database, school: School) -> None:
    account = an_account(database, school)
    old_cookie = parse_credential(sign_in(database, "ben", OLD, NOW))
    assert old_cookie is not None

    change_password(database, school.id, account, "ben", OLD, NEW, NOW)

    cookie = parse_credential(sign_in(database, "ben", NEW, NOW))
    assert cookie is not None
    with database.read() as session:
        assert signed_in(session, school.id, old_cookie.id) is None
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

    with pytest.raises(problem):
        change_password(database, school.id, account, "ben", old, new, NOW)


def test_the_owner_has_a_few_free_tries_and_then_must_wait_at_that_address_only() -> None:
    throttle = Throttle()

    assert [0] * FREE_TRIES == [throttle.take("ben", "10.0.0.1", now=100) for _ in range(FREE_TRIES)]

    assert PERIOD_SECONDS - 10 == throttle.take("ben", "10.0.0.1", now=110)
    assert 0 == throttle.take("ben", "10.0.0.2", now=110)
    assert 0 == throttle.take("cy", "10.0.0.1", now=110)
    assert 0 == throttle.take("ben", "10.0.0.1", now=100 + PERIOD_SECONDS)


def test_many_addresses_together_have_a_limit_for_one_name() -> None:
    throttle = Throttle()
    for number in range(CROWD_TRIES):
        throttle.take("ben", f"address {number}", now=100)

    assert PERIOD_SECONDS == throttle.take("ben", "another", now=100)
    assert 0 == throttle.take("cy", "another", now=100)


def test_one_address_has_a_limit_for_all_names_together() -> None:
    throttle = Throttle()
    for number in range(CROWD_TRIES):
        throttle.take(f"name {number}", "10.0.0.1", now=100)

    assert PERIOD_SECONDS == throttle.take("another", "10.0.0.1", now=100)
    assert 0 == throttle.take("another", "10.0.0.2", now=100)


def test_a_right_password_forgives_the_wrong_ones() -> None:
    throttle = Throttle()
    for _ in range(FREE_TRIES):
        throttle.take("ben", "10.0.0.1", now=100)

    throttle.right("ben", "10.0.0.1")

    assert 0 == throttle.take("ben", "10.0.0.1", now=100)


def test_tries_for_endless_names_do_not_fill_the_memory() -> None:
    throttle = Throttle(keys_kept=30)
    for _ in range(FREE_TRIES):
        throttle.take("ben", "10.0.0.1", now=100)

    for number in range(10):
        throttle.take(f"name {number}", f"address {number}", now=100)

    assert 0 == throttle.take("ben", "10.0.0.1", now=100)


def test_who_comes_when_the_line_is_full_is_refused_at_once_and_not_kept_waiting() -> None:
    turns, working, finished = Turns(at_once=1, waiting=0), Event(), Event()

    def work() -> None:
        with turns.turn():
            working.set()
            finished.wait(10)

    worker = Thread(target=work)
    worker.start()
    assert working.wait(10)
    with pytest.raises(Crowded), turns.turn():
        pass
    finished.set()
    worker.join(10)

    with turns.turn():
        assert not worker.is_alive()


def test_no_more_than_the_given_number_work_at_once() -> None:
    turns, pair = Turns(at_once=2, waiting=8), Barrier(2)
    at_work: list[object] = []
    counts: list[int] = []

    def work() -> None:
        with turns.turn():
            at_work.append(None)
            counts.append(len(at_work))
            pair.wait(10)
            at_work.pop()

    workers = [Thread(target=work) for _ in range(10)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(10)

    assert (10, 2) == (len(counts), max(counts))
