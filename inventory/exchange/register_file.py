"""Reads a register of assets as schools and fiscal systems write it: any usual file, any usual wording, no line lost.

What the file says is taken, what it does not say clearly becomes a doubt, and nothing is guessed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

from inventory.collecting import uncollected
from inventory.exchange.reading.amounts import as_fen, as_months, as_years
from inventory.exchange.reading.cells import as_number
from inventory.exchange.reading.columns import Columns
from inventory.exchange.reading.dates import as_date
from inventory.exchange.reading.doubts import in_order
from inventory.exchange.reading.lists import Lists, find_lists
from inventory.exchange.reading.sheets import Book
from inventory.exchange.reading.unreadable import NoRows, TooManyPieces
from inventory.exchange.register_cells import as_state, as_tags
from inventory.exchange.register_checks import NUMBERS, check_numbers, check_presence, check_repeats
from inventory.exchange.register_classes import class_named, classification
from inventory.exchange.register_columns import meanings
from inventory.exchange.register_costs import costs, quantities
from inventory.exchange.register_exported import exported_values, is_exported, without_guards
from inventory.exchange.register_heads import REGISTER
from inventory.exchange.register_numbers import listed_pieces, numbered_pieces
from inventory.register import ItemState, RegisterColumn, RegisterFile, RegisterRow, RegisterSheet

_TEXTS = (
    *("name", "category_code", "category_name", "unit", "value_type", "funding", "acquisition", "voucher"),
    *("department", "keeper", "user", "purpose", "location", "brand", "model", "manufacturer", "supplier", "note"),
)
_DATES = ("acquired", "posted", "warranty_until")
# More than the largest schools own; each piece becomes a thing of its own.
_MOST_PIECES = 500_000
_FIELDS = RegisterRow._fields


@uncollected()
def open_register(filename: str, content: bytes, sheets: Collection[str] | None = None) -> Lists:
    """The lists of a CSV, TSV, XLSX, XLS or HTML file, on its visible sheets or else on the ones named.

    Their `shape` tells which mapping was used for the last file of this kind. Raises `UnreadableRegister`.
    """
    return find_lists(filename, content, REGISTER, sheets)


def read_register(
    filename: str, content: bytes, mapping: Mapping[str, str] | None = None, sheets: Collection[str] | None = None
) -> RegisterFile:
    """All entries of all visible sheets, or of the ones named, and all doubts, in the order of the file.

    `mapping` says of heads, as the file words them, which field of `FIELDS` they are, "others" for a column that is
    kept under its own head, or "ignore". Raises a child of `UnreadableRegister` if the file cannot be read at all or
    has nothing to read.
    """
    return understand(open_register(filename, content, sheets), mapping)


@uncollected()
def understand(lists: Lists, mapping: Mapping[str, str] | None = None) -> RegisterFile:
    """What the lists of an opened file say; see `read_register`."""
    found, doubts = lists.read({**meanings(lists.heads), **(mapping or {})})
    filename = lists.filename
    plain = map(without_guards, found)
    read = [(columns, _read_rows(columns, class_named(columns.table.sheet or "", filename))) for columns in plain]
    check_repeats(read)
    rows = [row for _, of_list in read for row in of_list]
    if not rows:
        raise NoRows(filename=filename)
    pieces = sum(row.quantity for row in rows)
    if pieces > _MOST_PIECES:
        raise TooManyPieces(filename=filename, count=pieces, limit=_MOST_PIECES)
    return RegisterFile(
        tuple(rows), in_order(doubts), _sheets(lists.book, found), _columns(lists, found), lists.shape
    )


def _sheets(book: Book, found: Iterable[Columns]) -> tuple[RegisterSheet, ...]:
    taken = {columns.table.sheet for columns in found}
    read = [RegisterSheet(sheet.name, sheet.is_hidden, sheet.name in taken) for sheet in book.sheets]
    others = [(name, True) for name in book.hidden] + [(name, False) for name in book.passed]
    return (*read, *(RegisterSheet(name, is_hidden, False) for name, is_hidden in others))


def _columns(lists: Lists, found: Iterable[Columns]) -> tuple[RegisterColumn, ...]:
    fields: dict[str, str] = {}
    for columns in found:
        fields |= columns.meanings()
    return tuple(RegisterColumn(head, fields[head], texts) for head, texts in lists.heads.items() if head in fields)


def _read_rows(columns: Columns, class_name: str) -> list[RegisterRow]:
    """The entries of one list; `class_name` is their category if no column says one."""
    values = _values(columns)
    if columns.index("category_name") is None:
        values["category_name"] = repeat(class_name)
    rows = list(map(RegisterRow._make, zip(*(values[field] for field in _FIELDS), strict=False)))
    check_presence(columns, rows)
    check_numbers(columns)
    return rows


def _values(columns: Columns) -> dict[str, Iterable[Any]]:
    """The values of all fields of the rows, by column. The only place where their types are not checked."""
    texts = {field: columns.texts(field) for field in _TEXTS}
    numbers = {field: columns.values(field, as_number, "") for field in NUMBERS}
    in_months = "月" in columns.wording("life_months") or "month" in columns.wording("life_months").lower()
    scheme, edition = classification(columns)
    values: dict[str, Iterable[Any]] = {
        **texts,
        **numbers,
        **{field: columns.values(field, as_date, None) for field in _DATES},
        "line": columns.table.numbers,
        "sheet": repeat(columns.table.sheet),
        "category_scheme": scheme,
        "category_edition": edition,
        "accumulated": columns.values("accumulated", as_fen, None),
        "life_months": columns.values("life_months", as_months if in_months else as_years, None),
    }
    return values | (
        exported_values(columns) if is_exported(columns) else _as_listed(columns, texts["unit"], numbers)
    )


def _as_listed(
    columns: Columns, units: Sequence[str], numbers: Mapping[str, Sequence[str]]
) -> dict[str, Iterable[Any]]:
    """The values of what lists word in many ways: how many pieces, what they cost, and what is said of each."""
    pieces = quantities(columns, units)
    piece_numbers = numbered_pieces(columns, numbers["asset_no"], pieces)
    return {
        "quantity": pieces,
        "cost": costs(columns, pieces),
        "state": columns.values("state", as_state, ItemState.IN_USE),
        "tags": columns.values("tags", as_tags, ()),
        "piece_numbers": piece_numbers,
        "piece_serials": listed_pieces(columns, "serial", numbers["serial"], pieces),
        "card": repeat(None),
        "pieces": repeat(()),
        "by_number": repeat(None),
        "others": columns.others(),
    }
