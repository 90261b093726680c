"""The lists a file holds: those on its sheets that have a head, and a doubt for every other sheet."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from inventory.exchange.reading.cells import as_text
from inventory.exchange.reading.columns import Columns
from inventory.exchange.reading.doubts import HIDDEN_SHEET, LINKED, NO_HEAD, Oddity, SheetDoubts
from inventory.exchange.reading.files import read_book
from inventory.exchange.reading.formulas import check_formulas
from inventory.exchange.reading.heads import Head, Vocabulary, find_head, likely_head, mapped, next_head, plain
from inventory.exchange.reading.sheets import Book, Cell, Sheet
from inventory.exchange.reading.tables import sort_lines
from inventory.exchange.reading.unreadable import NoHead, UnfitMapping

_SAMPLES = 3
_LOOK_AT = 50


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines of a sheet, from index `start` to before `end`, with the one list they hold.

    `is_known`: its head names columns in known words. `head` is None if there is nothing that could be one.
    """

    sheet: Sheet
    head: Head | None
    is_known: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lists:
    """A file opened and its lists found; what their columns mean is still open to be said (`read`)."""

    filename: str
    book: Book
    vocabulary: Vocabulary
    parts: tuple[_Part, ...]

    @property
    def heads(self) -> Mapping[str, tuple[str, ...]]:
        """The wording of every column, with the first different texts below it."""
        found: dict[str, list[str]] = {}
        for part in self.parts:
            for index, wording in enumerate(part.head.wordings if part.head else ()):
                found.setdefault(wording, []).extend(_texts(part, index))
        return {wording: tuple(dict.fromkeys(texts))[:_SAMPLES] for wording, texts in found.items()}

    @property
    def shape(self) -> str:
        """A hash by which a file with the same columns is known again, in whatever order and on whichever sheets."""
        return sha256("\x1f".join(sorted({plain(head) for head in self.heads})).encode()).hexdigest()

    def read(self, mapping: Mapping[str, str] | None = None) -> tuple[list[Columns], list[SheetDoubts]]:
        """The lists in the order of the file, at least one, and the doubts of all sheets, to be added to by readers.

        `mapping` says of heads which field they are, or "ignore" or "others". Raises `NoHead`, `UnfitMapping`,
        `NoResults` or `ForeignValues`.
        """
        lists: list[Columns] = []
        doubts = [_noted(name, HIDDEN_SHEET) for name in self.book.hidden]
        for part in self.parts:
            if head := self._understood(part, mapping or {}):
                table, found = sort_lines(part.sheet, head, self.vocabulary, part.start, part.end)
                check_formulas(self.filename, part.sheet, table, part.end)
                lists.append(Columns(table, found))
            else:
                count = sum(1 for line in part.sheet.lines if any(map(as_text, line)))
                found = _noted(part.sheet.name, NO_HEAD, count=count)
            doubts.append(found)
        if not lists:
            wanted, columns = self.vocabulary.wanted, self.heads
            raise NoHead(filename=self.filename, wanted=wanted, columns=columns, shape=self.shape)
        if self.book.is_linked:
            doubts[len(self.book.hidden)].add(LINKED)
        return lists, doubts

    def _understood(self, part: _Part, mapping: Mapping[str, str]) -> Head | None:
        """The head with its columns read as somebody said; None if nobody can tell what the list is."""
        if part.head is None:
            return None
        _check_mapping(self.filename, part.head, mapping, self.vocabulary)
        head = mapped(part.head, mapping, self.vocabulary)
        is_list = part.is_known or not self.vocabulary.anchors.isdisjoint(head.fields)
        return head if is_list else None


def find_lists(filename: str, content: bytes, vocabulary: Vocabulary, chosen: Collection[str] | None = None) -> Lists:
    """Opens a file and finds its lists, on the visible sheets or the `chosen`. Raises `UnreadableRegister`."""
    book = read_book(filename, content, chosen)
    return Lists(
        filename, book, vocabulary, tuple(part for sheet in book.sheets for part in _parts(sheet, vocabulary))
    )


def read_lists(filename: str, content: bytes, vocabulary: Vocabulary) -> tuple[list[Columns], list[SheetDoubts]]:
    """The lists of all visible sheets, at least one, and the doubts of all sheets, to be added to by readers.

    Raises a child of `UnreadableRegister`.
    """
    return find_lists(filename, content, vocabulary).read()


def _parts(sheet: Sheet, vocabulary: Vocabulary) -> Iterator[_Part]:
    """A sheet often holds one list below the other, each with a head of its own."""
    head = find_head(sheet.lines, vocabulary)
    if head is None:
        yield _Part(sheet, likely_head(sheet.lines, vocabulary), False, 0, len(sheet.lines))
    start = 0
    while head:
        following = next_head(sheet.lines, head, vocabulary)
        end = _end_above(sheet.lines, following.first) if following else len(sheet.lines)
        yield _Part(sheet, head, True, start, end)
        head, start = following, end


def _end_above(lines: Sequence[Sequence[Cell]], head: int) -> int:
    """Where a list ends above the next one, whose title stands between them."""
    while sum(1 for cell in lines[head - 1] if as_text(cell)) <= 1:
        head -= 1
    return head


def _texts(part: _Part, index: int) -> Iterator[str]:
    """What stands in a column near its head."""
    first = part.head.below if part.head else part.start
    lines = part.sheet.lines[first : min(part.end, first + _LOOK_AT)]
    return filter(None, (as_text(line[index]) for line in lines if index < len(line)))


def _check_mapping(filename: str, head: Head, mapping: Mapping[str, str], vocabulary: Vocabulary) -> None:
    """Raises `UnfitMapping` for a field there is not, and for a second column of one field."""
    free = set(vocabulary.names)
    for wording in head.wordings:
        field = mapping.get(wording, "others")
        if field in free:
            free.remove(field)
        elif field not in ("others", "ignore"):
            raise UnfitMapping(filename=filename, column=wording, field=field)


def _noted(sheet: str | None, oddity: Oddity, count: int = 0) -> SheetDoubts:
    doubts = SheetDoubts(sheet)
    doubts.add(oddity, count=count)
    return doubts
