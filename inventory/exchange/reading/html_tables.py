"""Tables of web pages, which many systems save under the name of a spreadsheet (.xls).

All tables of the page become one list, row below row, as spreadsheet programs show such a file. Nothing in the page
is followed or run; what stands outside of cells is not part of the list.
"""

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from inventory.exchange.reading.limits import MAX_COLUMNS, check_extents, extent
from inventory.exchange.reading.sheets import Sheet
from inventory.exchange.reading.unreadable import FileTooLarge, WebPage

_MARKUP = re.compile(r"\s*<(?:!doctype|!--|\?xml|html|head|meta|style|body|table)", re.IGNORECASE)
_HTML = re.compile(r"<table", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_CODE = frozenset(("style", "script"))
_SPAN = re.compile(r"[1-9]\d{0,5}")
# The parser is slow, and a page of this size holds more than a school owns.
_MAX_BYTES = 20 * 2**20
_CHUNK = 2**16


def is_web_page(beginning: str) -> bool:
    """Whether a text that begins so is HTML or XML."""
    return _MARKUP.match(beginning) is not None


def read_web_page(filename: str, content: bytes, encoding: str) -> Sheet:
    """The rows of all tables of an HTML page. Raises `WebPage` if there are none or it is XML of another kind."""
    if len(content) > _MAX_BYTES:
        raise FileTooLarge(filename=filename, megabytes=-(-len(content) // 2**20), limit=_MAX_BYTES // 2**20)
    text = content.decode(encoding)
    if not _HTML.search(text):
        raise WebPage(filename=filename)
    tables = _Tables(filename)
    for at in range(0, len(text), _CHUNK):
        tables.feed(text[at : at + _CHUNK])
    tables.close()
    tables.handle_endtag("table")
    if not tables.lines:
        raise WebPage(filename=filename)
    return Sheet(None, tables.lines)


class _Tables(HTMLParser):
    """Collects rows of cells; a cell over several rows or columns stands in the first of them."""

    def __init__(self, filename: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[list[str]] = []
        self._filename = filename
        self._width = 0
        # The texts of the open cell, and its place in the last line.
        self._cell: list[str] | None = None
        self._at = 0
        self._in_code = False
        # Columns that cells from rows above still cover, with how many rows they do, the present one counted.
        self._covered: dict[int, int] = {}

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in _CODE:
            self._in_code = True
        elif tag == "tr":
            self._end_cell()
            self._begin_line()
        elif tag in ("td", "th") and self.lines:
            self._end_cell()
            spans = dict(attrs)
            self._begin_cell(_span(spans.get("colspan")), _span(spans.get("rowspan")))
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _CODE:
            self._in_code = False
        elif tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._in_code:
            self._cell.append(data)

    def _begin_line(self) -> None:
        self.lines.append([])
        self._covered = {column: rows - 1 for column, rows in self._covered.items() if rows > 1}
        check_extents(self._filename, [extent(len(self.lines), self._width)])

    def _begin_cell(self, columns: int, rows: int) -> None:
        line = self.lines[-1]
        while len(line) in self._covered:
            line.append("")
        self._cell, self._at = [], len(line)
        line += [""] * columns
        if rows > 1:
            self._covered.update(dict.fromkeys(range(self._at, len(line)), rows))
        self._width = max(self._width, len(line))
        check_extents(self._filename, [extent(1, self._width)])

    def _end_cell(self) -> None:
        if self._cell is not None:
            self.lines[-1][self._at] = _SPACES.sub(" ", "".join(self._cell)).strip()
            self._cell = None


def _span(written: str | None) -> int:
    """How many rows or columns a cell covers; never more than are read at all."""
    return min(int(written), MAX_COLUMNS + 1) if written and _SPAN.fullmatch(written) else 1
