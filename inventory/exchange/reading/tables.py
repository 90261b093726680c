"""A sheet sorted: its head, its entries, and everything else accounted for. No line disappears."""

from collections.abc import Sequence
from dataclasses import dataclass

from inventory.exchange.reading.asides import is_aside, is_surely_an_entry
from inventory.exchange.reading.cells import as_text
from inventory.exchange.reading.doubts import NOT_A_ROW, SheetDoubts, letters
from inventory.exchange.reading.heads import Head, Vocabulary
from inventory.exchange.reading.sheets import Cell, Sheet

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Table:
    """The entries of a sheet by column: `columns[c][r]` is a cell, `wordings[c]` its head, `numbers[r]` its line."""

    sheet: str | None
    head: Head
    wordings: tuple[str, ...]
    numbers: list[int]
    columns: list[tuple[Cell, ...]]


def sort_lines(sheet: Sheet, head: Head, vocabulary: Vocabulary) -> tuple[Table, SheetDoubts]:
    """The entries below the head. Totals, signatures, repeated heads are left out, with a doubt unless empty."""
    lines = _padded(sheet.lines, len(head.wordings))
    wordings = head.wordings + tuple(letters(index) for index in range(len(head.wordings), len(lines[0])))
    doubts = SheetDoubts(sheet.name, wordings)
    _note_titles(lines, head, doubts)
    numbers, entries = [], []
    number_at, name_at = head.fields.get(vocabulary.number), head.fields.get(vocabulary.name)
    repeated = lines[head.first]
    for index in range(head.below, len(lines)):
        line = lines[index]
        if number_at is None or not is_surely_an_entry(line[number_at]):
            if not any(map(as_text, line)):
                continue
            if line == repeated or is_aside(line, number_at, name_at):
                doubts.add(NOT_A_ROW, index + 1, value=_shown(line))
                continue
        numbers.append(index + 1)
        entries.append(line)
    columns = list(zip(*entries, strict=True)) or [()] * len(wordings)
    return Table(sheet.name, head, wordings, numbers, columns), doubts


def _padded(lines: Sequence[Sequence[Cell]], least: int) -> list[Sequence[Cell]]:
    """The lines, all of the same width: text files may have short ones and long ones."""
    width = max(least, *map(len, lines))
    return [line if len(line) == width else [*line, *[""] * (width - len(line))] for line in lines]


def _note_titles(lines: Sequence[Sequence[Cell]], head: Head, doubts: SheetDoubts) -> None:
    """Lines above the head are titles; one as full as half the head may be something else and is named."""
    for index in range(head.first):
        if sum(1 for cell in lines[index] if as_text(cell)) * 2 > len(head.wordings):
            doubts.add(NOT_A_ROW, index + 1, value=_shown(lines[index]))


def _shown(line: Sequence[Cell]) -> str:
    return " ".join(text for text in map(as_text, line) if text)[:_SHOWN]
