"""Whether an XLSX workbook is safe to open: how far its sheets reach, what it announces and how much it unpacks to.

An XLSX file is a ZIP archive of XML parts (ECMA-376, part 1, 12.3.24 and 18.3.1). Any part may turn out to be a
sheet, whatever it is called, so each is unpacked once, within a limit, and searched for cells.
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from string import ascii_uppercase, digits
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile, ZipInfo

from inventory.exchange.reading.cell_walk import CellWalk, column_number
from inventory.exchange.reading.limits import MAX_CELLS, Extent, check_extents, fits
from inventory.exchange.reading.unreadable import DamagedWorkbook, FileTooLarge

MAX_UNPACKED = 2**28

# The main part of an ODS and an XLSB file; the library would read those as well, unchecked.
_OTHER_WORKBOOKS = ("content.xml", "workbook.bin")
# Cells as nearly all programs write them, their address first; one written otherwise is found with an empty address.
_CELL = re.compile(rb'<c(?: r="([A-Z]{1,3}\d{1,7})"|[\s/>])')
_PREFIXED_CELL = re.compile(rb":c[\s/>]")
# count="…" or uniqueCount="…" of ten million and more shared texts, for which room would be made at once.
_BOAST = re.compile(rb"""ount\s*=\s*["']\d{8}""")
_LETTERS, _DIGITS = ascii_uppercase.encode(), digits.encode()
_CHUNK = 2**20
_ZIP_TROUBLE = (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


def check_xlsx(filename: str, content: bytes) -> None:
    """Raises a child of `UnreadableRegister` if opening the workbook would not be safe."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_names_and_size(filename, archive.infolist())
            check_extents(filename, (_extent(filename, archive, part) for part in archive.infolist()))
    except (*_ZIP_TROUBLE, ExpatError) as error:
        raise DamagedWorkbook(filename=filename) from error


def _check_names_and_size(filename: str, parts: list[ZipInfo]) -> None:
    if any(part.filename.lower().endswith(_OTHER_WORKBOOKS) for part in parts):
        raise DamagedWorkbook(filename=filename)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise FileTooLarge(filename=filename, megabytes=-(-unpacked // 2**20), limit=MAX_UNPACKED // 2**20)


def _extent(filename: str, archive: ZipFile, part: ZipInfo) -> Extent:
    """How far the part reaches if it is a sheet. Unpacking it also proves its announced size and checksum."""
    found = _quick_extent(filename, _pieces(archive, part))
    if found is None or not fits(found):
        walk = CellWalk()
        for piece in _pieces(archive, part):
            walk.feed(piece)
            if not fits(walk.extent):
                break
        found = walk.extent
    return found


def _quick_extent(filename: str, pieces: Iterator[bytes]) -> Extent | None:
    """The extent, if anything too large since empty cells count; None if cells are written in an unusual way."""
    lines, columns, cells, texts, is_sheet, is_usual = 0, 0, 0, 0, False, True
    for piece in pieces:
        texts += piece.count(b"<si") + piece.count(b":si")
        if texts > MAX_CELLS or _BOAST.search(piece):
            raise DamagedWorkbook(filename=filename)
        is_sheet = is_sheet or b"sheetData" in piece
        addresses = _CELL.findall(piece)
        if not all(addresses) or _PREFIXED_CELL.search(piece):
            is_usual = False
        elif addresses:
            line, column = _furthest(addresses)
            lines, columns, cells = max(lines, line), max(columns, column), cells + len(addresses)
    if not is_sheet:
        return Extent(0, 0, 0)
    return Extent(lines, columns, max(lines * columns, cells)) if is_usual else None


def _furthest(addresses: list[bytes]) -> tuple[int, int]:
    """The last line and the last column of any of the addresses, taken apart all at once because they are many."""
    joined = b" ".join(addresses)
    lines = set(joined.translate(None, _LETTERS).split())
    columns = set(joined.translate(None, _DIGITS).split())
    return max(map(int, lines)), max(column_number(name.decode("ascii")) for name in columns)


def _pieces(archive: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    """The part in pieces, no tag cut in two. Raises `ValueError` for a tag longer than any can be."""
    with archive.open(part) as stream:
        kept = b""
        while chunk := stream.read(_CHUNK):
            piece = kept + chunk
            begun = piece.rfind(b"<")
            if begun < 0 or piece.find(b">", begun) >= 0:
                begun = len(piece)
            kept = piece[begun:]
            if len(kept) > _CHUNK:
                raise ValueError(part.filename)
            yield piece[:begun]
        yield kept
