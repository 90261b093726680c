"""Tables of web pages, which many systems save under the name of a spreadsheet (.xls).

All tables of the page become one list, row below row, as spreadsheet programs show such a file. Nothing in the page
is followed or run; what stands outside of cells is not part of the list.
"""

import re
from html import unescape

from inventory.exchange.reading.limits import MAX_COLUMNS, check_extents, extent
from inventory.exchange.reading.sheets import Sheet
from inventory.exchange.reading.unreadable import FileTooLarge, WebPage

_MARKUP = re.compile(r"\s*<(?:!doctype|!--|\?xml|html|head|meta|style|body|table)", re.IGNORECASE)
# Read by this instead of the parser of the standard library, which takes hours over a few megabytes of tags that are
# begun and never ended. Here no sign is looked at more than a few times.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<code>script|style)\b.*?(?:</(?P=code)\s{0,9}>|\Z)|<[!?][^<>]*>"
    r"|<(?P<end>/?)(?P<tag>[a-z][a-z0-9:]*)(?P<said>[^<>]*)>|(?P<text>[^<]+|<)",
    re.IGNORECASE | re.DOTALL,
)
_COLUMNS = re.compile(r"\bcolspan\s?=\s?[\"']?([1-9]\d{0,5})", re.IGNORECASE)
_ROWS = re.compile(r"\browspan\s?=\s?[\"']?([1-9]\d{0,5})", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
# A page of this size holds more than a school owns.
_MAX_BYTES = 20 * 2**20


def is_web_page(beginning: str) -> bool:
    """Whether a text that begins so is HTML or XML."""
    return _MARKUP.match(beginning) is not None


def read_web_page(filename: str, content: bytes, encoding: str) -> Sheet:
    """The rows of all tables of an HTML page. Raises `WebPage` if there are none or it is XML of another kind."""
    if len(content) > _MAX_BYTES:
        raise FileTooLarge(filename=filename, megabytes=-(-len(content) // 2**20), limit=_MAX_BYTES // 2**20)
    tables = _Tables(filename)
    for token in _TOKEN.finditer(content.decode(encoding)):
        if token["tag"]:
            tables.tag(token["tag"].lower(), bool(token["end"]), token["said"])
        elif token["text"]:
            tables.text(token["text"])
    tables.end_cell()
    if not tables.lines:
        raise WebPage(filename=filename)
    return Sheet(None, tables.lines)


class _Tables:
    """Collects rows of cells; a cell over several rows or columns stands in the first of them."""

    def __init__(self, filename: str) -> None:
        self.lines: list[list[str]] = []
        self._filename = filename
        self._width = 0
        # The texts of the open cell, and its place in the last line.
        self._cell: list[str] | None = None
        self._at = 0
        # Columns that cells from rows above still cover, with how many rows they do, the present one counted.
        self._covered: dict[int, int] = {}

    def tag(self, name: str, is_end: bool, said: str) -> None:
        """A tag; cells and rows end where the next begins, ended or not."""
        if name in ("td", "th", "tr", "table"):
            self.end_cell()
        if name == "tr" and not is_end:
            self._begin_line()
        elif name in ("td", "th") and not is_end and self.lines:
            self._begin_cell(_span(_COLUMNS, said), _span(_ROWS, said))
        elif name == "br":
            self.text(" ")

    def text(self, written: str) -> None:
        """What stands between two tags."""
        if self._cell is not None:
            self._cell.append(written)

    def end_cell(self) -> None:
        """Write the open cell, if there is one, to its place."""
        if self._cell is not None:
            self.lines[-1][self._at] = _SPACES.sub(" ", unescape("".join(self._cell))).strip()
            self._cell = None

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


def _span(attribute: re.Pattern[str], said: str) -> int:
    """How many rows or columns a cell covers; never more than are read at all."""
    written = attribute.search(said)
    return min(int(written[1]), MAX_COLUMNS + 1) if written else 1
