"""The command `rollcall`: first set-up without a browser, as the documentation shows it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from inventory.access import Role
from inventory.actions.documents.takers import persons_of_accounts
from inventory.actions.school.accounts import signed_in
from inventory.actions.school.tokens import token_bearer
from inventory.store.alone import Deed, alone
from inventory.store.engine import Database
from inventory.store.places import Room
from inventory.store.register import Asset, RegisterImport
from service.cli import main
from service.credentials import matches, parse_credential
from service.sessions import sign_in
from tests.people import a_school
from tests.service.cli.running import Rollcall, last_line

pytestmark = pytest.mark.both_databases

REGISTER = "asset_no,name,room,cost\nZC-1,投影仪,201,4999\nZC-2,书柜,201,about 900\nZC-1,台式计算机,202,4200\n"


def test_a_token_is_the_last_line_printed_and_good_for_its_role(rollcall: Rollcall, database: Database) -> None:
    rollcall("school", "create", "Riverside")

    credential = parse_credential(last_line(rollcall("token", "create", "--role", "manager")))

    assert credential is not None
    with database.read() as session:
        bearer = token_bearer(session, credential.school, credential.id)
    assert bearer is not None
    assert (Role.MANAGER, True) == (bearer.role, matches(credential, bearer.secret_hash))


def test_a_stations_token_is_the_last_line_printed(rollcall: Rollcall, database: Database) -> None:
    rollcall("school", "create", "Riverside")

    credential = parse_credential(last_line(rollcall("station", "create", "library box")))

    assert credential is not None
    with database.read() as session:
        bearer = token_bearer(session, credential.school, credential.id)
    assert bearer is not None
    assert bearer.station is not None


def test_a_user_without_a_given_password_gets_one_that_must_be_changed(
    rollcall: Rollcall, database: Database
) -> None:
    rollcall("school", "create", "Riverside")

    password = last_line(rollcall("user", "create", "wang.min", "--role", "counter"))

    cookie = parse_credential(sign_in(database, "wang.min", password, datetime.now(UTC)))
    assert cookie is not None
    with database.read() as session:
        who = signed_in(session, cookie.school, cookie.id)
    assert who is not None
    assert (Role.COUNTER, True) == (who.role, who.one_time)


def test_a_user_name_is_given_once(rollcall: Rollcall) -> None:
    rollcall("school", "create", "Riverside")
    rollcall("user", "create", "wang.min")

    again = rollcall("user", "create", "wang.min")

    assert (1, "Error: The user name wang.min is taken. Choose another.") == (again.exit_code, again.stderr.strip())


def test_a_user_is_said_to_be_somebody_who_keeps_things(rollcall: Rollcall, database: Database) -> None:
    school = a_school(database)
    rollcall("user", "create", "li.qiang")

    said = rollcall("user", "person", "li.qiang", "--person", "李强")
    unknown = rollcall("user", "person", "li.qiang", "--person", "无此人")

    with database.read() as session:
        told = [(one.username, person and person.name) for one, person in persons_of_accounts(session, school.id)]
    assert told == [("li.qiang", "李强")]
    assert (0, 1) == (said.exit_code, unknown.exit_code)


def test_with_several_schools_a_command_asks_which_is_meant(rollcall: Rollcall) -> None:
    for name in ("Riverside", "Hilltop"):
        rollcall("school", "create", name)

    unclear = rollcall("token", "create")
    said = rollcall("token", "create", "--school", "Hilltop")

    assert (1, 0) == (unclear.exit_code, said.exit_code)
    assert "Riverside, Hilltop" in unclear.stderr


def test_a_register_is_imported_with_a_line_for_every_doubt_and_no_row_lost(
    rollcall: Rollcall, tmp_path: Path
) -> None:
    file = tmp_path / "register.csv"
    file.write_text(REGISTER, encoding="utf-8")
    rollcall("school", "create", "Riverside")

    done = rollcall("register", "import", str(file))

    assert 0 == done.exit_code
    assert "Cards: 3 read, 3 entered, 0 there already" in last_line(done)
    assert all(word in done.stdout for word in ("about 900", "ZC-1", "201", "202"))


def test_a_dry_run_says_the_same_and_writes_nothing(rollcall: Rollcall, tmp_path: Path, database: Database) -> None:
    file = tmp_path / "register.csv"
    file.write_text(REGISTER, encoding="utf-8")
    rollcall("school", "create", "Riverside")

    done = rollcall("register", "import", str(file), "--dry-run")

    with database.read() as session:
        stored = [session.scalar(select(func.count()).select_from(table)) for table in (Asset, RegisterImport, Room)]
    assert "Cards: 3 read, 3 would be entered" in last_line(done)
    assert [0, 0, 0] == stored


def test_the_same_register_again_changes_nothing(rollcall: Rollcall, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text(REGISTER, encoding="utf-8")
    rollcall("school", "create", "Riverside")
    rollcall("register", "import", str(file))

    again = rollcall("register", "import", str(file))

    assert "Cards: 3 read, 0 entered, 3 there already" in last_line(again)


def test_a_file_that_cannot_be_read_is_named_with_what_to_do(rollcall: Rollcall, tmp_path: Path) -> None:
    file = tmp_path / "register.xlsx"
    file.write_bytes(b"PK\x03\x04 not really")
    rollcall("school", "create", "Riverside")

    refused = rollcall("register", "import", str(file))

    assert 1 == refused.exit_code
    assert "register.xlsx" in refused.stderr


def test_rooms_are_entered_and_entered_again_as_the_file_says(rollcall: Rollcall, tmp_path: Path) -> None:
    file = tmp_path / "rooms.csv"
    file.write_text("room,floor,position\n101,1,1\n102,1,2\n", encoding="utf-8")
    rollcall("school", "create", "Riverside")

    first, again = (rollcall("rooms", "import", str(file)) for _ in range(2))

    assert "Rooms entered: 2 new, 0 known before, 0 of them changed." == last_line(first)
    assert "Rooms entered: 0 new, 2 known before, 0 of them changed." == last_line(again)


def test_wrong_settings_are_all_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLCALL_PORT", "many")
    monkeypatch.setenv("ROLLCALL_ZONE", "Mars/Olympus")

    refused = CliRunner().invoke(main, ["serve"])

    assert 1 == refused.exit_code
    assert all(word in refused.stderr for word in ("port", "zone", "Mars/Olympus"))


def test_while_another_process_waits_to_be_set_up_no_second_code_is_printed(postgresql_url: str) -> None:
    first = Database(postgresql_url)

    with alone(first, Deed.WAIT_FOR_THE_FIRST):
        refused = CliRunner().invoke(main, ["serve", "--database", postgresql_url])
    first.close()

    assert (1, False) == (refused.exit_code, "code:" in refused.stdout)
    assert "Set it up there first" in refused.stderr


def test_a_school_is_renamed_and_no_two_have_one_name(rollcall: Rollcall) -> None:
    for name in ("Riverside", "Hilltop"):
        rollcall("school", "create", name)

    taken = rollcall("school", "rename", "Hilltop", "--school", "Riverside")
    free = rollcall("school", "rename", "Lakeside", "--school", "Riverside")
    twice = rollcall("school", "create", "Lakeside")

    assert (1, 0, 1) == (taken.exit_code, free.exit_code, twice.exit_code)


def test_a_mistyped_address_makes_no_database(tmp_path: Path) -> None:
    mistyped = tmp_path / "typo.db"

    refused = CliRunner().invoke(main, ["token", "create", "--database", f"sqlite:///{mistyped}"])

    assert 1 == refused.exit_code
    assert "typo.db" in refused.stderr
    assert not mistyped.exists()


@pytest.mark.parametrize(
    ("address", "said"), [("sqlite:////nowhere/at/all/rollcall.db", "/nowhere/at/all"), ("rubbish", "postgresql://")]
)
def test_an_address_that_cannot_be_is_explained(address: str, said: str) -> None:
    refused = CliRunner().invoke(main, ["school", "create", "Riverside", "--database", address])

    assert 1 == refused.exit_code
    assert said in refused.stderr
