"""`rollcall backup`: what is copied is whole and sound, and takes the place of nothing."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from stat import filemode

import pytest
from sqlalchemy import select, text, update

from inventory.actions.cards.listing import list_cards
from inventory.errors import InventoryError
from inventory.ids import SchoolId
from inventory.listing import Wanted
from inventory.store.backups import AlreadyThere, copy_whole
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


def test_in_the_copy_cards_are_found_as_before(rollcall: Rollcall, copy: Path, tmp_path: Path) -> None:
    rollcall("school", "create", "Riverside")
    register = tmp_path / "register.csv"
    register.write_text("asset_no,name\nA-1,desk\nA-2,piano\nA-3,desk\n")
    rollcall("register", "import", str(register))
    rollcall("backup", str(copy))

    database = Database(f"sqlite:///{copy}")
    with database.read() as session:
        (school,) = session.scalars(select(School.id))
        assert ["A-2"] == [card.asset_no for card in list_cards(session, SchoolId(school), Wanted("pian")).lines]
    database.close()


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
    with database.read() as session:
        root = session.scalar(text("SELECT rootpage FROM sqlite_master WHERE name = 'journal'"))
        size = session.scalar(text("PRAGMA page_size"))
    database.close()
    with Path(database_url.removeprefix("sqlite:///")).open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 64)

    refused = rollcall("backup", str(copy))

    assert 1 == refused.exit_code
    assert "The database or its copy is damaged" in refused.stderr
    assert [] == sorted(copy.parent.glob("copy*"))


def test_two_at_once_make_a_copy_each_or_say_why_not(rollcall: Rollcall, database: Database, copy: Path) -> None:
    rollcall("school", "create", "Riverside")

    with ThreadPoolExecutor() as pool:
        told = [each for each in pool.map(lambda _: copied(database, copy), range(4)) if each]

    assert 3 == len(told)
    assert {AlreadyThere} == set(map(type, told))
    assert ["Riverside"] == schools(copy)
    assert [copy] == sorted(copy.parent.glob("copy*"))


def copied(database: Database, copy: Path) -> InventoryError | None:
    try:
        copy_whole(database, copy)
    except InventoryError as error:
        return error
    return None


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
