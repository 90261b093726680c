"""Many new rows in one statement, at nearly the speed of the driver.

SQLAlchemy's own way prepares every value of every row by itself, which for a register of a hundred thousand cards
takes longer than storing them. Here the values are prepared a column at a time; the statement is the same.

SQLite keeps a way back for each statement that has a trigger or a reference (manual, "Temporary Files Used By
SQLite", section 2.3: statement journals), which costs it more than the row. So one statement stores some dozens.
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, bindparam, insert
from sqlalchemy.orm import Session
from sqlalchemy.schema import Column

from inventory.store.base import Table

TOGETHER = 50
"""Rows a statement of SQLite; more are hardly faster."""


def insert_rows(session: Session, table: type[Table], rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds the rows, all of which name the same columns; columns that are not named get their defaults."""
    if not rows:
        return
    connection = session.connection()
    there = table.metadata.tables[table.__tablename__]
    columns = [column for column in there.columns if column.name in rows[0] or column.default is not None]
    names = [column.name for column in columns]
    compiled = insert(there).values({name: bindparam(name) for name in names}).compile(dialect=connection.dialect)
    prepared = [_prepared(_said(column, rows), column, connection.dialect) for column in columns]
    values = zip(*prepared, strict=True)
    if compiled.positiontup == names:
        _insert_together(connection, str(compiled), list(values))
    else:
        connection.exec_driver_sql(str(compiled), [dict(zip(names, row, strict=True)) for row in values])


def _insert_together(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    head, row = statement.split(" VALUES ")
    whole = len(rows) - len(rows) % TOGETHER
    if whole:
        many = f"{head} VALUES {', '.join([row] * TOGETHER)}"
        parts = (rows[start : start + TOGETHER] for start in range(0, whole, TOGETHER))
        connection.exec_driver_sql(many, [tuple(chain.from_iterable(part)) for part in parts])
    if rows[whole:]:
        connection.exec_driver_sql(statement, list(rows[whole:]))


def _prepared(values: Sequence[Any], column: Column[Any], dialect: Dialect) -> Sequence[Any]:
    """What the driver is handed for this column, row by row; a value that stands in many rows is prepared once."""
    prepare = column.type.dialect_impl(dialect).bind_processor(dialect)
    if prepare is None:
        return values
    which = list(map(id, values))
    prepared = {key: prepare(value) for key, value in dict(zip(which, values, strict=True)).items()}
    return list(map(prepared.__getitem__, which))


def _said(column: Column[Any], rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """What the rows say in this column, or its defaults."""
    if column.name in rows[0]:
        return list(map(itemgetter(column.name), rows))
    default: Any = column.default
    return [default.arg(None) for _ in rows] if default.is_callable else [default.arg] * len(rows)
