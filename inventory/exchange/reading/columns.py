"""A table read column by column: every distinct cell is understood once, every misread cell is noted and kept.

By columns, because a register repeats itself: a hundred thousand lines hold a few hundred dates, units and states.
"""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from inventory.exchange.reading.cells import as_text, is_nothing, is_shortened
from inventory.exchange.reading.doubts import LOST_DIGITS, Misread, Oddity, SheetDoubts, place
from inventory.exchange.reading.sheets import Cell
from inventory.exchange.reading.tables import Table

T = TypeVar("T")


class _Understood(dict[Cell, T], Generic[T]):
    """What each distinct cell means; `odd` are those that mean nothing and therefore got the `blank` value."""

    def __init__(self, read: Callable[[Cell], T], blank: T) -> None:
        super().__init__()
        self.odd: dict[Cell, Oddity] = {}
        self._read = read
        self._blank = blank

    def __missing__(self, cell: Cell) -> T:
        try:
            meaning = self._read(cell)
        except Misread as error:
            meaning = self._blank
            if not is_nothing(cell):
                self.odd[cell] = error.oddity
        self[cell] = meaning
        return meaning


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
        understood = _Understood(read, blank)
        values = list(map(understood.__getitem__, cells))
        if understood.odd:
            self._note_odd(index, cells, understood.odd)
        return values

    def doubt(self, oddity: Oddity, row: int, index: int | None, **facts: object) -> None:
        """Note something odd about a row, counted from 0, and a column of it."""
        self.doubts.add(oddity, self.table.numbers[row], index, **facts)

    def place(self, row: int, index: int | None) -> str:
        """The address of a cell as a spreadsheet shows it."""
        return place(self.table.sheet, self.table.numbers[row], index)

    def is_kept(self, row: int, index: int) -> bool:
        """Whether the cell's text is among the others of its row."""
        return self.table.head.wordings[index] in self._leftovers.get(row, {})

    def keep(self, row: int, index: int) -> str:
        """Put the cell's text among the others of its row, because the field could not take it; gives the text."""
        text = as_text(self.table.columns[index][row])
        self._leftovers.setdefault(row, {})[self.table.head.wordings[index]] = text
        return text

    def others(self) -> list[dict[str, str]]:
        """For each row what no field took, by the head's wording."""
        taken = set(self.table.head.fields.values())
        free = [index for index in range(len(self.table.head.wordings)) if index not in taken]
        names = [self.table.head.wordings[index] for index in free]
        columns = [self._texts(index) for index in free]
        if columns:
            rows = zip(*columns, strict=True)
            others = [{name: text for name, text in zip(names, row, strict=True) if text} for row in rows]
        else:
            others = [{} for _ in self.table.numbers]
        for row, kept in self._leftovers.items():
            others[row].update(kept)
        return others

    def _texts(self, index: int) -> list[str]:
        cells = self.table.columns[index]
        try:
            return list(map(str.strip, cells))  # type: ignore[arg-type]  # most columns hold nothing but text
        except TypeError:
            self._note_shortened(index, cells)
            return list(map(as_text, cells))

    def _note_shortened(self, index: int, cells: Sequence[Cell]) -> None:
        for row, cell in enumerate(cells):
            if is_shortened(cell):
                self.doubt(LOST_DIGITS, row, index, value=as_text(cell))

    def _note_odd(self, index: int, cells: Sequence[Cell], odd: dict[Cell, Oddity]) -> None:
        for row, cell in enumerate(cells):
            if oddity := odd.get(cell):
                self.doubt(oddity, row, index, value=self.keep(row, index))
