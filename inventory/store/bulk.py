"""Many new rows in one statement, at nearly the speed of the driver.

SQLAlchemy's own way prepares every value of every row by itself, which for a register of a hundred thousand cards
takes longer than storing them. Here the values are prepared a column at a time; the statement is the same.

SQLite keeps a way back for each statement that has a trigger or a reference (manual, "Temporary Files Used By
SQLite", section 2.3: statement journals), which costs it more than the row. So one statement stores some dozens.
"""

from collections.abc import Mapping, Sequence
from itertools import chain
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
    statement = insert(there).values({column.name: bindparam(column.name) for column in columns})
    compiled = statement.compile(dialect=connection.dialect)
    prepared = [_prepared(column, rows, connection.dialect) for column in columns]
    names = [column.name for column in columns]
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


def _prepared(column: Column[Any], rows: Sequence[Mapping[str, Any]], dialect: Dialect) -> list[Any]:
    """What the driver is handed for this column, row by row."""
    if column.name not in rows[0]:
        default: Any = column.default
        values = [default.arg(None) if default.is_callable else default.arg for _ in rows]
    else:
        values = [row[column.name] for row in rows]
    prepare = column.type.dialect_impl(dialect).bind_processor(dialect)
    return values if prepare is None else list(map(prepare, values))
