"""Text files of tables: which encoding, which delimiter, which lines.

Excel and WPS in China write CSV in GBK, of which GB18030 is the superset, and take UTF-8 without a byte order mark
for GBK; web systems write UTF-8 with or without the mark; Excel's "Unicode text" is UTF-16 with tabs. UTF-8 is tried
first because text in GB18030 hardly ever is valid UTF-8, while the reverse is common.
"""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from io import BytesIO, TextIOWrapper

from inventory.exchange.reading.limits import MAX_COLUMNS, check_extents, extent, most_lines
from inventory.exchange.reading.sheets import Sheet
from inventory.exchange.reading.unreadable import BrokenQuotes, NotText, WebPage

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UNMARKED = ("utf-8", "gb18030")
_DELIMITERS = (",", "\t", ";")
_MARKUP = re.compile(r"\s*<(?:!doctype|!--|\?xml|html|head|meta|style|body|table)", re.IGNORECASE)
_QUOTED = re.compile('"[^"]*"')
_SAMPLE = 8_000
_LONG_LINE = 2**20


def read_text(filename: str, content: bytes) -> Sheet:
    """The one table of a CSV or TSV file. Raises a child of `UnreadableRegister`."""
    encoding = encoding_of(filename, content)
    beginning = _opened(content, encoding).read(_SAMPLE)
    if _MARKUP.match(beginning):
        raise WebPage(filename=filename)
    return Sheet(None, _split(filename, _opened(content, encoding), delimiter_of(beginning)))


def encoding_of(filename: str, content: bytes) -> str:
    """In which of the usual encodings `content` is written. Raises `NotText`."""
    marked = tuple(encoding for mark, encoding in _MARKED if content.startswith(mark))
    furthest = 0
    for encoding in marked or _UNMARKED:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
        else:
            if "\0" not in text:
                return encoding
            furthest = max(furthest, content.find(b"\0"))
    raise NotText(
        filename=filename,
        byte=furthest + 1,
        value=f"{content[furthest]:02X}",
        line=content.count(b"\n", 0, furthest) + 1,
    )


def delimiter_of(text: str) -> str:
    """Comma, tab or semicolon: whichever is most frequent near the beginning, outside quotation marks."""
    return max(_DELIMITERS, key=_QUOTED.sub("", text[:_SAMPLE]).count)


def _opened(content: bytes, encoding: str) -> TextIOWrapper:
    """The text to be read bit by bit: all of it at once takes up to four bytes a sign."""
    return TextIOWrapper(BytesIO(content), encoding, newline="")


def _split(filename: str, text: Iterable[str], delimiter: str) -> list[list[str]]:
    lines: list[list[str]] = []
    width = most = 0
    # Strict, because otherwise an unclosed quotation mark takes all the rest of the file into one cell.
    rows = csv.reader(_bounded(filename, text, delimiter), delimiter=delimiter, strict=True)
    try:
        for line in rows:
            lines.append(line)
            if len(line) > width or len(lines) > most:
                width = max(width, len(line))
                check_extents(filename, [extent(len(lines), width)])
                most = most_lines(width)
    except csv.Error as error:
        raise BrokenQuotes(filename=filename, line=len(lines) + 1) from error
    return lines


def _bounded(filename: str, text: Iterable[str], delimiter: str) -> Iterator[str]:
    """The text line by line, none so long and so full of delimiters that splitting it would fill the memory."""
    for line in text:
        if len(line) > _LONG_LINE and line.count(delimiter) >= MAX_COLUMNS:
            check_extents(filename, [extent(1, line.count(delimiter) + 1)])
        yield line
