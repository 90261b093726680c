"""Reads a register of assets as schools and fiscal systems write it: any usual file, any usual wording, no line lost.

What the file says is taken, what it does not say clearly becomes a doubt, and nothing is guessed.
"""

from collections.abc import Iterable
from dataclasses import fields
from itertools import repeat
from typing import Any

from inventory.exchange.reading.amounts import as_fen, as_months, as_years
from inventory.exchange.reading.cells import as_number
from inventory.exchange.reading.columns import Columns
from inventory.exchange.reading.dates import as_date
from inventory.exchange.reading.doubts import in_order
from inventory.exchange.reading.lists import read_lists
from inventory.exchange.reading.unreadable import NoRows, TooManyPieces
from inventory.exchange.register_cells import as_state, as_tags
from inventory.exchange.register_checks import check_numbers, check_presence, check_repeats
from inventory.exchange.register_costs import costs, quantities
from inventory.exchange.register_heads import REGISTER, class_named
from inventory.register import ItemState, RegisterFile, RegisterRow

_NUMBERS = ("asset_no", "fiscal_no", "serial")
_TEXTS = (
    *("name", "category_code", "category_name", "unit", "department", "keeper", "user", "location"),
    *("brand", "model", "note"),
)
# More than the largest schools own; each piece becomes a thing of its own.
_MOST_PIECES = 500_000
_FIELDS = tuple(field.name for field in fields(RegisterRow))


def read_register(filename: str, content: bytes) -> RegisterFile:
    """All entries of all visible sheets of a CSV, TSV, XLSX or XLS file, and all doubts, in the order of the file.

    Raises a child of `UnreadableRegister` if the file cannot be read at all or has nothing to read.
    """
    lists, doubts = read_lists(filename, content, REGISTER)
    sheets = [(columns, _read_rows(columns, class_named(columns.table.sheet or "", filename))) for columns in lists]
    check_repeats(sheets)
    rows = [row for _, read in sheets for row in read]
    if not rows:
        raise NoRows(filename=filename)
    pieces = sum(row.quantity for row in rows)
    if pieces > _MOST_PIECES:
        raise TooManyPieces(filename=filename, count=pieces, limit=_MOST_PIECES)
    return RegisterFile(tuple(rows), in_order(doubts))


def _read_rows(columns: Columns, class_name: str) -> list[RegisterRow]:
    """The entries of one sheet; `class_name` is their category if no column says one."""
    values = _values(columns)
    if columns.index("category_name") is None:
        values["category_name"] = repeat(class_name)
    rows = list(map(RegisterRow, *(values[field] for field in _FIELDS)))
    check_presence(columns, rows)
    check_numbers(columns, rows)
    return rows


def _values(columns: Columns) -> dict[str, Iterable[Any]]:
    """The values of all fields of the rows, by column. The only place where their types are not checked."""
    texts = {field: columns.texts(field) for field in _TEXTS}
    pieces = quantities(columns, texts["unit"])
    in_months = "月" in columns.wording("life_months") or "month" in columns.wording("life_months").lower()
    values: dict[str, Iterable[Any]] = {
        **texts,
        **{field: columns.values(field, as_number, "") for field in _NUMBERS},
        "line": columns.table.numbers,
        "sheet": repeat(columns.table.sheet),
        "quantity": pieces,
        "cost": costs(columns, pieces),
        "accumulated": columns.values("accumulated", as_fen, None),
        "acquired": columns.values("acquired", as_date, None),
        "posted": columns.values("posted", as_date, None),
        "life_months": columns.values("life_months", as_months if in_months else as_years, None),
        "state": columns.values("state", as_state, ItemState.IN_USE),
        "tags": columns.values("tags", as_tags, ()),
    }
    return values | {"others": columns.others()}
