"""From the bytes of a file to its sheets: what the file is, is told by its first bytes, never by its name."""

from inventory.exchange.reading.limits import MAX_BYTES, MAX_LINES
from inventory.exchange.reading.sheets import Book
from inventory.exchange.reading.text import read_text
from inventory.exchange.reading.unreadable import FileTooLarge, NoRows, TooManyLines
from inventory.exchange.reading.workbooks import OLE, ZIP, read_workbook


def read_book(filename: str, content: bytes) -> Book:
    """The sheets of a CSV, TSV, XLSX or XLS file; at least one. Raises a child of `UnreadableRegister`."""
    if len(content) > MAX_BYTES:
        raise FileTooLarge(filename=filename, megabytes=-(-len(content) // 2**20), limit=MAX_BYTES // 2**20)
    if content.startswith((ZIP, OLE)):
        book = read_workbook(filename, content)
    else:
        book = Book((read_text(filename, content),))
    if sum(len(sheet.lines) for sheet in book.sheets) > MAX_LINES:
        raise TooManyLines(filename=filename, limit=MAX_LINES)
    if not any(sheet.lines for sheet in book.sheets):
        raise NoRows(filename=filename)
    return book
