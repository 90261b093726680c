"""The report of a stock-take as a PDF on A4, to print, to sign and to file.

How it looks is in report.typ; here its values become texts, which are handed over as JSON and never as markup.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

from inventory.exchange.binding import bind
from inventory.exchange.label_codes import qr, svg
from inventory.exchange.typesetting import typeset
from inventory.forms.report import foot
from inventory.forms.values import (
    Bars,
    Block,
    Column,
    Form,
    Heading,
    Lines,
    Mark,
    NewPage,
    Notice,
    Report,
    Signatures,
    Sums,
    Table,
    Value,
    Words,
    say,
    shown,
)

_TEMPLATE = Path(__file__).with_name("report.typ")

# A digit, a comma or point, and what stays white in a cell, in mm, as report.typ sets them.
_DIGIT, _SIGN, _WHITE = 1.7, 0.9, 2.5

ROWS_AT_ONCE = 600
"""So many rows are set by one process, which takes some 200 MB for them; the forms are bound together after."""


def report_pdf(report: Report, words: Words, *, fonts: Path, language: str) -> bytes:
    """The PDF. `words` gives an English text in the `language` (a tag of RFC 5646).

    The folder `fonts` holds Noto Sans SC, regular and bold; `FontsNotBuilt` if it does not. The same arguments give
    the same bytes.
    """
    title = report.stocktake if report.period else shown(say("Stock-take report"), words) + " " + report.stocktake
    volumes = list(_volumes(report.forms))
    about = _about(report, words) | {"language": language, "title": title, "one_of_many": len(volumes) > 1}
    texts = (json.dumps(about | {"forms": [_form(form, words) for form in forms]}) for forms in volumes)
    return bind([typeset(_TEMPLATE, text, fonts, report.as_of) for text in texts])


def _about(report: Report, words: Words) -> dict[str, Any]:
    return {
        "school": report.school,
        "stocktake": report.stocktake,
        "cutoff": shown(report.dated, words),
        "foot": " · ".join(shown(each, words) for each in foot(report)),
        "page_of": words("Page {page} of {pages}"),
        "seal": words("Seal of the school"),
    }


def _volumes(forms: Sequence[Form]) -> Iterator[list[Form]]:
    """The forms in parts that a small machine can set."""
    volume: list[Form] = []
    rows = 0
    for form in forms:
        more = sum(len(block.rows) for block in form.blocks if isinstance(block, Table))
        if volume and rows + more > ROWS_AT_ONCE:
            yield volume
            volume, rows = [], 0
        volume.append(form)
        rows += more
    yield volume


def _form(form: Form, words: Words) -> dict[str, Any]:
    blocks = [{"kind": block.kind} | _block(block, words) for block in form.blocks]
    code = svg(qr(form.code)) if form.code else ""
    return {"title": shown(form.title, words), "wide": form.wide, "code": code, "blocks": blocks}


def _block(block: Block, words: Words) -> dict[str, Any]:
    match block:
        case Heading(said) | Notice(said):
            return {"said": shown(said, words)}
        case Lines(said):
            return {"said": [shown(line, words) for line in said]}
        case Sums(pairs):
            return {"pairs": [[shown(name, words), shown(figure, words)] for name, figure in pairs]}
        case Bars(title, rows):
            return {"title": shown(title, words), "rows": [_bar(*row, words) for row in rows]}
        case Signatures(roles, seal):
            return {"roles": [shown(role, words) for role in roles], "seal": seal}
        case Table():
            return _table(block, words)
        case NewPage():
            return {}


def _bar(name: Value, count: int, of: int, words: Words) -> list[str | float]:
    return [shown(name, words), f"{count:,} / {of:,}", count / of]


def _table(table: Table, words: Words) -> dict[str, Any]:
    values = zip(*table.rows, *table.totals, strict=True) if table.rows or table.totals else repeat(())
    columns = zip(table.columns, values, strict=False)
    return {
        "title": shown(table.title, words),
        "aside": shown(table.aside, words),
        "columns": [[shown(of.head, words), _width(of, values), of.grows, of.figures] for of, values in columns],
        "rows": [[_cell(value, words) for value in row] for row in table.rows],
        "totals": [[_cell(value, words) for value in row] for row in table.totals],
        "empty": shown(table.empty, words),
    }


def _width(column: Column, values: Iterable[Value]) -> float:
    """In mm. A figure is never broken, so its column is at least as wide as the longest."""
    if not column.figures:
        return column.width
    texts = (shown(value, str) for value in values)
    return max(column.width, *(_figure_width(text) for text in texts), 0)


def _figure_width(text: str) -> float:
    """Of a bold figure with what stays white beside it."""
    signs = text.count(",") + text.count(".")
    return _DIGIT * (len(text) - signs) + _SIGN * signs + _WHITE


def _cell(value: Value, words: Words) -> str | list[str]:
    return [value.key, shown(value, words)] if isinstance(value, Mark) else shown(value, words)
