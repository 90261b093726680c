"""An outbox that a broken card has damaged: how that is told, where it is put, and what can still be read of it.

Nothing of it is deleted. It is kept beside the new one under another name, with what SQLite wrote ahead of it (the
files `-wal` and `-shm`, which belong to it by their names).
"""

import sqlite3
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

_PARTS = ("", "-wal", "-shm")
# Where a file says whose it is, four bytes (SQLite database file format, 1.3).
_APPLICATION_ID = slice(68, 72)
_CODES = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class Damaged(sqlite3.DatabaseError):
    """The file is not what was written to it."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the database complains of the file itself; the lower byte is the kind (SQLite, result codes)."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _CODES


def check(database: sqlite3.Connection) -> None:
    """Look at every page. Raises `Damaged`, or another `sqlite3.Error`."""
    found = [problem for (problem,) in database.execute("PRAGMA quick_check(1)")]
    if found != ["ok"]:
        raise Damaged(f"malformed: {found}")


def was_outbox(path: Path, application_id: int) -> bool:
    """Whether the file was one: it says so, or its beginning is gone or all of one byte, as broken cards leave it.

    Any other file is somebody else's, whom nobody asked.
    """
    with path.open("rb") as file:
        head = file.read(100)
    return head[_APPLICATION_ID] == application_id.to_bytes(4) or len(set(head)) <= 1


def is_hollow(path: Path) -> bool:
    """Whether nothing is left of the file but what was written ahead; SQLite would delete that."""
    ahead = Path(f"{path}-wal")
    return ahead.exists() and ahead.stat().st_size > 0 and path.exists() and path.stat().st_size == 0


def set_aside(path: Path) -> Path:
    """Give a damaged outbox another name, which no file has yet. Raises `OSError`."""
    kept = next(name for n in count(1) if not (name := Path(f"{path}.damaged-{n}")).exists())
    for part in reversed(_PARTS):
        if (file := Path(f"{path}{part}")).exists():
            file.rename(f"{kept}{part}")
    return kept


class Salvage(NamedTuple):
    """What could be read: the uuid, the highest number that is known to have been given, and rows of sightings."""

    uuid: str
    last: int
    rows: list[tuple[Any, ...]]


def salvage(path: Path) -> Salvage | None:
    """What can still be read of a damaged one, which stays as it is.

    None if not even its uuid can: under another one, what the service has already would count twice.
    """
    if is_hollow(path):
        return None
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        try:
            uuid = str(UUID(database.execute("SELECT uuid FROM outbox").fetchone()[0]))
            last = max((row[0] for row in database.execute("SELECT seq FROM sqlite_sequence")), default=0)
        except (sqlite3.Error, TypeError, ValueError, AttributeError):
            return None
        rows: dict[int, tuple[Any, ...]] = {}
        # From both ends to where it is broken.
        for order in ("n", "n DESC"):
            with suppress(sqlite3.Error):
                for row in database.execute(f"SELECT * FROM sightings ORDER BY {order}"):  # noqa: S608 - ours
                    rows[row[0]] = row
    return Salvage(uuid, max([last, *rows]), [rows[n] for n in sorted(rows)])


def kept_beside(path: Path) -> int:
    """How many damaged ones lie beside this outbox."""
    beginning = f"{path.name}.damaged-"
    return sum(file.name.removeprefix(beginning).isdecimal() for file in path.parent.iterdir())
