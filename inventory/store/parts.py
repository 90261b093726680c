"""Long lists of values for a statement, in parts."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

AT_ONCE = 5_000
"""SQLite takes 32,766 values a statement (limits, SQLITE_MAX_VARIABLE_NUMBER), PostgreSQL 65,535."""


def in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in parts that one statement takes."""
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))
