"""A whole copy of the database, made while it is used.

To copy the file of SQLite by hand while it is written may take half of a change, and leaves out what is still in the
log beside it. SQLite copies itself as it is at one moment, and nobody who reads or writes waits (SQLite manual,
"VACUUM", section "VACUUM with an INTO clause").
"""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from inventory.errors import InventoryError
from inventory.store.engine import Database

_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_READ", "SQLITE_IOERR_SHORT_READ")
"""What SQLite says of what it reads ("Result and Error Codes"); all else is said of where it writes."""


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
    """The database cannot be read whole, or its copy cannot."""

    text = "The database or its copy is damaged, and the copy was not kept: {why}"


def copy_whole(database: Database, file: Path) -> int:
    """Writes the copy and looks through it; the bytes it has. The file is there when all of it is on the disk.

    Only its owner may read it, where the disk knows of owners: names of people and digests of their passwords are in
    it. What a power cut leaves of it is called so with `.part` behind. Raises `CopiedOtherwise`, `AlreadyThere`,
    `NoPlace` or `NotSound`.
    """
    if database.engine.dialect.name != "sqlite":
        raise CopiedOtherwise
    try:
        _refuse_there(file)
        number, name = mkstemp(".part", f"{file.name}.", file.parent)  # of this run alone
        os.close(number)
        try:
            _copy(database, Path(name))
            _look_through(Path(name))
            _become(Path(name), file)
        finally:
            with suppress(OSError):
                Path(name).unlink(missing_ok=True)
        return file.stat().st_size
    except OSError as error:
        raise NoPlace(file=file, why=error.strerror) from error
    except sqlite3.DatabaseError as error:
        damaged = getattr(error, "sqlite_errorname", "").startswith(_DAMAGED)
        raise (NotSound(why=error) if damaged else NoPlace(file=file, why=error)) from error


def _refuse_there(file: Path) -> None:
    if file.exists():
        raise AlreadyThere(file=file)


def _copy(database: Database, part: Path) -> None:
    with closing(database.engine.raw_connection()) as pooled:
        source: Any = pooled.driver_connection
        source.execute("VACUUM INTO ?", [str(part)])
    _to_disk(part)


def _look_through(part: Path) -> None:
    with closing(sqlite3.connect(f"{part.absolute().as_uri()}?mode=ro", uri=True)) as copy:
        copy.execute("SELECT version_num FROM alembic_version").fetchone()
        (said,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise NotSound(why=said)


def _become(part: Path, file: Path) -> None:
    try:
        os.link(part, file)  # unlike a renaming it never takes the place of a file
    except FileExistsError:
        raise AlreadyThere(file=file) from None
    except OSError:  # sticks often know no links
        _refuse_there(file)
        part.rename(file)
    _to_disk(file.parent)


def _to_disk(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
