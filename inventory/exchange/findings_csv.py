"""The findings of a stock-take as CSV (RFC 4180), for programs first and spreadsheets second.

Plain UTF-8 without a byte order mark, one line per finding. A cell a spreadsheet would take for a formula gets an
apostrophe in front (OWASP, "CSV Injection"); values that are plain, as nearly all are, stay as they are.
"""

import csv
from collections.abc import Iterable
from io import StringIO

from inventory.standing import Line

COLUMNS = (
    *("finding", "asset_no", "item", "name", "booked_room", "seen_room"),
    *("confidence", "p_here", "p_elsewhere", "p_missing", "tag", "decision"),
)
_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def findings_csv(lines: Iterable[Line]) -> bytes:
    """The findings under `COLUMNS` in the order given; probabilities with six places, "" where there is no value."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(value) for value in _values(line)] for line in lines)
    return text.getvalue().encode("utf-8")


def _values(line: Line) -> tuple[str, ...]:
    chances = line.probabilities
    return (
        line.kind.value,
        line.asset_no,
        str(line.item or ""),
        line.name,
        line.booked_room or "",
        line.seen_room or "",
        _share(line.confidence),
        _share(chances.here if chances else None),
        _share(chances.elsewhere if chances else None),
        _share(chances.missing if chances else None),
        line.tag or "",
        line.decision or "",
    )


def _share(probability: float | None) -> str:
    return "" if probability is None else f"{probability:.6f}"


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA_BEGINS) else value
