"""Formulas in a list: which of them can be read, and for which the file is refused.

Schools' lists are full of formulas, and a spreadsheet program stores with each what it came to: that is read like any
cell. What is not known is refused instead of read as nothing: a formula that no program has worked out yet, in a
workbook or in a text file, which holds no results at all; and one over other files or programs, whose stored result
says what they once held. Only cells that would be taken count: the entries of the list, in columns that are read.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from inventory.exchange.reading.cells import TEXT_AS_FORMULA
from inventory.exchange.reading.doubts import place
from inventory.exchange.reading.sheets import Flaw, Sheet, Spoilt
from inventory.exchange.reading.tables import Table
from inventory.exchange.reading.unreadable import ForeignValues, NoResults, UnreadableRegister

_FORMULA = re.compile(r"=.*\w.*", re.DOTALL)
_REFUSED: Mapping[Flaw, type[UnreadableRegister]] = {Flaw.FOREIGN: ForeignValues, Flaw.NO_RESULT: NoResults}
_NOT_TAKEN = "ordinal"


def check_formulas(filename: str, sheet: Sheet, table: Table, end: int) -> None:
    """Raises `ForeignValues` or `NoResults` for the first column of the list, up to line `end`, that holds any."""
    spoilt = list(_written_out(table)) if sheet.name is None else sheet.spoilt
    for flaw, error in _REFUSED.items():
        cells = _needed(((cell.line, cell.column) for cell in spoilt if cell.flaw is flaw), table, end)
        for column, lines in sorted(cells.items()):
            where, wording = place(sheet.name, min(lines), column), table.head.wordings[column]
            raise error(filename=filename, place=where, column=wording, count=len(lines))


def _needed(cells: Iterable[tuple[int, int]], table: Table, end: int) -> Mapping[int, Collection[int]]:
    """By column the lines of the cells that would be taken."""
    head = table.head
    passed = head.ignored | {head.fields.get(_NOT_TAKEN)}
    needed: dict[int, list[int]] = defaultdict(list)
    for line, column in cells:
        is_entry = head.below < line <= end and line not in table.asides
        if is_entry and column < len(head.wordings) and column not in passed:
            needed[column].append(line)
    return needed


def _written_out(table: Table) -> Iterator[Spoilt]:
    """The formulas of a text file; ="0012" is none, only a way to say that 0012 is text."""
    for column, cells in enumerate(table.columns):
        if "\n=" in "\n" + "\n".join(map(str, cells)):  # quick, for nearly all columns
            for line, cell in zip(table.numbers, cells, strict=True):
                if isinstance(cell, str) and _is_formula(cell):
                    yield Spoilt(line, column, Flaw.NO_RESULT)


def _is_formula(text: str) -> bool:
    return _FORMULA.fullmatch(text) is not None and TEXT_AS_FORMULA.fullmatch(text) is None
