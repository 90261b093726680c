"""XLSX and XLS workbooks, opened only after making sure that opening them is safe.

calamine holds a sheet as one dense block from its first to its last filled cell, 32 bytes each, and makes room for as
many shared texts as the file announces; when there is no memory for it the whole process ends. A file of 8 kB with
one figure in XFD1048576 asks for 512 GB. So every part of an XLSX is unpacked once beforehand, within a limit, and
searched for such cells and announcements; XLS has a file of its own for the same (inventory/exchange/reading/xls.py).
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from inventory.exchange.reading.sheets import MAX_LINES, Book, Cell, Sheet
from inventory.exchange.reading.unreadable import (
    DamagedWorkbook,
    FarCell,
    FileTooLarge,
    LockedWorkbook,
    TooManyLines,
)
from inventory.exchange.reading.xls import is_locked, is_safe

ZIP = b"PK\x03\x04"
OLE = bytes.fromhex("D0CF11E0A1B11AE1")

MAX_UNPACKED = 2**30
MAX_CELLS = 20_000_000

# A line from 300,000 on or a column beyond IV (256, the last of XLS), in a cell or line that has content.
_FAR = re.compile(
    rb"""\sr\s*=\s*["']((?:[A-Za-z]{3,}|[J-Zj-z][A-Za-z]|[Ii][W-Zw-z])\d+|[A-Za-z]{0,2}(?:\d{7,}|[3-9]\d{5}))["'][^>]*(?<!/)>"""
)
# count="…" or uniqueCount="…" of ten million and more; a sheet of the largest allowed size has fewer texts.
_BOAST = re.compile(rb"""ount\s*=\s*["']\d{8}""")
_CHUNK = 2**22
_OVERLAP = 512
_ZIP_TROUBLE = (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


def read_workbook(filename: str, content: bytes) -> Book:
    """All visible sheets with anything on them. Raises a child of `UnreadableRegister`."""
    if content.startswith(ZIP):
        _check_parts(filename, content)
    elif is_locked(content):
        raise LockedWorkbook(filename=filename)
    elif not is_safe(content):
        raise DamagedWorkbook(filename=filename)
    try:
        return _open(filename, content)
    except CalamineError as error:
        raise DamagedWorkbook(filename=filename) from error
    except BaseException as error:
        # What Rust calls a panic arrives as a BaseException of a module that cannot be imported (PyO3 guide,
        # "Error handling"); calamine panics on some damaged XLS files.
        if type(error).__name__ != "PanicException":
            raise
        raise DamagedWorkbook(filename=filename) from error


def _check_parts(filename: str, content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_size(filename, archive.infolist())
            for part in archive.infolist():
                _check_part(filename, archive, part)
    except _ZIP_TROUBLE as error:
        raise DamagedWorkbook(filename=filename) from error


def _check_size(filename: str, parts: list[ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise FileTooLarge(filename=filename, megabytes=-(-unpacked // 2**20), limit=MAX_UNPACKED // 2**20)


def _check_part(filename: str, archive: ZipFile, part: ZipInfo) -> None:
    """Unpack `part`, which also proves its announced size and checksum, looking for what would fill the memory."""
    for chunk in _chunks(archive, part):
        if _BOAST.search(chunk):
            raise DamagedWorkbook(filename=filename)
        if far := _FAR.search(chunk):
            raise FarCell(filename=filename, cell=far[1].decode("ascii"))


def _chunks(archive: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    """The part in pieces that overlap, so that no cell's address is cut in two."""
    with archive.open(part) as stream:
        kept = b""
        while chunk := stream.read(_CHUNK):
            yield kept + chunk
            kept = chunk[-_OVERLAP:]


def _open(filename: str, content: bytes) -> Book:
    sheets, hidden = [], []
    with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
        for known in workbook.sheets_metadata:
            if known.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(known.name)
            if not sheet.height:
                continue
            if known.visible is SheetVisibleEnum.Visible:
                sheets.append(Sheet(known.name, _lines(filename, sheet)))
            else:
                hidden.append(known.name)
    return Book(tuple(sheets), tuple(hidden))


def _lines(filename: str, sheet: CalamineSheet) -> Sequence[Sequence[Cell]]:
    last_line, last_column = sheet.end or (0, 0)
    if last_line >= MAX_LINES or (last_line + 1) * (last_column + 1) > MAX_CELLS:
        raise TooManyLines(filename=filename, limit=MAX_LINES)
    return sheet.to_python(skip_empty_area=False)
