"""A card as the cells of its line, the opposite of register_exported.py."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from inventory.exchange.reading.cells import as_number
from inventory.exchange.reading.doubts import Misread
from inventory.exchange.reading.runs import runs
from inventory.exchange.register_checks import NUMBERS
from inventory.exchange.register_columns import Column, Wording
from inventory.register import ItemState, Piece, RegisterRow

Written = str | int | Decimal
"""What can stand in a cell: a text, a count, or money in yuan."""

_STATE: Mapping[ItemState, str] = {
    ItemState.IN_USE: "在用",
    ItemState.IDLE: "闲置",
    ItemState.LENT: "出借",
    ItemState.REPAIR: "维修",
    ItemState.IN_TRANSIT: "在途",
    ItemState.AWAITING_DISPOSAL: "待处置",
    ItemState.SHORTAGE: "待处理",
    ItemState.RETIRED: "已处置",
}

# No and yes.
_SAID = (("no", "yes"), ("否", "是"))


def cells_of(row: RegisterRow, columns: Sequence[Column], wording: Wording) -> list[Written]:
    """One cell for each column."""
    return [written(row, column, wording) for column in columns]


def written(row: RegisterRow, column: Column, wording: Wording) -> Written:
    """What stands in the column: of a card whose pieces are all alike one value."""
    match column.field:
        case "others":
            return row.others.get(column.head, "")
        case "location" | "keeper" | "user":
            field = "room" if column.field == "location" else column.field
            return runs([getattr(piece, field) for piece in row.pieces])
        case "state":
            return runs([_state(piece.state, wording) for piece in row.pieces])
        case "tags":
            return runs([" ".join(piece.tags) for piece in row.pieces])
        case "piece_numbers":
            return runs([number_text(piece.number) for piece in row.pieces])
        case "piece_serials":
            return runs([number_text(piece.serial) for piece in row.pieces])
        case "removed_on":
            return runs([_plain(piece.removed_on) for piece in row.pieces])
        case "by_number":
            return "" if row.by_number is None else _SAID[wording is Wording.ZH][row.by_number]
        case "first_location":
            return row.location
        case field:
            return number_text(getattr(row, field)) if field in NUMBERS else _cell(getattr(row, field))


def piece_fields(piece: Piece) -> Iterator[tuple[str, str | list[str]]]:
    """What is said of a piece, by the names programs know."""
    yield from (("room", piece.room), ("keeper", piece.keeper), ("user", piece.user))
    yield "state", _state(piece.state, Wording.FIELDS)
    yield from (("number", number_text(piece.number)), ("serial", number_text(piece.serial)))
    yield "tags", list(piece.tags)
    yield "removed_on", _plain(piece.removed_on)


@lru_cache(maxsize=10_000)
def number_text(number: str) -> str:
    """A number such that it is read back as it is, with an apostrophe in front if it could be taken for another."""
    try:
        alike = as_number(number) == number
    except Misread:
        alike = False
    return number if alike else f"'{number}"


def _state(state: ItemState | None, wording: Wording) -> str:
    if state is None:
        return ""
    return _STATE[state] if wording is Wording.ZH else state.value


def _cell(value: Any) -> Written:
    return value if isinstance(value, int | Decimal) else _plain(value)


def _plain(value: str | date | object) -> str:
    return "" if value is None else str(value)
