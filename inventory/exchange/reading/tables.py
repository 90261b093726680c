"""A sheet sorted: its head, its entries, and everything else accounted for. No line disappears."""

from collections.abc import Sequence
from dataclasses import dataclass

from inventory.exchange.reading.asides import is_aside, is_surely_an_entry
from inventory.exchange.reading.cells import as_text
from inventory.exchange.reading.doubts import NOT_A_ROW, SheetDoubts
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
    lines = [line if len(line) == width else [*line, *[""] * (width - len(line))] for line in sheet.lines]
    doubts = SheetDoubts(sheet.name, head.wordings)
    _note_titles(lines, head, doubts)
    numbers, entries = [], []
    number_at, name_at = head.fields.get(vocabulary.number), head.fields.get(vocabulary.name)
    heads = lines[head.first : head.below]
    for index in range(head.below, len(lines)):
        line = lines[index]
        sure = number_at is not None and is_surely_an_entry(line[number_at])
        if line in heads or (not sure and is_aside(line, number_at, name_at)):
            doubts.add(NOT_A_ROW, index + 1, value=_shown(line))
        elif sure or any(map(as_text, line)):
            numbers.append(index + 1)
            entries.append(line)
    columns = list(zip(*entries, strict=True)) or [()] * width
    return Table(sheet.name, head, numbers, columns), doubts


def _note_titles(lines: Sequence[Sequence[Cell]], head: Head, doubts: SheetDoubts) -> None:
    """Lines above the head are titles; one as full as half the head may be something else and is named."""
    for index in range(head.first):
        if sum(1 for cell in lines[index] if as_text(cell)) * 2 > len(head.wordings):
            doubts.add(NOT_A_ROW, index + 1, value=_shown(lines[index]))


def _shown(line: Sequence[Cell]) -> str:
    return " ".join(text for text in map(as_text, line) if text)[:_SHOWN]
