"""One process at a time, of all that use the same database; for what several must not begin side by side."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from inventory.store.engine import Database


class Deed(IntEnum):
    """What only one process does at a time; the number is that of the advisory lock (PostgreSQL manual, 13.3.5)."""

    WAIT_FOR_THE_FIRST = 7_001


@contextmanager
def alone(database: Database, deed: Deed) -> Iterator[bool]:
    """Whether no other process is at the deed; until the end of the block none can begin it then.

    The lock goes with its connection, so whoever dies keeps nobody out. A file of SQLite is served by one process,
    which is always alone.
    """
    if database.engine.dialect.name == "sqlite":
        yield True
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        held = connection.scalar(select(func.pg_try_advisory_lock(int(deed))))
        connection.detach()  # so that it is closed at the end, and not kept with its lock for others
        try:
            yield bool(held)
        finally:
            with suppress(DBAPIError):  # nobody need wait until the server has seen that the connection is closed
                connection.scalar(select(func.pg_advisory_unlock_all()))
