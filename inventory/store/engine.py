"""The database by its URL: SQLite made safe and fit for a server, or PostgreSQL.

SQLite: WAL so that readers do not wait for the writer, synchronous=FULL so that a power cut loses nothing that
was answered for (SQLite manual, PRAGMA synchronous), foreign keys on, and writers take their turn from the
start (BEGIN IMMEDIATE), so that none fails half-way for want of the lock.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

from inventory.store.search_texts import freshen

WAIT_FOR_LOCK_MS = 30_000

CACHE_KB = 16_384
"""Of each connection of SQLite, if it comes to need as much. With its 2 MB a large import writes most pages twice."""

LOG_PAGES = 16_384
"""In SQLite's log, 64 MB, a commit that finds more carries them into the file. A service seldom lets it come to that
(`inventory.store.checkpoints`).
"""

CONNECTIONS = 40
"""As many as the threads that answer requests, so that none waits for another's connection."""


class Database:
    """An engine and the two ways to use it. `close()` gives its connections back."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._reading = self.engine.execution_options(**_read_only(self.engine))

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment of the database and writes nothing."""
        with Session(self._reading) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose work is committed when the block ends well and undone when it does not.

        Cards that it changed are found by what they say now as soon as anybody sees that.
        """
        with Session(self.engine) as session, session.begin():
            yield session
            freshen(session)

    def close(self) -> None:
        """Closes every pooled connection."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    """What fails is logged without the values of the statement: secrets and names of people are among them."""
    pool = {"pool_size": CONNECTIONS, "max_overflow": CONNECTIONS}
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(_with_driver(url), hide_parameters=True, pool_pre_ping=True, **pool)
    engine = create_engine(url, hide_parameters=True, json_deserializer=_from_json, **pool)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _from_json(text: str) -> Any:
    """Most of what SQLite keeps as JSON are the many fields that cards may have and none has."""
    return {} if text == "{}" else json.loads(text)


def _with_driver(url: str) -> str:
    """postgresql:// means psycopg 3, the only driver the project installs."""
    scheme, rest = url.split("://", 1)
    return f"postgresql+psycopg://{rest}" if scheme in {"postgresql", "postgres"} else url


def _read_only(engine: Engine) -> dict[str, object]:
    if engine.dialect.name == "postgresql":
        return {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
    return {"reading": True}


def _prepare_sqlite(connection: SqliteConnection, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions by itself: _begin_sqlite does
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={WAIT_FOR_LOCK_MS}",
        f"cache_size=-{CACHE_KB}",
        f"wal_autocheckpoint={LOG_PAGES}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
