"""XLSX and XLS workbooks, opened only after making sure that opening them is safe.

calamine holds a sheet as one dense block from its first to its last filled cell, 32 bytes each, and makes room for as
many shared texts as the file announces; when there is no memory for it the whole process ends. A file of 8 kB with
one figure in XFD1048576 asks for 512 GB. So both kinds are searched for such cells and announcements beforehand.
"""

from collections.abc import Sequence
from io import BytesIO
from zipfile import is_zipfile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from inventory.exchange.reading.controls import printable
from inventory.exchange.reading.limits import Extent, check_extents, extent
from inventory.exchange.reading.sheets import Book, Cell, Sheet
from inventory.exchange.reading.unreadable import DamagedWorkbook, LockedWorkbook
from inventory.exchange.reading.xls import check_xls, is_locked
from inventory.exchange.reading.xlsx import check_xlsx

ZIP = b"PK\x03\x04"
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def read_workbook(filename: str, content: bytes) -> Book:
    """All visible sheets with anything on them. Raises a child of `UnreadableRegister`."""
    if content.startswith(ZIP):
        check_xlsx(filename, content)
    elif is_locked(content):
        raise LockedWorkbook(filename=filename)
    elif is_zipfile(BytesIO(content)):
        # Two workbooks in one: the library would take the second if it could not read the first.
        raise DamagedWorkbook(filename=filename)
    else:
        check_xls(filename, content)
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


def _open(filename: str, content: bytes) -> Book:
    sheets, hidden = [], []
    extents: list[Extent] = []
    with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
        for known in workbook.sheets_metadata:
            if known.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(known.name)
            if not sheet.height:
                continue
            if known.visible is SheetVisibleEnum.Visible:
                # Counted again, because several sheets can be the same part of the file.
                extents.append(_extent(sheet))
                check_extents(filename, extents)
                sheets.append(Sheet(printable(known.name), _lines(sheet)))
            else:
                hidden.append(printable(known.name))
    return Book(tuple(sheets), tuple(hidden))


def _extent(sheet: CalamineSheet) -> Extent:
    last_line, last_column = sheet.end or (0, 0)
    return extent(last_line + 1, last_column + 1)


def _lines(sheet: CalamineSheet) -> Sequence[Sequence[Cell]]:
    return sheet.to_python(skip_empty_area=False)
