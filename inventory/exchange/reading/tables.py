"""A sheet sorted: its head, its entries, and everything else accounted for. No line disappears."""

from collections.abc import Sequence
from dataclasses import dataclass

from inventory.exchange.reading.asides import is_aside, is_surely_an_entry
from inventory.exchange.reading.cells import as_text
from inventory.exchange.reading.controls import has_controls, is_printable, printable
from inventory.exchange.reading.doubts import NOT_A_ROW, UNPRINTABLE, SheetDoubts
from inventory.exchange.reading.heads import Head, Vocabulary
from inventory.exchange.reading.sheets import Cell, Sheet

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Table:
    """The entries of a sheet by column: `columns[c][r]` is a cell, `numbers[r]` the line it stands on."""

    sheet: str | None
    head: Head
    numbers: list[int]
    columns: list[tuple[Cell, ...]]


def sort_lines(sheet: Sheet, head: Head, vocabulary: Vocabulary) -> tuple[Table, SheetDoubts]:
    """The entries below the head. Totals, signatures, repeated heads are left out, with a doubt unless empty."""
    width = len(head.wordings)
    doubts = SheetDoubts(sheet.name, head.wordings)
    _note_titles(sheet.lines[: head.first], width, doubts)
    numbers, entries = [], []
    number_at, name_at = head.fields.get(vocabulary.number), head.fields.get(vocabulary.name)
    heads = [_padded(line, width) for line in sheet.lines[head.first : head.below]]
    for index in range(head.below, len(sheet.lines)):
        line = _padded(sheet.lines[index], width)
        sure = number_at is not None and is_surely_an_entry(line[number_at])
        if line in heads or (not sure and is_aside(line, number_at, name_at)):
            doubts.add(NOT_A_ROW, index + 1, value=_shown(line))
        elif sure or any(map(as_text, line)):
            numbers.append(index + 1)
            entries.append(line)
    columns = list(zip(*entries, strict=True)) or [()] * width
    columns = [_readable(column, index, numbers, doubts) for index, column in enumerate(columns)]
    return Table(sheet.name, head, numbers, columns), doubts


def _padded(line: Sequence[Cell], width: int) -> Sequence[Cell]:
    return line if len(line) == width else [*line, *[""] * (width - len(line))]


def _readable(cells: tuple[Cell, ...], index: int, numbers: list[int], doubts: SheetDoubts) -> tuple[Cell, ...]:
    """The column with all its texts printable, and a doubt for each that lost more than a line break by it."""
    if is_printable(_joined(cells)):
        return cells
    readable = tuple(printable(cell) if isinstance(cell, str) else cell for cell in cells)
    for number, before, after in zip(numbers, cells, readable, strict=True):
        if isinstance(before, str) and has_controls(before):
            doubts.add(UNPRINTABLE, number, index, value=after)
    return readable


def _joined(cells: Sequence[Cell]) -> str:
    try:
        return "".join(cells)  # type: ignore[arg-type]  # most columns hold nothing but text
    except TypeError:
        return "".join(cell for cell in cells if isinstance(cell, str))


def _note_titles(titles: Sequence[Sequence[Cell]], width: int, doubts: SheetDoubts) -> None:
    """Lines above the head are titles; one as full as half the head may be something else and is named."""
    for number, line in enumerate(titles, start=1):
        if sum(1 for cell in line if as_text(cell)) * 2 > width:
            doubts.add(NOT_A_ROW, number, value=_shown(line))


def _shown(line: Sequence[Cell]) -> str:
    return printable(" ".join(text for text in map(as_text, line) if text))[:_SHOWN]
