"""Dates in every form registers hold them: 2024-12-01, 2015.06.06, 2017/7/13, 202412, 2018年9月, serial numbers."""

import re
from datetime import date, datetime, timedelta
from unicodedata import normalize

from inventory.exchange.reading.cells import as_text
from inventory.exchange.reading.doubts import BAD_DATE, UNCLEAR_MONTH, Misread
from inventory.exchange.reading.sheets import Cell

_DATE = re.compile(
    r"(?P<year>\d{4})\s*[-./年]\s*(?P<month>\d{1,2})(?:\s*[-./月]\s*(?P<day>\d{1,2})\s*[日号]?|\s*月份?)?"
    r"(?:[T\s]\s*\d{1,2}[:：时]\d{1,2}.{0,20})?"
)
# 2018.10 entered as a figure becomes 2018.1.
_JANUARY_OR_OCTOBER = re.compile(r"\d{4}\.1")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})?")
# Excel counts days so that 1 March 1900 is 61 (it holds 1900 for a leap year; ECMA-376, part 1, 18.17.4.1).
_SERIAL_ZERO = date(1899, 12, 30)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_YEARS = range(1900, 2101)


def as_date(cell: Cell) -> date:
    """The day; of a month alone its first day, since depreciation counts by months. Raises `Misread`.

    A year alone is no date: it would say too little for depreciation and look like more.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = normalize("NFKC", as_text(cell))
    if _JANUARY_OR_OCTOBER.fullmatch(text):
        raise Misread(UNCLEAR_MONTH)
    written = _DATE.fullmatch(text) or _COMPACT.fullmatch(text)
    if written:
        return _day(int(written["year"]), int(written["month"]), int(written["day"] or 1))
    if _SERIAL.fullmatch(text):
        return _SERIAL_ZERO + timedelta(days=int(text[:5]))
    raise Misread(BAD_DATE)


def _day(year: int, month: int, day: int) -> date:
    if year not in _YEARS:
        raise Misread(BAD_DATE)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Misread(BAD_DATE) from error
