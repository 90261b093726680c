"""Writes the register as a file that people open, programs read, and Rollcall reads back without a change.

CSV (RFC 4180) begins with a byte order mark, since Excel and WPS in China read UTF-8 without one as GBK. JSON
(RFC 8259) is an array with one card a line. All are written card by card, however many there are.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from io import StringIO
from itertools import islice
from typing import Any

from inventory.exchange.guarding import guarded
from inventory.exchange.register_columns import Column, Wording, columns_with
from inventory.exchange.register_written import Written, cells_of, piece_fields, written
from inventory.exchange.sheet_stream import sheet_stream
from inventory.register import RegisterRow

_AT_ONCE = 500
_BOM = "\ufeff"
_ALWAYS = ("asset_no", "name")


class Form(StrEnum):
    """How a register can be written."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


def register_file(
    rows: Iterable[RegisterRow], others: Iterable[str], form: Form, wording: Wording = Wording.ZH
) -> Iterator[bytes]:
    """The file in parts. `others` are all heads under which any row has something of its own.

    The heads of JSON are always the names of fields.
    """
    columns = columns_with(others)
    return _WRITTEN[form](rows, columns, wording)


def _xlsx(rows: Iterable[RegisterRow], columns: Sequence[Column], wording: Wording) -> Iterator[bytes]:
    heads = [column.worded(wording) for column in columns]
    return sheet_stream(
        "固定资产" if wording is Wording.ZH else "Assets", heads, (cells_of(row, columns, wording) for row in rows)
    )


def _csv(rows: Iterable[RegisterRow], columns: Sequence[Column], wording: Wording) -> Iterator[bytes]:
    yield (_BOM + _csv_lines([[column.worded(wording) for column in columns]])).encode()
    lines = ([_as_text(cell) for cell in cells_of(row, columns, wording)] for row in rows)
    while some := list(islice(lines, _AT_ONCE)):
        yield _csv_lines(some).encode()


def _csv_lines(lines: Sequence[Sequence[str]]) -> str:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue()


def _as_text(cell: Written) -> str:
    return f"{cell:.2f}" if isinstance(cell, Decimal) else guarded(str(cell))


def _json(rows: Iterable[RegisterRow], columns: Sequence[Column], _: Wording) -> Iterator[bytes]:
    plain = [column for column in columns if not column.per_piece and column.field != "others"]
    lines = (json.dumps(_object(row, plain), ensure_ascii=False, separators=(",", ":")) for row in rows)
    before = "["
    while some := list(islice(lines, _AT_ONCE)):
        yield (before + "\n" + ",\n".join(some)).encode()
        before = ","
    yield b"\n]\n" if before == "," else b"[]\n"


def _object(row: RegisterRow, plain: Sequence[Column]) -> Mapping[str, Any]:
    """What the card says; what it says nothing of is left out, but for its number and name."""
    values = {column.worded(Wording.FIELDS): written(row, column, Wording.FIELDS) for column in plain}
    said: dict[str, Any] = {
        name: f"{value:.2f}" if isinstance(value, Decimal) else value
        for name, value in values.items()
        if value != "" or name in _ALWAYS
    }
    pieces = [{name: value for name, value in piece_fields(piece) if value} for piece in row.pieces]
    return said | {"pieces": pieces} | ({"others": dict(row.others)} if row.others else {})


_WRITTEN: Mapping[Form, Callable[[Iterable[RegisterRow], Sequence[Column], Wording], Iterator[bytes]]] = {
    Form.XLSX: _xlsx,
    Form.CSV: _csv,
    Form.JSON: _json,
}
