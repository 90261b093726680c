"""The rows of a register stored again by nothing but SQLite: what any program needs at least to keep them as safely.

The tables, their indexes and the index of the search are the same, references are checked, and the commit is as
durable. Nothing is read, decided, noted or logged.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from time import process_time
from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.dialects import sqlite

from inventory.store.engine import Database
from inventory.store.migrate import migrate
from inventory.store.tables import METADATA

TABLES = (
    *("school", "register_import", "room", "person", "department", "category"),
    *("asset", "item", "tag_binding", "card_text", "card_key"),
)
"""What an import writes, each after what it refers to."""

_TEXTS = "SELECT number, text FROM card_text ORDER BY number"
_INDEX = "INSERT INTO card_trigram (rowid, text) VALUES (?, ?)"


def seconds_to_store_again(file: Path, folder: Path) -> float:
    """Seconds of the processor to store the rows of this database in a fresh one."""
    fresh = Database(f"sqlite:///{folder / 'bare.db'}")
    migrate(fresh)
    fresh.close()
    rows, texts = _rows(file)
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as bare:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            bare.execute(f"PRAGMA {pragma}")
        for (trigger,) in bare.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            bare.execute(f"DROP TRIGGER {trigger}")
        began = process_time()
        bare.execute("BEGIN IMMEDIATE")
        for statement, values in rows.items():
            bare.executemany(statement, values)
        bare.executemany(_INDEX, texts)
        bare.execute("COMMIT")
        return process_time() - began


def _rows(file: Path) -> tuple[Mapping[str, Sequence[Any]], Sequence[Any]]:
    """The rows of each table by the statement that stores one, and the texts of the index of the search."""
    tables = [METADATA.tables[name] for name in TABLES]
    with closing(sqlite3.connect(file)) as there:
        stored = {_insert(table): there.execute(str(select(table))).fetchall() for table in tables}
        return {statement: rows for statement, rows in stored.items() if rows}, there.execute(_TEXTS).fetchall()


def _insert(table: Table) -> str:
    return str(insert(table).compile(dialect=sqlite.dialect()))
