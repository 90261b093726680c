"""The report of a stock-take as an XLSX workbook to print and to file.

Each kind of form has a sheet of its own; forms of one kind stand under one head. Numbers of assets and tags are text,
since a spreadsheet keeps 15 digits of a number, and nothing in the file is a formula.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby, repeat, zip_longest

from inventory.exchange.paper import Cell, Look, Page, Paper
from inventory.forms.report import foot
from inventory.forms.values import (
    Bars,
    Block,
    Column,
    Form,
    Heading,
    Lines,
    Notice,
    Report,
    Row,
    Say,
    Signatures,
    Sums,
    Table,
    Value,
    Words,
    shown,
)

# A character of the type of the workbook is about so many millimetres wide.
_MM = 1.9
_FROZEN_COLUMNS = 3
# Longer words are broken wherever the line ends.
_LONGEST = 30
_WORD = re.compile("[!-~]+")


def report_workbook(report: Report, words: Words) -> bytes:
    """The workbook. `words` gives an English text in the reader's language. Same arguments, same bytes."""
    about: tuple[Value, ...] = (
        report.school,
        report.stocktake,
        report.dated,
        *foot(report),
    )
    said = [shown(each, words) for each in about]
    paper = Paper(" ".join((*said[:2], *said[3:])), report.as_of)
    for _, alike in groupby(report.forms, key=lambda form: form.title):
        _write_forms(paper, list(alike), words, " · ".join(said))
    return paper.content()


def _write_forms(paper: Paper, forms: Sequence[Form], words: Words, about: str) -> None:
    """One sheet. If all tables on it have the same heads, these are written once and stay in sight."""
    blocks = [block for form in forms for block in form.blocks]
    tables = [block for block in blocks if isinstance(block, Table)]
    alike = len({_heads(table) for table in tables}) == 1
    page = paper.page(paper.free_name(shown(forms[0].title, words)), _widths(tables, words), wide=forms[0].wide)
    page.write([shown(forms[0].title, words)], Look.TITLE)
    page.write_across(about)
    if alike:
        page.write_head([shown(head, words) for head in _heads(tables[0])])
        page.freeze(_FROZEN_COLUMNS)
    for block in blocks:
        _write(page, block, words, with_heads=not alike)
    _write_last(page, blocks, words)


def _write(page: Page, block: Block, words: Words, *, with_heads: bool) -> None:
    match block:
        case Heading(said):
            page.write([], Look.PLAIN)
            page.write_across(shown(said, words), Look.STRONG)
        case Notice(said):
            page.write_across(shown(said, words), Look.STRONG)
        case Lines(said):
            for line in said:
                page.write_across(shown(line, words))
        case Sums(pairs):
            page.write_across("  ".join(f"{shown(name, words)} {shown(sum_, words)}" for name, sum_ in pairs))
        case Table():
            _write_table(page, block, words, with_heads=with_heads)


def _write_table(page: Page, table: Table, words: Words, *, with_heads: bool) -> None:
    across = len(table.columns)
    title = "  ".join(filter(None, (shown(table.title, words), shown(table.aside, words))))
    if title:
        page.write_across(title, Look.GROUP)
    if with_heads:
        page.write([shown(head, words) for head in _heads(table)], Look.HEAD)
    for row in table.rows:
        page.write([_cell(value, words) for value in row])
    if not table.rows:
        page.write([shown(table.empty, words), *[None] * (across - 1)])
    for row in table.totals:
        page.write([_cell(value, words) for value in row], Look.TOTAL)


def _write_last(page: Page, blocks: Sequence[Block], words: Words) -> None:
    """The charts, and the lines to sign once for all forms of the sheet."""
    for chart in blocks:
        if isinstance(chart, Bars):
            page.write([], Look.PLAIN)
            page.write_across(shown(chart.title, words), Look.STRONG)
            page.write_bars([(shown(name, words), count, of) for name, count, of in chart.rows])
    for signed in [block for block in blocks if isinstance(block, Signatures)][-1:]:
        page.write([], Look.PLAIN)
        page.write_across("    ".join(f"{shown(role, words)} ____________" for role in signed.roles))
        if signed.seal:
            page.write_across(words("Seal of the school"))


def _heads(table: Table) -> tuple[Say, ...]:
    return tuple(column.head for column in table.columns)


def _widths(tables: Sequence[Table], words: Words) -> list[float]:
    """Of each column the widest that any table needs, in characters."""
    widths = zip_longest(*(map(_width, *_by_column(table), repeat(words)) for table in tables), fillvalue=0.0)
    return [max(each) for each in widths]


def _by_column(table: Table) -> tuple[Sequence[Column], Sequence[Row]]:
    """The columns, and for each what stands in it."""
    rows = (*table.rows, *table.totals)
    return table.columns, tuple(zip(*rows, strict=True)) if rows else ((),) * len(table.columns)


def _width(column: Column, values: Row, words: Words) -> float:
    """Figures and days stand in one line, since they are shown as #### where they do not fit; so do long numbers."""
    if column.grows:
        return column.width / _MM
    longest = max((_unbroken(value, words) for value in values), default=0)
    return max(column.width / _MM, min(longest + 2, _LONGEST))


def _unbroken(value: Value, words: Words) -> int:
    """How wide the longest part of the value is that has no place to break it."""
    text = shown(value, words)
    if isinstance(value, int | Decimal | date):
        return len(text)
    return max(map(len, _WORD.findall(text)), default=0)


def _cell(value: Value, words: Words) -> Cell:
    """Figures and days as such, so that they can be reckoned with; all else as it is read."""
    return value if isinstance(value, int | Decimal | date) else shown(value, words)
