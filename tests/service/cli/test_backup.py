"""`rollcall backup`: what is copied is whole and sound, and takes the place of nothing."""

from pathlib import Path
from stat import filemode

import pytest
from sqlalchemy import select, update

from inventory.store.engine import Database
from inventory.store.schools import School
from tests.service.cli.running import Rollcall


@pytest.fixture
def copy(database: Database, tmp_path: Path) -> Path:
    """Where the copy of the database is to be."""
    assert "sqlite" == database.engine.dialect.name
    return tmp_path / "copy.db"


def test_the_copy_holds_what_was_committed_and_nothing_half_done(
    rollcall: Rollcall, database: Database, copy: Path
) -> None:
    rollcall("school", "create", "Riverside")
    with database.write() as session:
        session.execute(update(School).values(name="Half"))
        rollcall("backup", str(copy))

    assert ["Riverside"] == schools(copy)
    assert [copy] == sorted(copy.parent.glob("copy*"))
    assert "-rw-------" == filemode(copy.stat().st_mode)


def test_the_copy_is_served_like_the_database(rollcall: Rollcall, copy: Path) -> None:
    rollcall("school", "create", "Riverside")
    rollcall("user", "create", "Ada", "--role", "admin")
    rollcall("backup", str(copy))

    assert "Ada\tadmin" in rollcall("user", "list", "--database", f"sqlite:///{copy}").stdout


def test_a_file_that_is_there_is_left_alone(rollcall: Rollcall, copy: Path) -> None:
    rollcall("school", "create", "Riverside")
    copy.write_text("mine")

    refused = rollcall("backup", str(copy))

    assert 1 == refused.exit_code
    assert "Give the copy another name." in refused.stderr
    assert "mine" == copy.read_text()


def test_where_nothing_can_be_written_nothing_is(rollcall: Rollcall, copy: Path) -> None:
    rollcall("school", "create", "Riverside")

    refused = rollcall("backup", str(copy.parent / "nowhere" / copy.name))

    assert 1 == refused.exit_code
    assert "Choose another folder" in refused.stderr


def test_a_damaged_database_is_told_and_not_copied(
    rollcall: Rollcall, database: Database, database_url: str, copy: Path
) -> None:
    rollcall("school", "create", "Riverside")
    database.close()
    file = Path(database_url.removeprefix("sqlite:///"))
    bytes_of = bytearray(file.read_bytes())
    for page in range(4096 * 3, len(bytes_of), 4096):
        bytes_of[page : page + 64] = b"\xff" * 64
    file.write_bytes(bytes_of)

    refused = rollcall("backup", str(copy))

    assert 1 == refused.exit_code
    assert [] == sorted(copy.parent.glob("copy*"))


def test_a_server_is_copied_with_its_own_program(rollcall: Rollcall, postgresql_url: str, tmp_path: Path) -> None:
    refused = rollcall("backup", str(tmp_path / "copy.db"), "--database", postgresql_url)

    assert 1 == refused.exit_code
    assert "pg_dump" in refused.stderr
    assert [] == list(tmp_path.glob("copy*"))


def schools(file: Path) -> list[str]:
    database = Database(f"sqlite:///{file}")
    with database.read() as session:
        names = session.scalars(select(School.name)).all()
    database.close()
    return list(names)
