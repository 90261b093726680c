"""The smallest XLS workbook: one sheet of BIFF8 records in a compound file.

Records after [MS-XLS] 2.4 (BOF, BoundSheet8, Label, RK, Number, EOF), the container after [MS-CFB] 2.2 to 2.6:
version 3, sectors of 512 bytes: the table of sectors, the directory, the stream.
"""

from collections.abc import Sequence
from struct import pack

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SMALLEST_STREAM = 4096
_PER_TABLE = _SECTOR // 4


def xls_file(sheet: str, lines: Sequence[Sequence[str | float]], times: int = 1) -> bytes:
    """A workbook whose one sheet is listed so many times; a whole number is written as RK, read as an integer."""
    globals_length = len(_globals(sheet, 0, times))
    book = _globals(sheet, globals_length, times) + _bof(0x10) + _cells(lines) + _record(0x0A)
    return _compound(book)


def _globals(sheet: str, start: int, times: int) -> bytes:
    name = pack("<BB", len(sheet), 1) + sheet.encode("utf-16-le")
    return _bof(0x05) + _record(0x85, pack("<IBB", start, 0, 0) + name) * times + _record(0x0A)


def _cells(lines: Sequence[Sequence[str | float]]) -> bytes:
    return b"".join(
        _cell(row, column, value)
        for row, line in enumerate(lines)
        for column, value in enumerate(line)
        if value != ""
    )


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return _record(0x204, place + pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    if isinstance(value, int):
        return _record(0x27E, place + pack("<i", value << 2 | 2))
    return _record(0x203, place + pack("<d", value))


def _bof(kind: int) -> bytes:
    return _record(0x809, pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))


def _record(number: int, body: bytes = b"") -> bytes:
    return pack("<HH", number, len(body)) + body


def _compound(stream: bytes) -> bytes:
    stream = stream.ljust(max(_SMALLEST_STREAM, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    sectors = len(stream) // _SECTOR
    tables = -(-(sectors + 1) // (_PER_TABLE - 1))
    begin = tables + 1
    chain = [*[_FAT] * tables, _END, *range(begin + 1, begin + sectors), _END]
    fat = pack(f"<{tables * _PER_TABLE}I", *chain, *[_FREE] * (tables * _PER_TABLE - len(chain)))
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, begin, len(stream))
    return _header(tables) + fat + directory.ljust(_SECTOR, b"\0") + stream


def _header(tables: int) -> bytes:
    signature = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16)
    shape = pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    places = pack("<IIIIIIIII", 0, tables, tables, 0, _SMALLEST_STREAM, _END, 0, _END, 0)
    return (signature + shape + places + pack(f"<{tables}I", *range(tables))).ljust(_SECTOR, b"\xff")


def _entry(name: str, kind: int, child: int, start: int, length: int) -> bytes:
    title = name.encode("utf-16-le") + b"\0\0"
    return title.ljust(64, b"\0") + pack("<HBBIII36xIII", len(title), kind, 1, _FREE, _FREE, child, start, length, 0)
