"""What SQLite wrote into its log is carried into its file in the background: nobody who writes waits for that.

A commit adds the changed pages to the log, and is safe there. Some time all of them must go into the file, each to
its place (SQLite manual, "Write-Ahead Logging", section 2.3): left to itself, SQLite does so within the commit that
finds a thousand of them. A walk of a thousand tags changes more, and waited a fifth longer for that.
"""

import logging
from threading import Event, Thread
from typing import Final

from inventory.store.engine import Database

LOOK_SECONDS: Final = 5.0
"""Long enough that it seldom meets what somebody waits for, short enough that the log stays small."""

log = logging.getLogger(__name__)


class Checkpoints:
    """Carries over what is in the log again and again until it is stopped; reading and writing go on meanwhile.

    A database that is not of SQLite is left alone.
    """

    def __init__(self, database: Database, every: float = LOOK_SECONDS) -> None:
        self._engine = database.engine
        self._every = every
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
        while not self._stopped.wait(self._every):
            try:
                self._carry_over()
            except Exception:
                log.exception("SQLite's log waits")  # the commit that finds it large carries it over

    def _carry_over(self) -> None:
        """As far as nobody is reading what was there before. It costs next to nothing if there is nothing to do."""
        with self._engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
