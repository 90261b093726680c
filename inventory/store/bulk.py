"""Many new or changed rows in one statement, at nearly the speed of the driver.

SQLAlchemy's own way prepares every value of every row by itself, which for a register of a hundred thousand cards
takes longer than storing them. Here the values are prepared a column at a time; what is stored is the same.

SQLite keeps a way back for each statement that could fail half-way (manual, "Temporary Files Used By SQLite",
section 2.3: statement journals). That costs more than the row; and once one of them was large, those of all that
comes after it in the transaction go to a file. A row by itself needs none if it stops at what fails ("The ON CONFLICT
Clause": FAIL) and leaves it to the transaction to be rolled back.
"""

from collections.abc import Mapping, Sequence
from itertools import repeat
from operator import is_, itemgetter
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Dialect, Uuid, bindparam, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.schema import Column

from inventory.store.base import Table
from inventory.store.parts import AT_ONCE

Columns = Mapping[str, Sequence[Any]]
"""Rows by column: the values of each, all equally many."""


def insert_rows(session: Session, table: type[Table], rows: Sequence[Mapping[str, Any]]) -> Columns:
    """Adds the rows, all of which name the same columns; columns that are not named get their defaults.

    Gives the rows by column as they were filled in, nothing if there are none.
    """
    if not rows:
        return {}
    return insert_columns(session, table, {name: list(map(itemgetter(name), rows)) for name in rows[0]})


def insert_columns(session: Session, table: type[Table], columns: Columns) -> Columns:
    """The same of rows given by column."""
    whole = {**columns, **_defaults(table, columns)}
    if not any(map(len, whole.values())):
        return whole
    connection, there = session.connection(), table.metadata.tables[table.__tablename__]
    values = {name: prepared(there.columns[name], said, connection.dialect) for name, said in whole.items()}
    if connection.dialect.name == "postgresql":
        _copy(connection, there.name, values)
        return whole
    _insert_each(connection, there.name, values)
    return whole


def _defaults(table: type[Table], columns: Columns) -> Columns:
    """The columns that are not named but have a default."""
    count = len(next(iter(columns.values())))
    missing: dict[str, Any] = {
        column.name: column.default
        for column in table.metadata.tables[table.__tablename__].columns
        if column.name not in columns and column.default is not None
    }
    return {
        name: [default.arg(None) for _ in range(count)] if default.is_callable else [default.arg] * count
        for name, default in missing.items()
    }


def update_rows(
    session: Session, table: type[Table], rows: Sequence[Mapping[str, Any]], **also: ColumnElement[Any]
) -> None:
    """Changes the rows of these keys, all of which name the same columns; `also` says by column what all become.

    What of them the session has loaded already stays as it was.
    """
    if not rows:
        return
    connection = session.connection()
    there = table.metadata.tables[table.__tablename__]
    becomes: dict[str, BindParameter[Any]] = {name: bindparam(f"becomes_{name}") for name in rows[0]}
    which = [column == becomes.pop(column.name) for column in there.primary_key]
    compiled = update(there).where(*which).values({**becomes, **also}).compile(dialect=connection.dialect)
    values = {
        f"becomes_{name}": prepared(there.columns[name], list(map(itemgetter(name), rows)), connection.dialect)
        for name in rows[0]
    }
    order = compiled.positiontup
    connection.exec_driver_sql(str(compiled), _in_order(values, order) if order else _by_name(values))


def _in_order(values: Mapping[str, Sequence[Any]], names: Sequence[str]) -> list[tuple[Any, ...]]:
    return list(zip(*(values[name] for name in names), strict=True))


def _by_name(values: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]


def _copy(connection: Connection, table: str, values: Mapping[str, Sequence[Any]]) -> None:
    """By the stream that PostgreSQL has for many rows (manual, "Populating a Database", section 14.4.2).

    Of many new rows it must be told at once (14.4.8): until then it takes the table for nearly empty, and would walk
    through all of it for each row somebody asks for. Columns are named to leave out indexes of expressions, which
    cost more. While another import tells of the same table it is passed over, so that the two never wait in a ring.
    """
    names = ", ".join(f'"{name}"' for name in values)
    driver: Any = connection.connection.driver_connection
    failure = connection.dialect.loaded_dbapi.Error
    statement = f"COPY {table} ({names}) FROM STDIN"
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as stream:
            for row in _in_order(values, list(values)):
                stream.write_row(row)
    except failure as error:
        raise DBAPIError.instance(statement, None, error, failure, dialect=connection.dialect) from error
    if len(next(iter(values.values()))) >= AT_ONCE:
        connection.exec_driver_sql(f"ANALYZE (SKIP_LOCKED) {table} ({names})")


def _insert_each(connection: Connection, table: str, values: Mapping[str, Sequence[Any]]) -> None:
    names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
    statement = f"INSERT OR FAIL INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - all are names of ours
    connection.exec_driver_sql(statement, _in_order(values, list(values)))


def all_the_same(values: Sequence[Any]) -> bool:
    """Whether all of them, one at least, are one and the same."""
    return all(map(is_, values, repeat(values[0])))


def prepared(column: Column[Any], values: Sequence[Any], dialect: Dialect) -> Sequence[Any]:
    """What the driver is handed for the values of this column; what stands in many rows is prepared once.

    Ids may be 32 hexadecimal digits already, then all of the column.
    """
    prepare = column.type.dialect_impl(dialect).bind_processor(dialect)
    if prepare is None or (isinstance(column.type, Uuid) and isinstance(next(filter(None, values), None), str)):
        return values
    if all_the_same(values):
        return [prepare(values[0])] * len(values)
    which = list(map(id, values))
    if len(set(which)) * 2 > len(which):
        return list(map(prepare, values))
    made = {key: prepare(value) for key, value in dict(zip(which, values, strict=True)).items()}
    return list(map(made.__getitem__, which))
