"""What many tests begin with: worked out once by the program itself, from then on put there as it was."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import wraps
from sqlite3 import Connection, connect
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import exists, insert, select

from inventory.store.card_keys import CardKey
from inventory.store.engine import Database
from inventory.store.schools import School
from inventory.store.search import CardStale, CardText
from inventory.store.tables import METADATA

P = ParamSpec("P")
T = TypeVar("T")

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

# What cards are found and sorted by is made anew at the end of every transaction, and an index of SQLite with it.
MADE_ANEW = {table.__tablename__ for table in (CardText, CardKey, CardStale)}
TABLES = [table for table in METADATA.sorted_tables if table.name not in MADE_ANEW]


def remembered(build: Callable[Concatenate[Database, P], T]) -> Callable[Concatenate[Database, P], T]:
    """`build`, which only adds rows, is run once for the same arguments; later databases are given the same rows.

    So ids, tokens and times are the same in all of them, and no database can be given the same twice. A file of
    SQLite that holds no school yet becomes a copy of the first file of that kind, which costs next to nothing.
    """
    known: dict[object, tuple[T, Rows]] = {}
    files: dict[object, Connection] = {}

    @wraps(build)
    def begin(database: Database, /, *args: P.args, **named: P.kwargs) -> T:
        asked = (args, tuple(named.items()))
        empty = _is_empty(database)
        if asked not in known:
            before = _rows(database)
            known[asked] = build(database, *args, **named), _added(before, _rows(database))
        elif asked in files and empty and _is_file(database):
            with closing(connect(str(database.engine.url.database))) as file:
                file.execute("PRAGMA synchronous=OFF")
                files[asked].backup(file)
        else:
            _write_down(database, known[asked][1])
        if asked not in files and empty and _is_file(database):
            files[asked] = _copied(database)
        return known[asked][0]

    return begin


def _is_file(database: Database) -> bool:
    return database.engine.dialect.name == "sqlite"


def _is_empty(database: Database) -> bool:
    with database.read() as session:
        return not session.scalar(select(exists().select_from(School)))


def _copied(database: Database) -> Connection:
    copy = connect(":memory:", check_same_thread=False)
    with closing(connect(str(database.engine.url.database))) as file:
        file.backup(copy)
    return copy


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
