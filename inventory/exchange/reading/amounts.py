"""Money, pieces and years as registers write them. Money is Decimal in yuan, exact as written."""

import re
from decimal import ROUND_HALF_UP, Decimal
from unicodedata import normalize

from inventory.exchange.reading.cells import as_text, is_shortened
from inventory.exchange.reading.doubts import BAD_LIFE, BAD_MONEY, BAD_QUANTITY, Misread
from inventory.exchange.reading.sheets import Cell

_MONEY = re.compile(
    r"(?:[¥$]|RMB|CNY|人民币)?(\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(万)?元?整?", re.IGNORECASE
)
# Points between the thousands and a comma before the cents, as in much of Europe; unmistakable only with both.
_COMMA_MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{2}")
_WAN = Decimal(10_000)
_FEN = Decimal("0.01")
# As many as a column of 14 digits before the point holds.
_MONEY_LENGTH = 20
_PIECES = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.0*)?[^\W\d_]{0,2}")
_LIFE = re.compile(r"(\d{1,4})(?:\.0*)?(?:个?(月|months?|m)|(年|years?|y))?", re.IGNORECASE)
_LONGEST_LIFE = 12 * 100


def as_money(cell: Cell) -> Decimal:
    """Yuan, exact as written, be it 1,234.50 or ¥1234.5 or 1.2万元. Raises `Misread`, also for less than none."""
    text = _squeezed(cell)
    if _COMMA_MONEY.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    written = _MONEY.fullmatch(text)
    if written is None or is_shortened(cell) or len(written[1]) > _MONEY_LENGTH:
        raise Misread(BAD_MONEY)
    amount = Decimal(written[1].replace(",", ""))
    return amount * _WAN if written[2] else amount


def as_money_in_wan(cell: Cell) -> Decimal:
    """Yuan, from a column whose head says 万元. Raises `Misread`."""
    return as_money(cell) * _WAN


def to_fen(amount: Decimal) -> Decimal:
    """Rounded to two places, half up, as accounts are kept."""
    return amount.quantize(_FEN, ROUND_HALF_UP)


def as_fen(cell: Cell) -> Decimal:
    """Yuan, rounded to two places. Raises `Misread`."""
    return to_fen(as_money(cell))


def as_quantity(cell: Cell) -> int:
    """Pieces, at least one; a unit written behind (48套) is passed over. Raises `Misread`."""
    written = _PIECES.fullmatch(_squeezed(cell))
    pieces = int(written[1].replace(",", "")) if written else 0
    if pieces < 1:
        raise Misread(BAD_QUANTITY)
    return pieces


def as_years(cell: Cell) -> int:
    """A life in months, where a figure without a unit means years. Raises `Misread`."""
    return _life(cell, 12)


def as_months(cell: Cell) -> int:
    """A life in months, where a figure without a unit means months. Raises `Misread`."""
    return _life(cell, 1)


def _life(cell: Cell, usual: int) -> int:
    written = _LIFE.fullmatch(_squeezed(cell))
    if written is None:
        raise Misread(BAD_LIFE)
    months = int(written[1]) * (1 if written[2] else 12 if written[3] else usual)
    if months > _LONGEST_LIFE:
        raise Misread(BAD_LIFE)
    return months


def _squeezed(cell: Cell) -> str:
    return "".join(normalize("NFKC", as_text(cell)).split())
