"""A sheet sorted: its head, its entries, and everything else accounted for. No line disappears."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inventory.exchange.reading.asides import is_aside, unsure
from inventory.exchange.reading.cells import as_text
from inventory.exchange.reading.controls import has_controls, is_printable, printable
from inventory.exchange.reading.doubts import ERROR_RESULT, NO_RESULT, NOT_A_ROW, UNPRINTABLE, SheetDoubts
from inventory.exchange.reading.heads import Head, Vocabulary
from inventory.exchange.reading.sheets import Cell, Flaw, Sheet, Spoilt

_SHOWN = 80

Line = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """The entries of a list by column: `columns[c][r]` is a cell, `numbers[r]` the line it stands on.

    `asides` are the lines between and below the entries that are none, by the number of each.
    """

    sheet: str | None
    head: Head
    numbers: list[int]
    columns: list[tuple[Cell, ...]]
    asides: dict[int, Line]


def sort_lines(sheet: Sheet, head: Head, vocabulary: Vocabulary, start: int, end: int) -> tuple[Table, SheetDoubts]:
    """The entries below the head, before `end`; all else from `start` on is left out, with a doubt unless empty."""
    width = len(head.wordings)
    doubts = SheetDoubts(sheet.name, head.wordings)
    numbers, entries, asides = _sorted(sheet.lines, head, vocabulary, end)
    titles = {number: sheet.lines[number - 1] for number in range(start + 1, head.first + 1)}
    for number, line in (titles | asides).items():
        if any(map(as_text, line)):
            doubts.add(NOT_A_ROW, number, value=_shown(line))
    _note_spoilt(sheet.spoilt, head.first + 1, end, doubts)
    columns = list(zip(*entries, strict=True)) or [()] * width
    columns = [_readable(column, index, numbers, doubts) for index, column in enumerate(columns)]
    return Table(sheet.name, head, numbers, columns, asides), doubts


def _sorted(
    lines: Sequence[Line], head: Head, vocabulary: Vocabulary, end: int
) -> tuple[list[int], list[Line], dict[int, Line]]:
    """Numbers and cells of the entries, and the lines that are none; empty ones in neither."""
    width = len(head.wordings)
    numbers, entries = list(range(head.below + 1, end + 1)), _padded(lines[head.below : end], width)
    repeated = _padded(lines[head.first : head.below], width)
    number_at, name_at = head.fields.get(vocabulary.number), head.fields.get(vocabulary.name)
    alone = {head.fields.get(field) for field in vocabulary.alone or {vocabulary.number, vocabulary.name}}
    doubtful = range(len(entries)) if number_at is None else unsure([line[number_at] for line in entries])
    again = [row for row, line in enumerate(entries) if line in repeated]
    asides: dict[int, Line] = {}
    out = set()
    for row in sorted({*doubtful, *again}):
        line = entries[row]
        if line in repeated or is_aside(line, number_at, name_at, alone):
            asides[numbers[row]] = line
            out.add(row)
        elif not any(map(as_text, line)):
            out.add(row)
    if out:
        numbers = [number for row, number in enumerate(numbers) if row not in out]
        entries = [line for row, line in enumerate(entries) if row not in out]
    return numbers, entries, asides


def _padded(lines: Sequence[Line], width: int) -> list[Line]:
    return [line if len(line) == width else [*line, *[""] * (width - len(line))] for line in lines]


def _note_spoilt(spoilt: Iterable[Spoilt], start: int, end: int, doubts: SheetDoubts) -> None:
    """One doubt for the cells of a column, at the first of them, since a formula often goes all the way down."""
    for oddity, flaw in ((NO_RESULT, Flaw.NO_RESULT), (ERROR_RESULT, Flaw.ERROR)):
        firsts: dict[int, int] = {}
        counts: dict[int, int] = {}
        for cell in spoilt:
            if cell.flaw is flaw and start <= cell.line <= end and cell.column < doubts.width:
                firsts.setdefault(cell.column, cell.line)
                counts[cell.column] = counts.get(cell.column, 0) + 1
        for column, line in firsts.items():
            doubts.add(oddity, line, column, count=counts[column])


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


def _shown(line: Line) -> str:
    return printable(" ".join(text for text in map(as_text, line) if text))[:_SHOWN]
