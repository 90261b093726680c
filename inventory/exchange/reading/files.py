"""From the bytes of a file to its sheets: what the file is, is told by its first bytes, never by its name."""

from collections.abc import Collection

from inventory.exchange.reading.json_tables import is_json, read_json
from inventory.exchange.reading.limits import MAX_BYTES, MAX_JSON_BYTES, MAX_LINES
from inventory.exchange.reading.sheets import Book
from inventory.exchange.reading.text import read_text
from inventory.exchange.reading.unreadable import FileTooLarge, NoRows, NoSuchSheet, OtherKind, TooManyLines
from inventory.exchange.reading.workbooks import OLE, ZIP, read_workbook

# First bytes of files that people hand in under the name of a list.
_OTHER_KINDS = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"%PDF": "PDF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "GZIP",
    b"{\\rtf": "RTF",
    b"MIME-Version": "MHTML",
}


def read_book(filename: str, content: bytes, chosen: Collection[str] | None = None) -> Book:
    """The sheets of a CSV, TSV, XLSX, XLS, HTML or JSON file; at least one. Raises a child of `UnreadableRegister`.

    Of a workbook those that are not hidden, or else the `chosen` ones.
    """
    limit = MAX_JSON_BYTES if is_json(content) else MAX_BYTES
    if len(content) > limit:
        raise FileTooLarge(filename=filename, megabytes=-(-len(content) // 2**20), limit=limit // 2**20)
    if content.startswith((ZIP, OLE)):
        book = read_workbook(filename, content, chosen)
        _check_chosen(filename, book, chosen or ())
    elif is_json(content):
        book = Book((read_json(filename, content),))
    else:
        _check_kind(filename, content)
        book = Book((read_text(filename, content),))
    if sum(len(sheet.lines) for sheet in book.sheets) > MAX_LINES:
        raise TooManyLines(filename=filename, limit=MAX_LINES)
    if not any(sheet.lines for sheet in book.sheets):
        raise NoRows(filename=filename)
    return book


def _check_chosen(filename: str, book: Book, chosen: Collection[str]) -> None:
    names = [sheet.name for sheet in book.sheets]
    for name in chosen:
        if name not in names:
            there = ", ".join([*filter(None, names), *book.hidden, *book.passed])
            raise NoSuchSheet(filename=filename, sheet=name, sheets=there)


def _check_kind(filename: str, content: bytes) -> None:
    for beginning, kind in _OTHER_KINDS.items():
        if content.startswith(beginning):
            raise OtherKind(filename=filename, kind=kind)
