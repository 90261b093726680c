"""One large list as an XLSX workbook, written line by line into the archive (ECMA-376, part 1, 18.3; APPNOTE 4.3.9).

Texts stand in their cells, not in a table of all texts, so the memory it takes does not grow with the list.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from inventory.exchange.reading.doubts import letters

Cell = str | int | Decimal

_LINES_AT_ONCE = 500
_LAST_LINE = 1_048_576
"""Of a sheet (Excel specifications and limits)."""
_OLDEST = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Looks: 0 as a text whatever it looks like ("@"), 1 a bold head, 2 money, 3 a count.
_TEXT, _BOLD, _MONEY, _COUNT = range(4)
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="10"/><name val="SimSun"/></font>'
        '<font><b/><sz val="10"/><name val="SimSun"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4">'
        '<xf numFmtId="49" applyNumberFormat="1"/><xf fontId="1" numFmtId="49" applyFont="1" applyNumberFormat="1"/>'
        '<xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="1" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}
# What looks like the code of a character is taken for one, unless its underscore is a code itself (22.9.2.19).
_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_SPECIAL = re.compile("[&<>]")
_ENTITY = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def sheet_stream(name: str, heads: Sequence[str], lines: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The workbook in parts: one sheet, its heads in bold and always in sight, each column to be filtered by."""
    drain = _Drain()
    with ZipFile(cast(IO[bytes], drain), "w", ZIP_DEFLATED, compresslevel=3) as archive:
        for part, text in (_PARTS | {"xl/workbook.xml": _workbook(name)}).items():
            archive.writestr(_part(part), _HEAD + text)
        with archive.open(_part("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as sheet:
            for text in _sheet(heads, iter(lines)):
                sheet.write(text.encode())
                yield drain.taken()
    yield drain.taken()


class _Drain:
    """A file that forgets what it was given as soon as it is taken out."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name, _OLDEST)
    part.compress_type = ZIP_DEFLATED
    return part


def _workbook(name: str) -> str:
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{_escaped(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _sheet(heads: Sequence[str], lines: Iterator[Sequence[Cell]]) -> Iterator[str]:
    names = [letters(index) for index in range(len(heads))]
    columns = "".join(_column(index, head) for index, head in enumerate(heads, start=1))
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane xSplit="2" ySplit="1" '
        'topLeftCell="C2" activePane="bottomRight" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{_line(1, names, heads, _BOLD)}"
    )
    number = 1
    while some := list(islice(lines, _LINES_AT_ONCE)):
        yield "".join(_line(number + nth, names, cells) for nth, cells in enumerate(some, start=1))
        number += len(some)
    yield f'</sheetData><autoFilter ref="A1:{names[-1]}{min(number, _LAST_LINE)}"/></worksheet>'


def _column(index: int, head: str) -> str:
    width = min(max(12, 2 * len(head) + 3), 28)
    return f'<col min="{index}" max="{index}" width="{width}" style="{_TEXT}" customWidth="1"/>'


def _line(number: int, names: Sequence[str], cells: Sequence[Cell], look: int = _TEXT) -> str:
    filled = (
        f'<c r="{name}{number}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{_escaped(cell)}</t></is></c>'
        if isinstance(cell, str)
        else f'<c r="{name}{number}" s="{_COUNT if isinstance(cell, int) else _MONEY}"><v>{cell}</v></c>'
        for name, cell in zip(names, cells, strict=True)
        if cell != ""
    )
    return f'<row r="{number}">{"".join(filled)}</row>'


def _escaped(text: str) -> str:
    if "_x" in text:
        text = _CODE.sub("_x005F_", text)
    return _SPECIAL.sub(lambda sign: _ENTITY[sign[0]], text) if _SPECIAL.search(text) else text
