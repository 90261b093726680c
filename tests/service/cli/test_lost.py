"""A token was stolen or a password lost: what the command line does about it, and what the log keeps of it."""

import pytest
from sqlalchemy import select

from inventory.access import Role
from inventory.actions.school.accounts import create_account, signed_in
from inventory.actions.school.tokens import token_bearer
from inventory.ids import SchoolId
from inventory.store.engine import Database
from inventory.store.journal import Entry
from inventory.store.schools import School
from service.credentials import Credential, parse_credential
from service.sessions import WrongPassword, sign_in
from tests.passwords import hashed
from tests.people import NOW
from tests.service.cli.running import Rollcall, last_line

OLD = "correct horse"


@pytest.fixture(autouse=True)
def _riverside(rollcall: Rollcall) -> None:
    rollcall("school", "create", "Riverside")


@pytest.fixture
def ben(database: Database) -> str:
    """Somebody whose password, `OLD`, is checked quickly."""
    with database.write() as session:
        school = SchoolId(session.scalars(select(School.id)).one())
        create_account(
            session,
            school,
            username="ben",
            password_hash=hashed(OLD),
            role=Role.VIEWER,
            one_time=False,
            by="Ada",
            at=NOW,
        )
    return "ben"


def is_good(database: Database, token: str) -> bool:
    credential = parse_credential(token)
    assert credential is not None
    with database.read() as session:
        return token_bearer(session, credential.school, credential.id) is not None


def browser_of(database: Database, username: str, password: str) -> Credential:
    cookie = parse_credential(sign_in(database, username, password, NOW))
    assert cookie is not None
    return cookie


def is_signed_in(database: Database, cookie: Credential) -> bool:
    with database.read() as session:
        return signed_in(session, cookie.school, cookie.id) is not None


def last_entry(database: Database) -> tuple[str, dict[str, str]]:
    with database.read() as session:
        entry = session.scalars(select(Entry).order_by(Entry.number.desc())).first()
    assert entry is not None
    return entry.what, {fact: said for fact, said in entry.facts.items() if not fact.startswith("seal")}


@pytest.mark.both_databases
def test_a_token_is_revoked_by_its_name(rollcall: Rollcall, database: Database) -> None:
    stolen = last_line(rollcall("token", "create", "library"))
    other = last_line(rollcall("token", "create", "bursar"))

    done = rollcall("token", "revoke", "library")

    assert 0 == done.exit_code
    assert (False, True) == (is_good(database, stolen), is_good(database, other))
    assert ("token revoked", {"name": "library"}) == last_entry(database)


def test_of_several_tokens_of_one_name_the_id_says_which(rollcall: Rollcall, database: Database) -> None:
    stolen, other = (last_line(rollcall("token", "create", "library")) for _ in range(2))
    credential = parse_credential(stolen)
    assert credential is not None

    unclear = rollcall("token", "revoke", "library")
    done = rollcall("token", "revoke", str(credential.id))

    assert (1, 0) == (unclear.exit_code, done.exit_code)
    assert "Several tokens are named library" in unclear.stderr
    assert (False, True) == (is_good(database, stolen), is_good(database, other))


def test_the_list_shows_every_token_and_which_are_revoked_but_no_secret(rollcall: Rollcall) -> None:
    text = last_line(rollcall("token", "create", "library", "--role", "manager"))
    rollcall("station", "create", "handheld 1")
    rollcall("token", "revoke", "library")

    listed = rollcall("token", "list").stdout

    revoked, good = (line.split("\t")[1:] for line in listed.splitlines())
    assert (["library", "manager"], 4) == (revoked[:2], len(revoked))
    assert (["handheld 1", "station"], 3) == (good[:2], len(good))
    assert text not in listed


def test_a_token_that_is_not_there_cannot_be_revoked(rollcall: Rollcall) -> None:
    rollcall("token", "create", "library")
    rollcall("token", "revoke", "library")

    refused = [rollcall("token", "revoke", name) for name in ("nothing", "library")]

    assert [1, 1] == [result.exit_code for result in refused]
    assert "There is no token nothing here." in refused[0].stderr


def test_a_new_token_of_a_station_makes_its_old_ones_worthless(rollcall: Rollcall, database: Database) -> None:
    stolen = last_line(rollcall("station", "create", "handheld 1"))
    other = last_line(rollcall("station", "create", "handheld 2"))

    new = last_line(rollcall("station", "token", "handheld 1"))

    assert [False, True, True] == [is_good(database, token) for token in (stolen, other, new)]
    assert 1 == rollcall("station", "token", "handheld 3").exit_code


def test_a_disabled_user_is_out_at_once_and_cannot_come_back(
    rollcall: Rollcall, database: Database, ben: str
) -> None:
    browser = browser_of(database, ben, OLD)

    done = rollcall("user", "disable", ben)

    assert 0 == done.exit_code
    assert not is_signed_in(database, browser)
    with pytest.raises(WrongPassword):
        sign_in(database, ben, OLD, NOW)
    assert ("account disabled", {"username": ben}) == last_entry(database)
    assert 1 == rollcall("user", "password", ben).exit_code


def test_a_new_password_works_once_and_ends_what_the_old_one_began(
    rollcall: Rollcall, database: Database, ben: str
) -> None:
    browser = browser_of(database, ben, OLD)

    new = last_line(rollcall("user", "password", ben))

    assert not is_signed_in(database, browser)
    assert ("password reset", {"username": ben}) == last_entry(database)
    cookie = browser_of(database, ben, new)
    with database.read() as session:
        who = signed_in(session, cookie.school, cookie.id)
    assert who is not None
    assert (Role.VIEWER, True) == (who.role, who.one_time)


def test_the_list_shows_every_user_and_who_is_disabled(rollcall: Rollcall, ben: str) -> None:
    rollcall("user", "create", "cy", "--role", "admin")
    rollcall("user", "disable", ben)

    disabled, cy = (line.split("\t") for line in rollcall("user", "list").stdout.splitlines())

    assert (["ben", "viewer"], 4) == (disabled[:2], len(disabled))
    assert (["cy", "admin"], 3) == (cy[:2], len(cy))


@pytest.mark.parametrize(
    ("arguments", "stdin", "exit_code"),
    [
        (["--password-stdin"], "short\n", 1),
        (["--password-stdin"], "", 1),
        (["--password-stdin", "--password", OLD], f"{OLD}\n", 2),
    ],
)
def test_a_password_that_is_too_short_or_given_twice_is_refused(
    rollcall: Rollcall, arguments: list[str], stdin: str, exit_code: int
) -> None:
    refused = rollcall("user", "create", "ben", *arguments, stdin=stdin)

    assert exit_code == refused.exit_code
    assert "" == rollcall("user", "list").stdout


def test_a_password_read_from_a_pipe_is_not_shown_again(rollcall: Rollcall, database: Database) -> None:
    created = rollcall("user", "create", "ben", "--password-stdin", stdin=f"{OLD}\r\nmore\n")

    assert OLD not in created.output
    assert is_signed_in(database, browser_of(database, "ben", OLD))
