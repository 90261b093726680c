"""Cells of exported tag lists: times, signal strengths and counts, however a program wrote them."""

import re
from datetime import UTC, datetime, tzinfo

from inventory.exchange.reading.cells import as_text
from inventory.exchange.reading.sheets import Cell
from inventory.scanned import tag_readings

WEAKEST, STRONGEST = -110.0, -10.0
"""dBm a scanner can mean. Some write the figure without its sign."""

FIRST_YEAR, LAST_YEAR = 2000, 2199
LONG = 16
"""Digits from which on a number is taken for a tag without anybody saying so: a date or a count is shorter."""

_DECIMAL = re.compile(r"[+-]?\d{1,4}(?:\.\d{1,3})?")
_EPOCH = re.compile(r"(\d{10})(?:\.\d+)?|(\d{13})|(\d{16})")
_DAY = re.compile(r"(\d{4})[/.年](\d{1,2})[/.月](\d{1,2})日?")


def is_long_tag(cell: Cell) -> bool:
    """Whether the cell can hardly be anything but a tag."""
    tag, _ = tag_readings(as_text(cell)) if isinstance(cell, str) else (None, ())
    return tag is not None and len(tag) >= LONG


def as_rssi(cell: Cell) -> float | None:
    """A signal strength in dBm; None if the cell holds none."""
    text = as_text(cell).lower().removesuffix("dbm").strip().replace("−", "-")
    if not _DECIMAL.fullmatch(text):
        return None
    strength = -abs(float(text))
    return strength if WEAKEST <= strength <= STRONGEST else None


def as_count(cell: Cell) -> int | None:
    """A whole number from 0; None if the cell holds none."""
    text = as_text(cell)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None


def as_time(cell: Cell, zone: tzinfo = UTC) -> datetime | None:
    """A moment: a date with a time of day, or seconds, milliseconds or microseconds since 1970; None if it is none.

    What names no zone is the time of `zone`.
    """
    if isinstance(cell, datetime):
        return _within_reason(cell, zone)
    text = as_text(cell)
    if epoch := _EPOCH.fullmatch(text):
        digits = next(filter(None, epoch.groups()))
        return _within_reason(datetime.fromtimestamp(int(digits[:10]), UTC), zone)
    if len(text) < LONG:
        return None
    try:
        return _within_reason(datetime.fromisoformat(_DAY.sub(_iso, text, count=1)), zone)
    except ValueError:
        return None


def _iso(day: re.Match[str]) -> str:
    return f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}"


def _within_reason(moment: datetime, zone: tzinfo) -> datetime | None:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC) if FIRST_YEAR < aware.year < LAST_YEAR else None
