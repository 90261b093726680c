"""What SQLite wrote into its log is carried into its file in the background: nobody who writes waits for that.

A commit adds the changed pages to the log, and is safe there. Some time all of them must go into the file, each to
its place (SQLite manual, "Write-Ahead Logging", section 2.3): left to itself, SQLite does so within the commit that
finds a thousand of them. A walk of a thousand tags changes more, and whoever handed it in waited for that too.
"""

import logging
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import Final

from inventory.store.engine import Database

LOOK_SECONDS: Final = 5.0
"""When nobody has written for so long, nobody is held up by a disk that is busy with the file."""

MOST_LOOKS: Final = 12
"""After a minute in which somebody always writes it is done in any case, so that the log stays small."""

log = logging.getLogger(__name__)


class Checkpoints:
    """Carries over what is in the log when nobody has written for a while, until it is stopped.

    A database that is not of SQLite is left alone.
    """

    def __init__(self, database: Database, every: float = LOOK_SECONDS) -> None:
        self._engine = database.engine
        self._log = Path(f"{self._engine.url.database}-wal")
        self._every = every
        self._fails = False
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="checkpoints", daemon=True)

    def start(self) -> None:
        """Begins to look after the log."""
        if self._engine.dialect.name == "sqlite":
            self._thread.start()

    def stop(self) -> None:
        """Ends, once what it is carrying over is in the file."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        written, looks = self._written(), 0
        while not self._stopped.wait(self._every):
            before, written, looks = written, self._written(), looks + 1
            if written == before or looks == MOST_LOOKS:
                looks = 0
                self._try()

    def _written(self) -> int:
        """When something was written into the log last, in nanoseconds; 0 if there is none."""
        with suppress(OSError):
            return self._log.stat().st_mtime_ns
        return 0

    def _try(self) -> None:
        try:
            self._carry_over()
            self._fails = False
        except Exception:
            if not self._fails:  # told once: the commit that finds it large carries it over
                log.exception("SQLite's log waits")
            self._fails = True

    def _carry_over(self) -> None:
        """As far as nobody is reading what was there before. It costs next to nothing if there is nothing to do."""
        with self._engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
