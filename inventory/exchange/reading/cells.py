"""A cell as text, and what a spreadsheet may have done to it."""

import re
from datetime import date, datetime

from inventory.exchange.reading.doubts import LOST_DIGITS, Misread
from inventory.exchange.reading.sheets import Cell

# Excel keeps 15 significant digits (Excel specifications and limits, "Number precision").
_SHORTENED_FROM = 1e15
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")
_FORMULA_TEXT = re.compile(r'="(.*)"')
_NOTHING = frozenset(("", "-", "--", "—", "——", "/", "\\", "无", "暂无", "n/a"))


def as_text(cell: Cell) -> str:
    """The cell as a person would read it; whole numbers without a point, at most 15 digits."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < _SHORTENED_FROM else f"{cell:.15G}"
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def is_nothing(cell: Cell) -> bool:
    """Whether the cell is empty or holds a sign for "nothing" such as a dash, / or 无."""
    return isinstance(cell, str) and cell.strip().lower() in _NOTHING


def is_shortened(cell: Cell) -> bool:
    """Whether the cell is a number of more digits than a spreadsheet keeps."""
    return isinstance(cell, float) and abs(cell) >= _SHORTENED_FROM


def as_number(cell: Cell) -> str:
    """A number that is a name (asset number, serial number), digit for digit. Raises `Misread` if digits are lost.

    The signs by which programs tell a spreadsheet to leave a number alone ('0012, ="0012") are taken off.
    """
    if isinstance(cell, str) and cell.isascii() and cell.isalnum():
        return cell
    if is_nothing(cell):
        return ""
    text = as_text(cell)
    if is_shortened(cell) or _SCIENTIFIC.fullmatch(text):
        raise Misread(LOST_DIGITS)
    if wrapped := _FORMULA_TEXT.fullmatch(text):
        text = wrapped[1].strip()
    return text.removeprefix("'")
