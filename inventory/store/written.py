"""Ids as a database writes them: text in SQLite, UUIDs in PostgreSQL.

Of a hundred thousand ids that a statement answers most only tell which rows belong together; to make UUIDs of them
takes longer than to read them.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, type_coerce
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import NullType

Written = Any
"""An id as it is written; equal ones are of one row."""


def written(*ids: InstrumentedAttribute[Any]) -> list[ColumnElement[Written]]:
    """The columns, answered as they are written."""
    return [type_coerce(each, NullType()) for each in ids]


def as_id(row: Written) -> UUID:
    """The id that is written so."""
    return row if isinstance(row, UUID) else UUID(row)
