"""The outbox: sightings on disk until the service has settled them.

One SQLite file. A sighting's identity is the file's uuid and its number n, so a batch may be sent again and
is counted once. Numbers are never reused (AUTOINCREMENT), even when the outbox has been emptied: a reused one
would be taken for a repetition and be lost. `synchronous=FULL`, because in WAL mode NORMAL may lose the last commits
when the power fails (SQLite manual, PRAGMA synchronous).

A damaged file is replaced by a new one with what can still be read of it (`reader.outbox_file`).
"""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Self

from reader.damage import is_damage
from reader.outbox_file import begin_anew, lock_file, open_file, open_whole
from reader.sighting import Sighting, stamp

_COLUMNS = "scan_point, tag, tid, first_seen, last_seen, tick, boot, reads, rssi_max, rssi_mean"


class OutboxError(Exception):
    """The outbox cannot be used; the text says which file, why, and what to do."""


class Numbered(NamedTuple):
    """A sighting, its number in this outbox, and the boot of the box it was seen in."""

    n: int
    sighting: Sighting
    boot: str


class Refused(NamedTuple):
    """A sighting the service would not take, and why."""

    n: int
    tag: str
    code: str
    message: str


class Outbox:
    """An open outbox file; every method is one transaction and may be called from any thread.

    `damaged` is True once the file turned out not to be what was written to it; `filled` is set when something is put
    in, for whoever waits for that.
    """

    def __init__(self, path: Path, database: sqlite3.Connection, lock: sqlite3.Connection | None) -> None:
        self.path = path
        self.damaged = False
        self.filled = threading.Event()
        self._database = database
        self._lock = lock
        self._turn = threading.Lock()
        self.uuid = str(database.execute("SELECT uuid FROM outbox").fetchone()[0])

    @classmethod
    def open(cls, path: Path, alone: bool = True) -> Self:
        """Open the file, or make it. Raises `OutboxError`.

        `alone` refuses a file that another daemon has open, and sets a damaged one aside.
        """
        lock = None
        try:
            lock = lock_file(path) if alone else None
            return cls(path, open_whole(path) if alone else open_file(path), lock)
        except (sqlite3.Error, OSError) as error:
            if lock is not None:
                lock.close()
            raise _explain(path, error) from error

    def begin_anew(self) -> None:
        """Close a damaged file, and leave another in its place to be opened. Raises `OutboxError`."""
        self.close()
        try:
            begin_anew(self.path)
        except (sqlite3.Error, OSError) as error:
            raise _explain(self.path, error) from error

    def close(self) -> None:
        """Close the file and let others have it."""
        with self._turn:
            self._database.close()
            if self._lock is not None:
                self._lock.close()

    def put(self, sightings: Iterable[Sighting], boot: str) -> None:
        """Keep them, seen in this boot, all or none: on return they are on the disk."""
        rows = [_row(sighting, boot) for sighting in sightings]
        statement = f"INSERT INTO sightings ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - a constant
        self._write(lambda database: database.executemany(statement, rows))
        self.filled.set()

    def take(self, limit: int) -> list[Numbered]:
        """The oldest sightings that wait to be sent, by number; they stay until settled."""
        statement = f"SELECT n, {_COLUMNS} FROM sightings WHERE refused_code IS NULL ORDER BY n LIMIT ?"  # noqa: S608
        taken = []
        for row in self._read(statement, limit):
            try:
                taken.append(_numbered(row))
            except ValueError:
                self.refuse(row[0], "damaged", "its times cannot be read")
        return taken

    def settle(self, ranges: Sequence[tuple[int, int]]) -> None:
        """Forget the sightings of these ranges (both ends included): the service has them."""
        self._write(lambda database: database.executemany("DELETE FROM sightings WHERE n BETWEEN ? AND ?", ranges))

    def refuse(self, n: int, code: str, message: str) -> None:
        """Set one aside with the reason: it is kept, and nothing waits behind it."""
        statement = "UPDATE sightings SET refused_code = ?, refused_message = ? WHERE n = ?"
        self._write(lambda database: database.execute(statement, (code, message, n)))

    def retry(self) -> int:
        """Put the refused ones back in line under their old numbers; how many there were."""
        statement = "UPDATE sightings SET refused_code = NULL, refused_message = NULL WHERE refused_code IS NOT NULL"
        return self._write(lambda database: database.execute(statement))

    def refused(self) -> list[Refused]:
        """Those set aside, by number."""
        statement = (
            "SELECT n, tag, refused_code, refused_message FROM sightings WHERE refused_code IS NOT NULL ORDER BY n"
        )
        return [Refused(*row) for row in self._read(statement)]

    @property
    def depth(self) -> int:
        """How many sightings wait to be sent."""
        return int(self._read("SELECT count(*) FROM sightings WHERE refused_code IS NULL")[0][0])

    def _read(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self._turn:
            try:
                return self._database.execute(statement, values).fetchall()
            except sqlite3.Error as error:
                self.damaged |= is_damage(error)
                raise _explain(self.path, error) from error

    def _write(self, change: Callable[[sqlite3.Connection], sqlite3.Cursor]) -> int:
        with self._turn:
            try:
                with self._database:
                    return change(self._database).rowcount
            except sqlite3.Error as error:
                self.damaged |= is_damage(error)
                raise _explain(self.path, error) from error


def _explain(path: Path, error: Exception) -> OutboxError:
    """The complaint of the database, or of the system, as what is wrong with which file, and what to do."""
    text = str(error)
    for sign, advice in _ADVICE.items():
        if sign in text:
            return OutboxError(f"{path}: {advice}")
    return OutboxError(f"{path}: {text}")


_ADVICE = {
    "locked": "another daemon has this outbox open. Stop it, or give this one an outbox of its own.",
    "full": "the disk is full. Make room: sightings are kept in memory until then and lost if the power fails.",
    "disk I/O error": "the outbox cannot be written: is the disk full? Sightings are kept in memory until it can.",
    "not a database": "this file is not an outbox of rollcall-reader. Name another file in the settings.",
    "schema is unknown": "another version of rollcall-reader made this outbox. Let that version empty it, or name "
    "another file in the settings.",
    "unable to open": "the file cannot be opened or made. Does its folder exist, and may this user write there?",
    "readonly": "the file may not be written by this user.",
    "malformed": "the outbox is damaged. The daemon sets it aside and begins a new one.",
}


def _row(sighting: Sighting, boot: str) -> tuple[object, ...]:
    seen = stamp(sighting.first_seen), stamp(sighting.last_seen), sighting.tick, boot
    reads = sighting.reads, sighting.rssi_max, sighting.rssi_mean
    return (sighting.scan_point, sighting.tag, sighting.tid, *seen, *reads)


def _numbered(row: tuple[Any, ...]) -> Numbered:
    n, scan_point, tag, tid, first_seen, last_seen, tick, boot, reads, rssi_max, rssi_mean = row
    first, last = datetime.fromisoformat(first_seen), datetime.fromisoformat(last_seen)
    return Numbered(n, Sighting(scan_point, tag, first, last, tick, reads, rssi_max, rssi_mean, tid), boot)
