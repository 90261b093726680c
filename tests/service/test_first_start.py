"""Setting the service up in a browser: the code that was printed lets one person in, once."""

from datetime import UTC, datetime, timedelta

import pytest

from inventory.access import Role
from inventory.actions.proof.journal import verify
from inventory.actions.school.accounts import signed_in
from inventory.actions.school.schools import all_schools, create_school
from inventory.ids import SchoolId
from inventory.store.engine import Database
from service.credentials import parse_credential
from service.first_start import AlreadySetUp, Beginning, CodeExpired, FirstStart, WrongCode, begin
from service.sessions import PasswordTooShort, sign_in
from tests.people import School

pytestmark = pytest.mark.both_databases

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
SAID = Beginning("育才小学", "ada", "correct horse battery")


def begun(database: Database) -> tuple[FirstStart, str]:
    found = begin(database, NOW)
    assert found is not None
    return found


def test_whoever_has_the_code_becomes_the_administrator_of_the_school(database: Database) -> None:
    first, code = begun(database)

    first.set_up(database, code, SAID, NOW)

    cookie = parse_credential(sign_in(database, "ada", SAID.password, datetime.now(UTC)))
    assert cookie is not None
    with database.read() as session:
        who = signed_in(session, SchoolId(cookie.school), cookie.id)
        assert verify(session, cookie.school) is None
    assert who is not None
    assert ("育才小学", Role.ADMIN, False, False) == (who.school_name, who.role, who.one_time, who.sample)


def test_the_code_is_worth_nothing_once_somebody_can_sign_in(database: Database) -> None:
    first, code = begun(database)
    first.set_up(database, code, SAID, NOW)

    with pytest.raises(AlreadySetUp):
        first.set_up(database, code, Beginning("Another", "eve", "correct horse battery"), NOW)

    assert not first.waits(database)
    assert begin(database, NOW) is None


def test_the_code_is_typed_as_people_type(database: Database) -> None:
    first, code = begun(database)

    first.set_up(database, f" {code.upper().replace('-', ' ')} ", SAID, NOW)

    assert not first.waits(database)


@pytest.mark.parametrize("wrong", ["", "aaaa-aaaa-aaaa", "密码"])
def test_another_code_makes_nothing(database: Database, wrong: str) -> None:
    first, _ = begun(database)

    with pytest.raises(WrongCode):
        first.set_up(database, wrong, SAID, NOW)

    with database.read() as session:
        assert [] == list(all_schools(session))


def test_the_code_is_good_for_a_day(database: Database) -> None:
    first, code = begun(database)

    with pytest.raises(CodeExpired):
        first.set_up(database, code, SAID, NOW + timedelta(hours=24))


def test_the_first_password_is_no_short_one(database: Database) -> None:
    first, code = begun(database)

    with pytest.raises(PasswordTooShort):
        first.set_up(database, code, Beginning("育才小学", "ada", "1234567"), NOW)


def test_a_school_that_nobody_can_sign_in_to_yet_is_that_school(database: Database) -> None:
    with database.write() as session:
        made = create_school(session, "学校", at=NOW)
    first, code = begun(database)

    first.set_up(database, code, SAID, NOW)

    with database.read() as session:
        assert [(made, "育才小学")] == [(school.id, school.name) for school in all_schools(session)]


def test_with_several_schools_nobody_is_let_in_by_a_code(database: Database, school: School) -> None:
    with database.write() as session:
        create_school(session, "Hilltop", at=NOW)

    assert begin(database, NOW) is None
    assert school.id
