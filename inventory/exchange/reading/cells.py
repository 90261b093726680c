"""A cell as text, and what a spreadsheet may have done to it."""

import re
from datetime import date, datetime

from inventory.exchange.reading.doubts import LOST_DIGITS, Misread
from inventory.exchange.reading.sheets import Cell

DIGITS_KEPT = 15
"""Significant digits a spreadsheet keeps (Excel specifications and limits, "Number precision")."""

TEXT_AS_FORMULA = re.compile(r'="([^"]*)"')
"""A text, such as a number with zeros in front, written so that spreadsheets leave it alone."""

_SHORTENED_FROM = 1e15
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")
# Nothing to look at more closely: most numbers of a register, for speed.
_PLAIN_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*")
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


def is_long(text: str) -> bool:
    """Whether this is a number of more digits than a spreadsheet keeps."""
    return len(text) > DIGITS_KEPT and text.isdecimal()


def looks_shortened(text: str) -> bool:
    """Whether a long number could be one a spreadsheet has shortened: nothing but zeros after the fifteenth digit."""
    return is_long(text) and not text[DIGITS_KEPT:].strip("0")


def as_number(cell: Cell) -> str:
    """A number that is a name (asset number, serial number), digit for digit. Raises `Misread` if digits are lost.

    The signs by which programs tell a spreadsheet to leave a number alone ('0012, ="0012") are taken off.
    """
    if isinstance(cell, str) and _PLAIN_NUMBER.fullmatch(cell):
        return cell
    if is_nothing(cell):
        return ""
    text = as_text(cell)
    if is_shortened(cell) or _SCIENTIFIC.fullmatch(text):
        raise Misread(LOST_DIGITS)
    if wrapped := TEXT_AS_FORMULA.fullmatch(text):
        text = wrapped[1].strip()
    return text.removeprefix("'")
