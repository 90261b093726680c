"""The lists a file holds: one on every visible sheet that has a head, and a doubt for every other sheet."""

from inventory.exchange.reading.cells import as_text
from inventory.exchange.reading.columns import Columns
from inventory.exchange.reading.doubts import HIDDEN_SHEET, NO_HEAD, SheetDoubts
from inventory.exchange.reading.files import read_book
from inventory.exchange.reading.heads import Vocabulary, find_head
from inventory.exchange.reading.sheets import Sheet
from inventory.exchange.reading.tables import sort_lines
from inventory.exchange.reading.unreadable import NoHead


def read_lists(filename: str, content: bytes, vocabulary: Vocabulary) -> tuple[list[Columns], list[SheetDoubts]]:
    """The lists in the order of their sheets, at least one, and the doubts of all sheets, to be added to by readers.

    Raises a child of `UnreadableRegister`.
    """
    book = read_book(filename, content)
    lists = []
    doubts = [_hidden(name) for name in book.hidden]
    for sheet in book.sheets:
        if head := find_head(sheet.lines, vocabulary):
            table, found = sort_lines(sheet, head, vocabulary)
            lists.append(Columns(table, found))
        else:
            found = _headless(sheet)
        doubts.append(found)
    if not lists:
        raise NoHead(filename=filename, wanted=vocabulary.wanted)
    return lists, doubts


def _hidden(name: str) -> SheetDoubts:
    doubts = SheetDoubts(name)
    doubts.add(HIDDEN_SHEET)
    return doubts


def _headless(sheet: Sheet) -> SheetDoubts:
    doubts = SheetDoubts(sheet.name)
    doubts.add(NO_HEAD, count=sum(1 for line in sheet.lines if any(map(as_text, line))))
    return doubts
