"""Text files of tables: which encoding, which delimiter, which lines.

Excel and WPS in China write CSV in GBK, of which GB18030 is the superset, and take UTF-8 without a byte order mark
for GBK; web systems write UTF-8 with or without the mark; Excel's "Unicode text" is UTF-16 with tabs. UTF-8 is tried
first because text in GB18030 hardly ever is valid UTF-8, while the reverse is common.
"""

import codecs
import csv
import re
from io import StringIO

from inventory.exchange.reading.sheets import MAX_LINES, Sheet
from inventory.exchange.reading.unreadable import BrokenQuotes, NotText, TooManyLines, WebPage

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UNMARKED = ("utf-8", "gb18030")
_DELIMITERS = (",", "\t", ";")
_MARKUP = re.compile(r"\s*<(?:!doctype|!--|\?xml|html|head|meta|style|body|table)", re.IGNORECASE)
_QUOTED = re.compile('"[^"]*"')
_SAMPLE = 8_000


def read_text(filename: str, content: bytes) -> Sheet:
    """The one table of a CSV or TSV file. Raises a child of `UnreadableRegister`."""
    text = decode(filename, content)
    if _MARKUP.match(text):
        raise WebPage(filename=filename)
    return Sheet(None, _split(filename, text, delimiter_of(text)))


def decode(filename: str, content: bytes) -> str:
    """The text of `content` in whichever of the usual encodings it is written. Raises `NotText`."""
    marked = tuple(encoding for mark, encoding in _MARKED if content.startswith(mark))
    furthest = 0
    for encoding in marked or _UNMARKED:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
        else:
            if "\0" not in text:
                return text
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


def _split(filename: str, text: str, delimiter: str) -> list[list[str]]:
    lines: list[list[str]] = []
    try:
        # Strict, because otherwise an unclosed quotation mark takes all the rest of the file into one cell.
        lines.extend(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise BrokenQuotes(filename=filename, line=len(lines) + 1) from error
    if len(lines) > MAX_LINES:
        raise TooManyLines(filename=filename, limit=MAX_LINES)
    return lines
