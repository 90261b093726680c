"""The file of an outbox: how it is made and opened, by one daemon at a time, and replaced when it is damaged.

A new file in the place of a damaged one has its uuid and what can still be read of it (`reader.damage`), under the
old numbers; those of later sightings come after every number that may ever have been given.
"""

import logging
import sqlite3
import uuid
from contextlib import suppress
from pathlib import Path

from reader.damage import Damaged, Salvage, check, is_damage, is_hollow, salvage, set_aside, was_outbox

log = logging.getLogger(__name__)

# "RCob" in the header of the file says whose it is (SQLite manual, PRAGMA application_id).
APPLICATION_ID = 0x52436F62
# More than an outbox can have given after the last number that can be read.
BEYOND = 1 << 32
# Which columns the file has (SQLite manual, PRAGMA user_version).
SCHEMA = 1

_TABLES = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {SCHEMA}",
    "CREATE TABLE outbox (uuid TEXT NOT NULL) STRICT",
    """CREATE TABLE sightings (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    scan_point TEXT NOT NULL,
    tag TEXT NOT NULL,
    tid TEXT,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    tick REAL NOT NULL,
    boot TEXT NOT NULL,
    reads INTEGER NOT NULL,
    rssi_max REAL,
    rssi_mean REAL,
    refused_code TEXT,
    refused_message TEXT
    ) STRICT""",
)


def open_file(path: Path) -> sqlite3.Connection:
    """The file, made if it is not there. Raises `sqlite3.Error`."""
    return _open(path, None)


def open_whole(path: Path) -> sqlite3.Connection:
    """The file with every page of it looked at; another one in its place, if it is damaged.

    Raises `sqlite3.Error`, and `OSError` if it cannot be replaced.
    """
    database = None
    try:
        if is_hollow(path):
            raise Damaged("nothing is left but what was written ahead")
        database = open_file(path)
        check(database)
    except sqlite3.DatabaseError as error:
        if database is not None:
            database.close()
        if not is_damage(error) or not was_outbox(path, APPLICATION_ID):
            raise
        begin_anew(path)
        return open_file(path)
    return database


def begin_anew(path: Path) -> None:
    """Put another file in the place of a damaged one, which is kept. Raises `sqlite3.Error` and `OSError`."""
    saved = salvage(path)
    new = Path(f"{path}.new")
    new.unlink(missing_ok=True)  # of a daemon that died here
    _open(new, saved).close()
    kept = set_aside(path)
    new.rename(path)
    count = len(saved.rows) if saved else 0
    log.error("%s is damaged, and kept as %s. A new one begins, with %d sightings out of it", path, kept, count)


def lock_file(path: Path) -> sqlite3.Connection:
    """A lock that the system drops when the process dies, on every platform: a transaction on a file beside it."""
    lock = None
    try:
        lock = sqlite3.connect(f"{path}.lock", timeout=0.5, check_same_thread=False, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        if lock is not None:
            lock.close()
        raise
    return lock


def _open(path: Path, saved: Salvage | None) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=5.0, check_same_thread=False)
    try:
        _prepare(database, saved)
    except sqlite3.Error:
        database.close()
        raise
    return database


def _prepare(database: sqlite3.Connection, saved: Salvage | None) -> None:
    application = database.execute("PRAGMA application_id").fetchone()[0]
    empty = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != APPLICATION_ID and not empty:
        raise sqlite3.DatabaseError("file is not a database of ours")
    if not empty and database.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
        raise sqlite3.DatabaseError("schema is unknown")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    if empty:
        with database:
            for statement in ("BEGIN IMMEDIATE", *_TABLES):
                database.execute(statement)
            database.execute("INSERT INTO outbox VALUES (?)", (saved.uuid if saved else str(uuid.uuid4()),))
            if saved:
                _restore(database, saved)


def _restore(database: sqlite3.Connection, saved: Salvage) -> None:
    database.execute("INSERT INTO sqlite_sequence VALUES ('sightings', ?)", (saved.last + BEYOND,))
    for row in saved.rows:
        with suppress(sqlite3.IntegrityError):  # what is no sighting any more
            database.execute(f"INSERT INTO sightings VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
