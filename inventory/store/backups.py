"""A whole copy of the database, made while it is used.

To copy the file of SQLite by hand while it is written may take half of a change, and leaves out what is still in the
log beside it. SQLite copies itself as it is at one moment, and nobody who reads or writes waits (SQLite manual,
"SQLite Backup API", 1.2).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from inventory.errors import InventoryError
from inventory.store.engine import Database

OURS_ALONE = 0o600
"""Names of people and digests of their passwords are in it."""


class CopiedOtherwise(InventoryError):
    """PostgreSQL has programs of its own for this."""

    text = "This copies a database in a file (sqlite:///FILE). For PostgreSQL use pg_dump."


class AlreadyThere(InventoryError):
    """A copy never takes the place of another file."""

    text = "There is a file {file} already. Give the copy another name."


class NoPlace(InventoryError):
    """The copy cannot be written where it is to be."""

    text = "The copy {file} cannot be written: {why}. Choose another folder, or make room there."


class NotSound(InventoryError):
    """What was copied is damaged, so the database most likely is."""

    text = "The database is damaged, and so is its copy, which was not kept: {why}"


def copy_whole(database: Database, file: Path) -> int:
    """Writes the copy and proves that it is sound; the bytes it has. Either all of it is there or nothing.

    Raises `CopiedOtherwise`, `AlreadyThere`, `NoPlace` or `NotSound`.
    """
    if database.engine.dialect.name != "sqlite":
        raise CopiedOtherwise
    with _kept_if_whole(file) as part:
        _copy(database, part)
        _look_through(part)
    return file.stat().st_size


@contextmanager
def _kept_if_whole(file: Path) -> Iterator[Path]:
    """Where to write; it becomes the file when the block ends well, and is gone otherwise."""
    part = file.with_name(f"{file.name}.part")
    if file.exists():
        raise AlreadyThere(file=file)
    try:
        part.unlink(missing_ok=True)
        part.touch(OURS_ALONE)
    except OSError as error:
        raise NoPlace(file=file, why=error.strerror) from error
    try:
        yield part
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)


def _copy(database: Database, part: Path) -> None:
    with closing(database.engine.raw_connection()) as pooled, closing(sqlite3.connect(part)) as copy:
        source: Any = pooled.driver_connection
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # nothing beside it: it is one file wherever it is carried
        except sqlite3.OperationalError as error:
            raise NoPlace(file=part, why=error) from error
        except sqlite3.DatabaseError as error:
            raise NotSound(why=error) from error


def _look_through(part: Path) -> None:
    with closing(sqlite3.connect(part)) as copy:
        try:
            (said,) = copy.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.DatabaseError as error:
            raise NotSound(why=error) from error
    if said != "ok":
        raise NotSound(why=said)
