"""The log of changes as CSV (RFC 4180), with a byte order mark, without which Excel takes UTF-8 for another code.

A cell a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection").
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def changes_csv(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[bytes]:
    """The file in pieces, as the rows come."""
    yield b"\xef\xbb\xbf" + _line(heads)
    yield from map(_line, rows)


def _line(cells: Iterable[str]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow([_harmless(cell) for cell in cells])
    return text.getvalue().encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_BEGINS) else cell
