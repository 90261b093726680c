"""XLSX and XLS workbooks, opened only after making sure that opening them is safe.

calamine holds a sheet as one dense block from its first to its last filled cell, 32 bytes each, and makes room for as
many shared texts as the file announces; when there is no memory for it the whole process ends. A file of 8 kB with
one figure in XFD1048576 asks for 512 GB. So both kinds are searched for such cells and announcements beforehand.
Formulas and macros are never run, and links never followed: what is read is the value stored with each cell
(inventory/exchange/reading/formulas.py).
"""

from collections.abc import Collection, Sequence
from io import BytesIO
from zipfile import is_zipfile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from inventory.exchange.reading.controls import printable
from inventory.exchange.reading.inspection import Inspection
from inventory.exchange.reading.limits import Extent, check_extents, extent
from inventory.exchange.reading.sheets import Book, Cell, Sheet
from inventory.exchange.reading.unreadable import DamagedWorkbook, LockedWorkbook
from inventory.exchange.reading.xls import check_xls, is_linked, is_locked
from inventory.exchange.reading.xlsx import inspect_xlsx

ZIP = b"PK\x03\x04"
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def read_workbook(filename: str, content: bytes, chosen: Collection[str] | None = None) -> Book:
    """The visible sheets with anything on them, or else the `chosen` ones. Raises a child of `UnreadableRegister`."""
    inspection = _inspect(filename, content)
    try:
        return _open(filename, content, inspection, chosen)
    except CalamineError as error:
        raise DamagedWorkbook(filename=filename) from error
    except BaseException as error:
        # What Rust calls a panic arrives as a BaseException of a module that cannot be imported (PyO3 guide,
        # "Error handling"); calamine panics on some damaged XLS files.
        if type(error).__name__ != "PanicException":
            raise
        raise DamagedWorkbook(filename=filename) from error


def _inspect(filename: str, content: bytes) -> Inspection:
    if content.startswith(ZIP):
        return inspect_xlsx(filename, content)
    if is_locked(content):
        raise LockedWorkbook(filename=filename)
    if is_zipfile(BytesIO(content)):
        # Two workbooks in one: the library would take the second if it could not read the first.
        raise DamagedWorkbook(filename=filename)
    check_xls(filename, content)
    return Inspection(is_linked=is_linked(content))


def _open(filename: str, content: bytes, inspection: Inspection, chosen: Collection[str] | None) -> Book:
    sheets: list[Sheet] = []
    hidden: list[str] = []
    passed: list[str] = []
    extents: list[Extent] = []
    with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
        for known in workbook.sheets_metadata:
            if known.typ is not SheetTypeEnum.WorkSheet:
                continue
            name = printable(known.name)
            sheet = workbook.get_sheet_by_name(known.name)
            if not sheet.height:
                continue
            if name not in chosen if chosen is not None else _is_hidden(known):
                (hidden if _is_hidden(known) else passed).append(name)
                continue
            # Counted again, because several sheets can be the same part of the file.
            extents.append(_extent(sheet))
            check_extents(filename, extents)
            spoilt = inspection.spoilt.get(known.name, ())
            sheets.append(Sheet(name, _lines(sheet), _is_hidden(known), spoilt))
    return Book(tuple(sheets), tuple(hidden), tuple(passed), inspection.is_linked)


def _is_hidden(sheet: SheetMetadata) -> bool:
    return sheet.visible is not SheetVisibleEnum.Visible


def _extent(sheet: CalamineSheet) -> Extent:
    last_line, last_column = sheet.end or (0, 0)
    return extent(last_line + 1, last_column + 1)


def _lines(sheet: CalamineSheet) -> Sequence[Sequence[Cell]]:
    return sheet.to_python(skip_empty_area=False)
