"""Reads back what Rollcall wrote of its register: which card each line is, and each of its pieces.

It is known by its column of card ids. Nothing in it is guessed: a figure of money is that of the whole card, and a
column that is about pieces names one value for each of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from inventory.exchange.guarding import unguarded
from inventory.exchange.reading.amounts import as_fen, as_quantity
from inventory.exchange.reading.cells import as_number, as_text
from inventory.exchange.reading.columns import Columns
from inventory.exchange.reading.dates import as_date
from inventory.exchange.reading.doubts import NOT_OF_EACH, Misread
from inventory.exchange.reading.runs import of_each
from inventory.exchange.reading.sheets import Cell
from inventory.exchange.register_cells import as_state, as_tags
from inventory.exchange.register_columns import CARD_ID, head_of_other
from inventory.register import ItemState, Piece
from inventory.tags import Tag

T = TypeVar("T")

_SAID = {"yes": True, "是": True, "no": False, "否": False}
_NO_TAGS: tuple[Tag, ...] = ()


def is_exported(columns: Columns) -> bool:
    """Whether Rollcall wrote the list."""
    return columns.index(CARD_ID) is not None


def without_guards(columns: Columns) -> Columns:
    """The list with the texts as they were before they were guarded; only text files are."""
    table = columns.table
    if table.sheet is not None or not is_exported(columns):
        return columns
    plain = [tuple(unguarded(cell) if isinstance(cell, str) else cell for cell in cells) for cells in table.columns]
    return Columns(replace(table, columns=plain), columns.doubts)


def exported_values(columns: Columns) -> dict[str, Iterable[Any]]:
    """The fields of each line that other files do not have, or word in other ways."""
    pieces = columns.values("quantity", as_quantity, 1)
    each = (
        _of_pieces(columns, "location", pieces, str, ""),
        _of_pieces(columns, "keeper", pieces, str, ""),
        _of_pieces(columns, "user", pieces, str, ""),
        _of_pieces(columns, "state", pieces, _state, None),
        _of_pieces(columns, "piece_numbers", pieces, as_number, ""),
        _of_pieces(columns, "piece_serials", pieces, as_number, ""),
        _of_pieces(columns, "tags", pieces, _tags, _NO_TAGS),
        _of_pieces(columns, "removed_on", pieces, _day, None),
    )
    said = [tuple(map(Piece._make, zip(*of_card, strict=True))) for of_card in zip(*each, strict=True)]
    lines = len(pieces)
    return {
        "card": columns.values(CARD_ID, _id, None),
        "quantity": pieces,
        "cost": columns.values("cost", as_fen, None),
        "by_number": list(map(_SAID.get, columns.texts("by_number"))),
        "location": columns.texts("first_location"),
        "keeper": [""] * lines,
        "user": [""] * lines,
        "state": [ItemState.IN_USE] * lines,
        "tags": [tuple(tag for piece in of_card for tag in piece.tags) for of_card in said],
        "piece_numbers": [()] * lines,
        "piece_serials": [()] * lines,
        "pieces": said,
        "others": [{head_of_other(head): text for head, text in others.items()} for others in columns.others()],
    }


def _of_pieces(
    columns: Columns, field: str, pieces: Sequence[int], read: Callable[[str], T], nothing: T
) -> list[tuple[T, ...]]:
    """For each line what the column says of each of its pieces; nothing if it does not say it clearly."""
    index = columns.index(field)
    if index is None:
        return [(nothing,) * count for count in pieces]

    @cache
    def meant(cell: Cell, count: int) -> tuple[T, ...]:
        values = of_each(as_text(cell), count)
        if values is None:
            raise Misread(NOT_OF_EACH)
        return tuple(map(read, values))

    said = []
    for row, (cell, count) in enumerate(zip(columns.table.columns[index], pieces, strict=True)):
        try:
            said.append(meant(cell, count))
        except Misread as error:
            columns.doubt(error.oddity, row, index, value=columns.keep(row, index), count=count)
            said.append((nothing,) * count)
    return said


def _state(text: str) -> ItemState | None:
    return as_state(text) if text else None


def _tags(text: str) -> tuple[Tag, ...]:
    return as_tags(text) if text else ()


def _day(text: str) -> date | None:
    return as_date(text) if text else None


def _id(cell: Cell) -> UUID | None:
    try:
        return UUID(as_text(cell))
    except ValueError:
        return None
