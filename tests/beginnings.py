"""What many tests begin with: worked out once by the program itself, from then on put there as it was."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import wraps
from sqlite3 import Connection, connect
from typing import Any, Concatenate, ParamSpec, TypeVar

import psycopg
import sqlalchemy
from sqlalchemy import Table, exists, insert, select

from inventory.store.card_keys import CardKey
from inventory.store.engine import Database
from inventory.store.schools import School
from inventory.store.search import CardStale, CardText
from inventory.store.tables import METADATA

P = ParamSpec("P")
T = TypeVar("T")

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

Copy = Connection | Mapping[Table, bytes]
"""A whole database: of SQLite in memory, of PostgreSQL the rows of each table."""

# What cards are found and sorted by is made anew at the end of every transaction, and an index of SQLite with it.
MADE_ANEW = {table.__tablename__ for table in (CardText, CardKey, CardStale)}
TABLES = [table for table in METADATA.sorted_tables if table.name not in MADE_ANEW]


def remembered(build: Callable[Concatenate[Database, P], T]) -> Callable[Concatenate[Database, P], T]:
    """`build`, which only adds rows, is run once for the same arguments; later databases are given the same rows.

    So ids, tokens and times are the same in all of them, and no database can be given the same twice. One that
    holds no school yet becomes a copy of the first of its kind, which costs next to nothing.
    """
    known: dict[object, tuple[T, Rows]] = {}
    copies: dict[object, Copy] = {}

    @wraps(build)
    def begin(database: Database, /, *args: P.args, **named: P.kwargs) -> T:
        asked = (args, tuple(named.items()))
        of_kind = (database.engine.dialect.name, asked)
        empty = _is_empty(database)
        if asked not in known:
            before = _rows(database)
            known[asked] = build(database, *args, **named), _added(before, _rows(database))
        elif of_kind in copies and empty:
            _become(database, copies[of_kind])
        else:
            _write_down(database, known[asked][1])
        if of_kind not in copies and empty:
            copies[of_kind] = _copied(database)
        return known[asked][0]

    return begin


def _is_empty(database: Database) -> bool:
    with database.read() as session:
        return not session.scalar(select(exists().select_from(School)))


def _copied(database: Database) -> Copy:
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect() as connection:
            return {table: _out(connection, table) for table in METADATA.sorted_tables}
    copy = connect(":memory:", check_same_thread=False)
    with closing(connect(str(database.engine.url.database))) as file:
        file.backup(copy)
    return copy


def _become(database: Database, copy: Copy) -> None:
    """Neither triggers nor references are needed: all that they led to is copied too."""
    if isinstance(copy, Connection):
        with closing(connect(str(database.engine.url.database))) as file:
            file.execute("PRAGMA synchronous=OFF")
            copy.backup(file)
        return
    with database.engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for table, rows in copy.items():
            if rows:
                _in(connection, table, rows)


def _out(connection: sqlalchemy.Connection, table: Table) -> bytes:
    """All rows, as PostgreSQL gives them (its manual, COPY)."""
    with _cursor(connection) as cursor, cursor.copy(f"COPY {table.name} TO STDOUT".encode()) as rows:
        return b"".join(rows)


def _in(connection: sqlalchemy.Connection, table: Table, rows: bytes) -> None:
    with _cursor(connection) as cursor, cursor.copy(f"COPY {table.name} FROM STDIN".encode()) as copy:
        copy.write(rows)


def _cursor(connection: sqlalchemy.Connection) -> psycopg.Cursor:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return driver.cursor()


def _rows(database: Database) -> Rows:
    with database.read() as session:
        return {table.name: [dict(row) for row in session.execute(select(table)).mappings()] for table in TABLES}


def _added(before: Rows, after: Rows) -> Rows:
    return {table: [row for row in rows if row not in before[table]] for table, rows in after.items()}


def _write_down(database: Database, rows: Rows) -> None:
    with database.write() as session:
        for table in TABLES:
            if rows[table.name]:
                session.execute(insert(table), rows[table.name])
