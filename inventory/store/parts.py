"""Long lists of values for a statement: as one value of it, or in parts."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, any_, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

T = TypeVar("T")

AT_ONCE = 5_000
"""SQLite takes 32,766 values a statement (limits, SQLITE_MAX_VARIABLE_NUMBER), PostgreSQL 65,535."""


def in_parts(values: Sequence[T], at_once: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """The values in parts that one statement takes."""
    return (values[start : start + at_once] for start in range(0, len(values), at_once))


def among(session: Session, column: InstrumentedAttribute[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    """That the column holds one of the values, handed over as one list; ids may be as they are written.

    For SQLite it is a text of JSON (manual, "JSON Functions And Operators", section 4.24: json_each), for PostgreSQL
    an array. SQLAlchemy would write thousands of parameters out, which takes longer than the database needs.
    """
    dialect = session.get_bind().dialect
    if dialect.name != "sqlite":
        return column == any_(literal(list(values), ARRAY(column.type)))
    prepare = column.type.dialect_impl(dialect).bind_processor(dialect)
    listed = json.dumps([each.hex if isinstance(each, UUID) else each for each in values], default=prepare)
    return column.in_(select(func.json_each(listed).table_valued("value").c.value))
