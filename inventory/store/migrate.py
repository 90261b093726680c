"""Brings a database to the shape this version of the program needs.

Runs at every start. Several processes may start at once: on PostgreSQL an advisory lock, on SQLite the write
lock lets one of them do it while the others wait.
"""

from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from inventory.errors import InventoryError
from inventory.store.engine import Database

LOCK = 0x526F6C6C  # any number, the same in every process: "Roll"


class NewerDatabase(InventoryError):
    """The database was written by a later version of the program."""

    text = (
        "The database is at revision {revision}, which this version of Rollcall does not know. "
        "Install the version that wrote it, or a newer one."
    )


def migrate(database: Database) -> None:
    """Creates or upgrades every table. Raises `NewerDatabase`, and then nothing was changed."""
    with database.engine.begin() as connection, as_file(files("inventory.store") / "migrations") as scripts:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        config = Config()
        config.set_main_option("script_location", str(scripts))
        config.attributes["connection"] = connection
        _refuse_newer(connection, ScriptDirectory.from_config(config))
        command.upgrade(config, "head")


def _refuse_newer(connection: Connection, scripts: ScriptDirectory) -> None:
    present = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in scripts.walk_revisions()}
    if present is not None and present not in known:
        raise NewerDatabase(revision=present)
