"""`rollcall audit verify`: says unbroken only of a log it has really read."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from inventory.actions.school.schools import all_schools
from inventory.store.engine import Database
from service.cli import main
from tests.service.cli.running import Rollcall

pytestmark = pytest.mark.both_databases


def test_an_unbroken_log_is_told_with_its_length_and_head_to_keep_on_paper(
    rollcall: Rollcall, database: Database
) -> None:
    rollcall("school", "create", "Riverside")
    rollcall("token", "create")

    whole = rollcall("audit", "verify")

    with database.read() as session:
        (school,) = all_schools(session)
    assert 0 == whole.exit_code
    unbroken, proven = whole.stdout.splitlines()
    assert f"Riverside: the log is unbroken. Entries: 2. Head: {school.chain_head}" == unbroken
    assert "the register is what the documents say" in proven


def test_the_first_break_is_named(rollcall: Rollcall, database: Database) -> None:
    rollcall("school", "create", "Riverside")
    with database.write() as session:
        session.execute(text("UPDATE journal SET what = 'nothing' WHERE number = 1"))

    broken = rollcall("audit", "verify")

    assert 1 == broken.exit_code
    assert "entry 1" in broken.stderr


def test_a_mistyped_address_is_refused_and_makes_no_database(tmp_path: Path) -> None:
    file = tmp_path / "typo.db"

    refused = CliRunner().invoke(main, ["audit", "verify", "--database", f"sqlite:///{file}"])

    assert 1 == refused.exit_code
    assert str(file) in refused.stderr
    assert not file.exists()


def test_a_database_without_our_tables_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "empty.db"
    file.touch()

    refused = CliRunner().invoke(main, ["audit", "verify", "--database", f"sqlite:///{file}"])

    assert 1 == refused.exit_code
    assert "There is no school in the database" in refused.stderr


def test_a_file_that_is_no_database_is_refused_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Not a database. " * 100)

    refused = CliRunner().invoke(main, ["audit", "verify", "--database", f"sqlite:///{file}"])

    assert 1 == refused.exit_code
    assert "file is not a database" in refused.stderr


def test_without_a_school_nothing_is_proved(rollcall: Rollcall) -> None:
    refused = rollcall("audit", "verify")

    assert 1 == refused.exit_code
    assert "There is no school in the database" in refused.stderr
