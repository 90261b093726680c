"""What is in SQLite's log comes into its file, though nobody who writes carries it there."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import func, select

from inventory.actions.school.schools import create_school
from inventory.store.checkpoints import Checkpoints
from inventory.store.engine import Database
from inventory.store.schools import School
from tests.people import NOW

SOON = 30.0


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "rollcall.db"
    shutil.copy(sqlite_template, copy)
    return copy


@pytest.fixture
def database(file: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{file}")
    yield database
    database.close()


def test_what_was_written_stays_in_the_log_until_it_is_carried_over(database: Database, file: Path) -> None:
    write(database)
    assert 0 == schools_in_the_file(file)

    checkpoints = Checkpoints(database, every=0.01)
    checkpoints.start()
    assert carried_over(file, 1)
    write(database, "Theirs")
    assert carried_over(file, 2)
    checkpoints.stop()


def test_who_reads_keeps_what_they_see_and_holds_up_nobody(database: Database, file: Path) -> None:
    checkpoints = Checkpoints(database, every=0.01)
    with database.read() as reader:
        assert 0 == reader.scalar(COUNTED)
        checkpoints.start()
        write(database)
        write(database, "Theirs")
        assert 0 == reader.scalar(COUNTED)
    assert carried_over(file, 2)
    checkpoints.stop()


def test_a_log_that_is_always_written_is_carried_over_too(database: Database, file: Path) -> None:
    checkpoints = Checkpoints(database, every=0.02)
    checkpoints.start()
    log = file.with_name(f"{file.name}-wal")
    write(database)
    since = monotonic()
    while not carried_over(file, 1, within=0) and monotonic() - since < SOON:
        os.utime(log)  # as if somebody wrote again
    assert carried_over(file, 1, within=0)
    checkpoints.stop()


def test_after_the_end_nothing_is_carried_over(database: Database, file: Path) -> None:
    checkpoints = Checkpoints(database, every=0.01)
    checkpoints.start()
    checkpoints.stop()

    write(database)
    sleep(0.1)
    assert 0 == schools_in_the_file(file)


COUNTED = select(func.count()).select_from(School)


def write(database: Database, name: str = "Ours") -> None:
    with database.write() as session:
        create_school(session, name, at=NOW)


def carried_over(file: Path, schools: int, within: float = SOON) -> bool:
    """Whether so many are soon there; a copy made while the file is written may make no sense yet."""
    since = monotonic()
    while True:
        with suppress(sqlite3.DatabaseError):
            if schools_in_the_file(file) == schools:
                return True
        if monotonic() - since >= within:
            return False
        sleep(0.02)


def schools_in_the_file(file: Path) -> int:
    """What the file tells without its log."""
    alone = file.with_name("alone.db")
    shutil.copy(file, alone)
    with closing(sqlite3.connect(f"{alone.as_uri()}?immutable=1", uri=True)) as connection:
        count: int = connection.execute("SELECT count(*) FROM school").fetchone()[0]
    return count
