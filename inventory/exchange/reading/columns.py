"""A table read column by column: every distinct cell is understood once, every misread cell is noted and kept.

By columns, because a register repeats itself: a hundred thousand lines hold a few hundred dates, units and states.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from inventory.exchange.reading.cells import as_text, is_nothing, is_shortened
from inventory.exchange.reading.doubts import LOST_DIGITS, Misread, Oddity, SheetDoubts, place
from inventory.exchange.reading.sheets import Cell
from inventory.exchange.reading.tables import Table

T = TypeVar("T")


_NOTHING: Mapping[str, str] = MappingProxyType({})


def _all_understood(cells: Sequence[Cell], read: Callable[[Cell], T]) -> list[T]:
    """What each cell means, read once for equal ones if many are. Raises `Misread`."""
    distinct = set(cells)
    if len(distinct) * 2 > len(cells):
        return list(map(read, cells))
    meanings = dict(zip(distinct, map(read, distinct), strict=True))
    return list(map(meanings.__getitem__, cells))


def _understood(
    cells: Iterable[Cell], read: Callable[[Cell], T], blank: T
) -> tuple[dict[Cell, T], dict[Cell, Oddity]]:
    """What each cell means, and what is odd about those that mean nothing and therefore get the `blank` value."""
    meanings: dict[Cell, T] = {}
    odd: dict[Cell, Oddity] = {}
    for cell in cells:
        try:
            meanings[cell] = read(cell)
        except Misread as error:
            meanings[cell] = blank
            if not is_nothing(cell):
                odd[cell] = error.oddity
    return meanings, odd


class Columns:
    """Gives a table's columns as values by field and collects doubts and leftovers on the way."""

    def __init__(self, table: Table, doubts: SheetDoubts) -> None:
        self.table = table
        self.doubts = doubts
        self._leftovers: dict[int, dict[str, str]] = {}

    def index(self, field: str) -> int | None:
        """Which column, from 0, holds the field; None if none does."""
        return self.table.head.fields.get(field)

    def wording(self, field: str) -> str:
        """What the list itself calls the field, or "" if it has no column for it."""
        index = self.index(field)
        return "" if index is None else self.table.head.wordings[index]

    def meanings(self) -> dict[str, str]:
        """For each head its field, "ignore", or "others" where it has none."""
        head = self.table.head
        said = dict.fromkeys(head.wordings, "others") | {head.wordings[index]: "ignore" for index in head.ignored}
        return said | {head.wordings[index]: field for field, index in head.fields.items()}

    def texts(self, field: str) -> list[str]:
        """The field's texts, "" where there is no such column."""
        index = self.index(field)
        return [""] * len(self.table.numbers) if index is None else self._texts(index)

    def values(self, field: str, read: Callable[[Cell], T], blank: T) -> list[T]:
        """The field as `read` understands it; `blank` where nothing stands and where `read` raises `Misread`."""
        index = self.index(field)
        if index is None:
            return [blank] * len(self.table.numbers)
        cells = self.table.columns[index]
        try:
            return _all_understood(cells, read)
        except Misread:
            meanings, odd = _understood(set(cells), read, blank)
        if odd:
            self._note_odd(index, cells, odd)
        return list(map(meanings.__getitem__, cells))

    def doubt(self, oddity: Oddity, row: int, index: int | None, **facts: object) -> None:
        """Note something odd about a row, counted from 0, and a column of it."""
        self.doubts.add(oddity, self.table.numbers[row], index, **facts)

    def place(self, row: int, index: int | None) -> str:
        """The address of a cell as a spreadsheet shows it."""
        return place(self.table.sheet, self.table.numbers[row], index)

    def is_kept(self, row: int, index: int) -> bool:
        """Whether the cell's text is among the others of its row."""
        return self.table.head.wordings[index] in self._leftovers.get(row, {})

    def is_any_kept(self, index: int) -> bool:
        """Whether some cell of the column could not be taken by its field."""
        return any(self.table.head.wordings[index] in kept for kept in self._leftovers.values())

    def keep(self, row: int, index: int) -> str:
        """Put the cell's text among the others of its row, because the field could not take it; gives the text."""
        text = as_text(self.table.columns[index][row])
        self._leftovers.setdefault(row, {})[self.table.head.wordings[index]] = text
        return text

    def others(self) -> Sequence[Mapping[str, str]]:
        """For each row what no field took, by the head's wording."""
        taken = set(self.table.head.fields.values())
        taken |= self.table.head.ignored
        free = [index for index in range(len(self.table.head.wordings)) if index not in taken]
        names = [self.table.head.wordings[index] for index in free]
        columns = [self._texts(index) for index in free]
        if not any(map(any, columns)):
            return [self._leftovers.get(row, _NOTHING) for row in range(len(self.table.numbers))]
        rows = zip(*columns, strict=True)
        others = [{name: text for name, text in zip(names, row, strict=True) if text} for row in rows]
        for row, kept in self._leftovers.items():
            others[row].update(kept)
        return others

    def _texts(self, index: int) -> list[str]:
        cells = self.table.columns[index]
        try:
            texts = list(map(str.strip, cells))  # type: ignore[arg-type]  # most columns hold nothing but text
        except TypeError:
            self._note_shortened(index, cells)
            texts = list(map(as_text, cells))
        alike = dict(zip(texts, texts, strict=True))
        return list(map(alike.__getitem__, texts))  # the library makes each anew, and the register repeats itself

    def _note_shortened(self, index: int, cells: Sequence[Cell]) -> None:
        for row, cell in enumerate(cells):
            if is_shortened(cell):
                self.doubt(LOST_DIGITS, row, index, value=as_text(cell))

    def _note_odd(self, index: int, cells: Sequence[Cell], odd: dict[Cell, Oddity]) -> None:
        for row, cell in enumerate(cells):
            if oddity := odd.get(cell):
                self.doubt(oddity, row, index, value=self.keep(row, index))
