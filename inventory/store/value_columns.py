"""The cards of a register as columns of what their value is made from; read in parts, so that none is held twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import BigInteger, ColumnElement, Select, String, cast, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from inventory.arrays import Numbers
from inventory.booked_columns import UNSAID, BookedColumns
from inventory.columns import numbers
from inventory.ids import SchoolId
from inventory.store.register import Asset
from inventory.term_columns import day_number
from inventory.valuation import NOMINAL_AMOUNT

_AT_ONCE = 50_000
_COLUMNS = 9


@dataclass(frozen=True, slots=True)
class ValueColumns:
    """A row for each card that has pieces and was not merged into another.

    `categories` and `departments` are the ids that occur, None among them; `department` is for each card the place
    of its own, as `booked.category` is.
    """

    cards: Sequence[str]
    booked: BookedColumns
    department: Numbers
    categories: Sequence[UUID | None]
    departments: Sequence[UUID | None]

    def rows_of(self, cards: Iterable[UUID]) -> dict[UUID, int]:
        """The rows of those of these cards that have one."""
        wanted = {card.hex: card for card in cards}
        return {wanted[card]: row for row, card in enumerate(self.cards) if card in wanted}


class _Places(dict[str | None, int]):
    """By value its place in the order in which they came first."""

    def __missing__(self, value: str | None) -> int:
        self[value] = len(self)
        return self[value]

    def ids(self) -> list[UUID | None]:
        """The values, which are ids."""
        return [None if value is None else UUID(value) for value in self]


def load_values(
    session: Session, school: SchoolId, imported: Mapping[UUID, int], typed: Mapping[UUID, int]
) -> ValueColumns:
    """The whole register in one statement.

    The depreciation on a card is for the end of the month in which it was `typed` (by card), else `imported` (by
    file); of a card without any it says nothing.
    """
    by_file, by_card = ({id_.hex: month for id_, month in of.items()} for of in (imported, typed))
    categories, departments, cards = _Places(), _Places(), list[str]()
    parts = [_part([()] * _COLUMNS, categories, departments)]
    for rows in session.connection().execute(_values(school)).partitions():
        ids, files, *said = zip(*rows, strict=True)
        until = [by_card.get(card, by_file.get(file)) for card, file in zip(ids, files, strict=True)]
        parts.append(_part([until, *said], categories, departments))
        cards += ids
    booked, department = zip(*parts, strict=True)
    whole = (np.concatenate([getattr(part, field.name) for part in booked]) for field in fields(BookedColumns))
    return ValueColumns(cards, BookedColumns(*whole), np.concatenate(department), categories.ids(), departments.ids())


def _values(school: SchoolId) -> Select[*tuple[Any, ...]]:
    """Ids as texts and amounts as fen: to make values of them takes longer than to read them."""
    return (
        select(
            *map(_hex, (Asset.id, Asset.import_id, Asset.category_id, Asset.department_id)),
            type_coerce(Asset.cost, BigInteger),
            type_coerce(Asset.accumulated, BigInteger),
            *(Asset.posted, Asset.life_months, Asset.quantity, Asset.value_type),
        )
        .where(Asset.school_id == school, Asset.merged_into.is_(None), Asset.quantity > 0)
        .execution_options(yield_per=_AT_ONCE)
    )


def _hex(id_: InstrumentedAttribute[Any]) -> ColumnElement[str]:
    return func.replace(cast(id_, String), "-", "")


def _part(
    columns: Sequence[Sequence[Any]], categories: _Places, departments: _Places
) -> tuple[BookedColumns, Numbers]:
    """Some of the cards, and the places of their departments."""
    until, category, department, cost, accumulated, posted, life_months, pieces, value_type = columns
    handed = (None if month is None else fen for month, fen in zip(until, accumulated, strict=True))
    booked = BookedColumns(
        category=numbers(map(categories.__getitem__, category)),
        cost=_said(cost),
        posted=_said(day and day_number(day) for day in posted),
        life_months=numbers(months or 0 for months in life_months),
        pieces=numbers(pieces),
        nominal=np.array(value_type) == NOMINAL_AMOUNT,
        accumulated=_said(handed),
        until=numbers(month or 0 for month in until),
    )
    return booked, numbers(map(departments.__getitem__, department))


def _said(values: Iterable[int | None]) -> Numbers:
    return numbers(UNSAID if value is None else value for value in values)
