"""A sheet of an XLSX workbook walked cell by cell: slow, exact, for sheets written in an unusual way.

An address is optional: a row or cell without one stands after the one before (ECMA-376, part 1, 18.3.1.4 and
18.3.1.73). Cells without content are passed over, since a format alone may reach to the end of the sheet.
"""

import re
from collections.abc import Mapping
from xml.parsers.expat import ParserCreate

from inventory.exchange.reading.foreign import is_foreign
from inventory.exchange.reading.limits import Extent
from inventory.exchange.reading.sheets import Flaw, Spoilt

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.IGNORECASE)
_LINE = re.compile(r"\d{1,7}")


def column_number(name: str) -> int:
    """The column of these letters, from 1: A is 1, AA is 27."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class CellWalk:
    """Takes the XML of a sheet piece by piece. Whatever order it claims, the extent is never too small.

    `spoilt` are the formulas walked until now without a result, with an error for one, or with foreign values.
    """

    def __init__(self) -> None:
        self.spoilt: list[Spoilt] = []
        self._parser = ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        # The place of the row and cell being read, from 0, and what was seen of the cell.
        self._line = 0
        self._column = -1
        self._type = ""
        self._formula: list[str] | None = None
        self._is_foreign = self._has_value = False
        # Of formulas shared by several cells (18.3.1.40), by their numbers, whether they are foreign.
        self._shared: dict[str, bool] = {}
        self._number = ""
        self._lines = self._columns = self._cells = 0

    def feed(self, piece: bytes) -> None:
        """Walk on. Raises `ExpatError` if this is no XML, `ValueError` if an address is none."""
        self._parser.Parse(piece)

    @property
    def extent(self) -> Extent:
        """How far the cells with content reach that were walked until now."""
        return Extent(self._lines, self._columns, max(self._lines * self._columns, self._cells))

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                if number := attributes.get("r"):
                    self._move(_matched(_LINE, number)[0], None)
            case "c":
                self._begin_cell(attributes)
            case "f":
                self._formula, self._number = [], attributes.get("si", "")
                self._parser.CharacterDataHandler = self._formula.append
            case "v":
                self._count()
                # A text that is empty is a result as well, of the type "str" (18.18.11).
                self._has_value = self._type == "str"
                self._parser.CharacterDataHandler = self._value
            case "is":
                self._count()

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._column += 1
        self._type, self._formula, self._is_foreign, self._has_value = attributes.get("t", ""), None, False, False
        if address := attributes.get("r"):
            column, line = _matched(_ADDRESS, address).groups()
            self._move(line, column)

    def _count(self) -> None:
        self._lines = max(self._lines, self._line + 1)
        self._columns = max(self._columns, self._column + 1)
        self._cells += 1

    def _value(self, _text: str) -> None:
        self._has_value = True

    def _move(self, line: str, column: str | None) -> None:
        """Never back, so that no disorder makes the walk lose count."""
        self._line = max(self._line, int(line) - 1)
        if column:
            self._column = max(self._column, column_number(column) - 1)

    def _end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self._line += 1
                self._column = -1
            case "f":
                self._end_formula("".join(self._formula or ()))
            case "v":
                self._parser.CharacterDataHandler = None
            case "c" if flaw := self._flaw():
                self.spoilt.append(Spoilt(self._line + 1, self._column, flaw))

    def _end_formula(self, text: str) -> None:
        self._parser.CharacterDataHandler = None
        self._is_foreign = is_foreign(text) if text else self._shared.get(self._number, False)
        if text and self._number:
            self._shared[self._number] = self._is_foreign

    def _flaw(self) -> Flaw | None:
        if self._is_foreign:
            return Flaw.FOREIGN
        if self._type == "e":
            return Flaw.ERROR
        return Flaw.NO_RESULT if self._formula is not None and not self._has_value else None


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return found
