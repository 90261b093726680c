"""Who refers to a row: told from the schema itself, so that no new table is forgotten."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, exists, or_

from inventory.store.base import OfSchool, Table


def is_referred_to(table: type[OfSchool], *, but: frozenset[str] = frozenset()) -> ColumnElement[bool]:
    """Whether any row of any table refers to the row of this one, those of the tables `but` (by name) left out."""
    referring = (exists().where(*which) for which in _references(table.__table__, but))  # type: ignore[attr-defined]
    return or_(*referring)


def _references(table: Any, but: frozenset[str]) -> Iterator[list[ColumnElement[bool]]]:
    for other in Table.metadata.sorted_tables:
        for key in other.foreign_key_constraints:
            if key.referred_table is table and other.name not in but:
                there = other if other is not table else other.alias()
                yield [there.c[each.parent.name] == each.column for each in key.elements]
