"""Whether an XLSX workbook is safe to open: how far its sheets reach, what it announces and how much it unpacks to.

Any part of the archive may turn out to be a sheet, whatever it is called, so each is unpacked once, within a limit,
and searched for cells (ECMA-376, part 1, 18.3.1).
"""

import re
import zlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from io import BytesIO
from string import ascii_uppercase, digits
from typing import NamedTuple
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile, ZipInfo

from inventory.exchange.reading.cell_walk import CellWalk, column_number
from inventory.exchange.reading.inspection import Inspection
from inventory.exchange.reading.limits import MAX_CELLS, MAX_TEXT, Extent, check_extents, check_text, fits
from inventory.exchange.reading.shared_texts import text_used
from inventory.exchange.reading.sheets import Spoilt
from inventory.exchange.reading.unreadable import DamagedWorkbook, FileTooLarge, OtherKind, UnsafeWorkbook
from inventory.exchange.reading.xlsx_parts import parts_of_sheets, pieces

MAX_UNPACKED = 2**28

# What else comes in a ZIP archive; the library would read the first two as well, unchecked.
_OTHER_KINDS = {
    "content.xml": "ODF",
    "xl/workbook.bin": "XLSB",
    "word/document.xml": "Word",
    "ppt/presentation.xml": "PowerPoint",
}
_LINKS = "xl/externallinks/"
# Cells as nearly all programs write them, their address first; one written otherwise is found with an empty address.
_CELL = re.compile(rb'<c(?: r="([A-Z]{1,3}\d{1,7})"|[\s/>])')
_PREFIXED_CELL = re.compile(rb":c[\s/>]")
# count="…" or uniqueCount="…" of ten million and more shared texts, for which room would be made at once.
_BOAST = re.compile(rb"""ount\s*=\s*["']\d{8}""")
# A formula with nothing behind it, or with an empty value; one that may take its values from outside the file.
_NO_RESULT = re.compile(rb"(?:</f>|<f[^<>]{0,400}/>)\s*(?:</c>|<v\s*/>|<v>\s*</v>)")
_FOREIGN = re.compile(rb"<f[^<>]*>[^<]*(?:[\[|][^<]*!|(?:WEBSERVICE|RTD|DDE)\()", re.IGNORECASE)
# XML in other encodings than UTF-8 would pass unseen; no program writes it.
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_LETTERS, _DIGITS = ascii_uppercase.encode(), digits.encode()
_ZIP_TROUBLE = (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


class _Looked(NamedTuple):
    """What a part turned out to be: how far it reaches as a sheet, its longest shared text, its spoilt cells."""

    extent: Extent
    longest: int
    spoilt: Sequence[Spoilt] = ()


def inspect_xlsx(filename: str, content: bytes) -> Inspection:
    """What the workbook holds. Raises a child of `UnreadableRegister` if opening it would not be safe."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_names_and_size(filename, archive.infolist())
            looked = {part.filename: _look(filename, archive, part) for part in archive.infolist()}
            sheets = parts_of_sheets(archive)
            times = _times_read(sheets, looked)
            check_extents(filename, (part.extent for name, part in looked.items() for _ in range(times[name])))
            _check_text(filename, archive, looked, times)
    except (*_ZIP_TROUBLE, ExpatError) as error:
        raise DamagedWorkbook(filename=filename) from error
    spoilt = {sheet: looked[part].spoilt for sheet, part in sheets.items() if part in looked}
    return Inspection(spoilt, any(name.lower().startswith(_LINKS) for name in looked))


def _times_read(sheets: Mapping[str, str], parts: Collection[str]) -> Mapping[str, int]:
    """How often the library reads each part at most: several sheets can be one part, under names not seen through."""
    listed = Counter(sheets.values())
    unclear = sum(times for part, times in listed.items() if part not in parts)
    return {part: max(1, listed[part] + unclear) for part in parts}


def _check_text(filename: str, archive: ZipFile, looked: Mapping[str, _Looked], times: Mapping[str, int]) -> None:
    """By a quick guess that is never too low, and exactly if that is too high."""
    longest = max((part.longest for part in looked.values()), default=0)
    if longest * sum(part.extent.cells * times[name] for name, part in looked.items()) > MAX_TEXT:
        check_text(filename, text_used(archive, times))


def _check_names_and_size(filename: str, parts: Sequence[ZipInfo]) -> None:
    names = [part.filename.lower() for part in parts]
    kinds = (kind for end, kind in _OTHER_KINDS.items() if any(name.endswith(end) for name in names))
    if kind := next(kinds, "" if any(name.startswith("xl/") for name in names) else "ZIP"):
        raise OtherKind(filename=filename, kind=kind)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise FileTooLarge(filename=filename, megabytes=-(-unpacked // 2**20), limit=MAX_UNPACKED // 2**20)


def _look(filename: str, archive: ZipFile, part: ZipInfo) -> _Looked:
    found, is_usual = _quick_look(filename, archive, part)
    if is_usual and fits(found.extent):
        return found
    walk = CellWalk()
    for piece in pieces(archive, part):
        walk.feed(piece)
        if not fits(walk.extent):
            break
    return _Looked(walk.extent, found.longest, walk.spoilt)


def _quick_look(filename: str, archive: ZipFile, part: ZipInfo) -> tuple[_Looked, bool]:
    """What the part is, its extent if anything too large, and whether that is all; else its cells must be walked."""
    lines, columns, cells, is_sheet, is_usual = 0, 0, 0, False, True
    texts = _TextLengths()
    for piece in pieces(archive, part):
        _check_safe(filename, part, piece)
        texts.add(piece)
        if texts.count > MAX_CELLS or _BOAST.search(piece):
            raise DamagedWorkbook(filename=filename)
        is_sheet = is_sheet or b"sheetData" in piece
        addresses = _CELL.findall(piece)
        if not all(addresses) or _PREFIXED_CELL.search(piece) or _has_spoilt(piece):
            is_usual = False
        elif addresses:
            line, column = _furthest(addresses)
            lines, columns, cells = max(lines, line), max(columns, column), cells + len(addresses)
    if not is_sheet:
        return _Looked(Extent(0, 0, 0), texts.longest), True
    return _Looked(Extent(lines, columns, max(lines * columns, cells)), texts.longest), is_usual


def _check_safe(filename: str, part: ZipInfo, piece: bytes) -> None:
    """Raises `UnsafeWorkbook` if the part is XML that declares a document type, or hides what it declares."""
    if (b"<!" in piece and _DECLARED.search(piece)) or piece.startswith(_WIDE):
        raise UnsafeWorkbook(filename=filename, part=part.filename)


def _has_spoilt(piece: bytes) -> bool:
    # Without the last quotation mark the search is quicker by far, and nothing else begins so.
    if b't="e' in piece or b"t='e" in piece:
        return True
    return b"<f" in piece and bool(_NO_RESULT.search(piece) or _FOREIGN.search(piece))


class _TextLengths:
    """How many shared texts there are, and the bytes of the longest at most, tags counted."""

    def __init__(self) -> None:
        self.count = self.longest = self._begun = 0

    def add(self, piece: bytes) -> None:
        before, *texts = piece.split(b"<si" if b"<si" in piece else b":si")
        lengths = [self._begun + len(before) if self.count else 0, *map(len, texts)]
        self.count += max(len(texts), piece.count(b":si"))
        self.longest = max(self.longest, *lengths)
        self._begun = lengths[-1]


def _furthest(addresses: list[bytes]) -> tuple[int, int]:
    """The last line and the last column of any of the addresses, taken apart all at once because they are many."""
    joined = b" ".join(addresses)
    lines = set(joined.translate(None, _LETTERS).split())
    columns = set(joined.translate(None, _DIGITS).split())
    return max(map(int, lines)), max(column_number(name.decode("ascii")) for name in columns)
