"""Rows as texts from the database, to be hashed: far faster than making values of each column and texts of those.

A row says the same on either database, and what it says can be read in one way only: every value stands in quotes,
those within it doubled, and what is not there as NULL.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import JSON, Boolean, ColumnElement, Date, Float, LargeBinary, String, Uuid
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from inventory.store.base import Moment, Table
from inventory.store.bulk import Columns, all_the_same, prepared


class quoted(FunctionElement[str]):
    """The values of these columns, one after the other, as one text."""

    type = String()
    inherit_cache = True
    name = "quoted"


@compiles(quoted)
def _of_postgresql(element: quoted, compiler: SQLCompiler, **kw: Any) -> str:
    return _row((column, _postgresql(column, compiler.process(column, **kw))) for column in element.clauses)


@compiles(quoted, "sqlite")
def _of_sqlite(element: quoted, compiler: SQLCompiler, **kw: Any) -> str:
    return _row((column, _sqlite(column, compiler.process(column, **kw))) for column in element.clauses)


def _row(values: Iterable[tuple[ColumnElement[Any], str]]) -> str:
    said = (f"""coalesce('"' || {_doubled(column, value)} || '"', 'NULL')""" for column, value in values)
    return f"({' || '.join(said)})"


def _doubled(column: ColumnElement[Any], value: str) -> str:
    """With its quotes doubled, where there can be any."""
    return f"""replace({value}, '"', '""')""" if isinstance(column.type, String | JSON) else value


def _postgresql(column: ColumnElement[Any], value: str) -> str:
    match column.type:
        case Moment():
            return f"to_char({value} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
        case Date():
            return f"to_char({value}, 'YYYY-MM-DD')"
        case Uuid():
            return f"replace(CAST({value} AS TEXT), '-', '')"
        case Boolean():
            return f"CAST(CAST({value} AS INTEGER) AS TEXT)"
        case Float():
            return f"CAST(CAST(round({value} * 1000) AS BIGINT) AS TEXT)"
        case LargeBinary():
            return f"upper(encode({value}, 'hex'))"
    return f"CAST({value} AS TEXT)"


def _sqlite(column: ColumnElement[Any], value: str) -> str:
    match column.type:
        case Float():
            return f"CAST(round({value} * 1000) AS INTEGER)"
        case LargeBinary():
            return f"hex({value})"
    return value


def quoted_here(table: type[Table], names: Sequence[str], rows: Columns) -> Iterator[str]:
    """What `quoted` says of these columns of rows in hand, as they are stored; of columns that are not in hand NULL.

    The values are prepared as for SQLite, which quotes what it has stored; there may be no fractions or bytes. What
    is the same in all rows, as most of a register is, is written once; the first column tells the rows apart.
    """
    form = ""
    differing: list[Iterable[str]] = []
    for name in names:
        column = table.metadata.tables[table.__tablename__].columns[name]
        values = prepared(column, rows.get(name, _NOT_SAID), _SQLITE)
        if differing and all_the_same(values):
            form += _quoted(values[0]).replace("%", "%%")
        elif None not in values and '"' not in "".join(map(str, values)):
            form += '"%s"'
            differing.append(values)
        else:
            form += "%s"
            differing.append(map(_quoted, values))
    return map(form.__mod__, zip(*differing, strict=True))


def _quoted(value: object) -> str:
    return "NULL" if value is None else '"' + str(value).replace('"', '""') + '"'


_SQLITE = sqlite.dialect()
_NOT_SAID = (None,)
