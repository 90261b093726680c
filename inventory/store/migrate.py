"""Brings a database to the shape this version of the program needs.

Runs at every start. Several processes may start at once: on PostgreSQL an advisory lock, on SQLite the write
lock lets one of them do it while the others wait.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from inventory.errors import InventoryError
from inventory.store.engine import Database
from inventory.store.planning import tell_sizes
from inventory.store.search_texts import freshen
from inventory.store.search_triggers import watch_cards

LOCK = 0x526F6C6C  # any number, the same in every process: "Roll"


class NewerDatabase(InventoryError):
    """The database was written by a later version of the program."""

    text = (
        "The database is at revision {revision}, which this version of Rollcall does not know. "
        "Install the version that wrote it, or a newer one."
    )


def migrate(database: Database, to: str = "head") -> None:
    """Creates or upgrades every table, as far as a revision. Raises `NewerDatabase`, and then nothing was changed."""
    with _altering(database.engine) as connection, as_file(files("inventory.store") / "migrations") as scripts:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        config = Config()
        config.set_main_option("script_location", str(scripts))
        config.attributes["connection"] = connection
        _refuse_newer(connection, ScriptDirectory.from_config(config))
        before = _revision(connection)
        command.upgrade(config, to)
        if before != _revision(connection) and to == "head":
            watch_cards(connection)
            with Session(connection) as session, session.begin():  # within the transaction of the migration
                freshen(session)
        if connection.dialect.name == "sqlite" and before != _revision(connection):
            tell_sizes(connection)
            _refuse_loose_ends(connection)


@contextmanager
def _altering(engine: Engine) -> Iterator[Connection]:
    """A transaction in which a table may be copied and replaced while others refer to it.

    SQLite drops a table by deleting its rows, which references to them forbid. So they are not watched meanwhile,
    which can only be said outside a transaction (SQLite manual, ALTER TABLE, section 7).
    """
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.detach()  # closed at the end: nobody else may get it with its references unwatched
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            yield connection


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_loose_ends(connection: Connection) -> None:
    broken = connection.execute(text("PRAGMA foreign_key_check")).first()
    if broken is not None:
        raise RuntimeError(f"a migration left a reference to a row that is not there: {broken}")


def _refuse_newer(connection: Connection, scripts: ScriptDirectory) -> None:
    present = _revision(connection)
    known = {script.revision for script in scripts.walk_revisions()}
    if present is not None and present not in known:
        raise NewerDatabase(revision=present)
