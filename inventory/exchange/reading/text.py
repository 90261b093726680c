"""Text files of tables: which delimiter, which lines."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import BytesIO, TextIOWrapper
from itertools import islice

from inventory.exchange.reading.encodings import encoding_of
from inventory.exchange.reading.html_tables import is_web_page, read_web_page
from inventory.exchange.reading.limits import MAX_COLUMNS, check_extents, extent
from inventory.exchange.reading.sheets import Sheet
from inventory.exchange.reading.unreadable import BrokenQuotes

_DELIMITERS = (",", "\t", ";", "|")
# Excel writes and heeds such a line above the list; it is no line of it.
_SAID = re.compile(r'\s*"?sep=(.)"?\s*[\r\n]', re.IGNORECASE)
_QUOTED = re.compile('"[^"]*"')
_SAMPLE = 8_000
_LONG_LINE = 2**20
_BLOCK = 1_000


def read_text(filename: str, content: bytes) -> Sheet:
    """The one table of a CSV or TSV file or of a web page. Raises a child of `UnreadableRegister`."""
    encoding = encoding_of(filename, content)
    beginning = _opened(content, encoding).read(_SAMPLE)
    if is_web_page(beginning):
        return read_web_page(filename, content, encoding)
    lines = _split(filename, _rows(filename, content, encoding, delimiter_of(beginning)))
    if _SAID.match(beginning):
        lines[0] = [""]
    return Sheet(None, lines)


def delimiter_of(text: str) -> str:
    """The one the file names itself; else comma, tab, semicolon or bar: the most frequent near the beginning."""
    if said := _SAID.match(text):
        return said[1]
    return max(_DELIMITERS, key=_QUOTED.sub("", text[:_SAMPLE]).count)


def _opened(content: bytes, encoding: str, newline: str | None = "") -> TextIOWrapper:
    """The text to be read bit by bit: all of it at once takes up to four bytes a sign."""
    return TextIOWrapper(BytesIO(content), encoding, newline=newline)


def _rows(filename: str, content: bytes, encoding: str, delimiter: str) -> Iterator[list[str]]:
    if b'"' not in content:
        text = _bounded(filename, _opened(content, encoding, None), delimiter)
        return (line.removesuffix("\n").split(delimiter) for line in text)
    # Strict, because otherwise an unclosed quotation mark takes all the rest of the file into one cell.
    return csv.reader(_bounded(filename, _opened(content, encoding), delimiter), delimiter=delimiter, strict=True)


def _split(filename: str, rows: Iterator[list[str]]) -> list[list[str]]:
    lines: list[list[str]] = []
    width = taken = 0
    while _extend(filename, lines, rows):
        width = max(width, *map(len, lines[taken:]))
        taken = len(lines)
        check_extents(filename, [extent(taken, width)])
    return lines


def _extend(filename: str, lines: list[list[str]], rows: Iterator[list[str]]) -> bool:
    """Add the next lines; whether there were any. Raises `BrokenQuotes`."""
    before = len(lines)
    try:
        lines.extend(islice(rows, _BLOCK))
    except csv.Error as error:
        raise BrokenQuotes(filename=filename, line=len(lines) + 1) from error
    return len(lines) > before


def _bounded(filename: str, text: Iterable[str], delimiter: str) -> Iterator[str]:
    """The text line by line, none so long and so full of delimiters that splitting it would fill the memory."""
    for line in text:
        if len(line) > _LONG_LINE and line.count(delimiter) >= MAX_COLUMNS:
            check_extents(filename, [extent(1, line.count(delimiter) + 1)])
        yield line
