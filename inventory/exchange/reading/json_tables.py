"""JSON as a table: an array of objects, each a line, their names the heads (RFC 8259).

An object in an object gives columns such as others.校区, an array of objects one such as pieces.room that says of
each its value (inventory/exchange/reading/runs.py). An array of texts stands in one cell with blanks between.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from inventory.exchange.reading.encodings import encoding_of
from inventory.exchange.reading.limits import check_extents, extent
from inventory.exchange.reading.runs import runs
from inventory.exchange.reading.sheets import Cell, Sheet
from inventory.exchange.reading.unreadable import BrokenJson

_NAME = "JSON"
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*\{")
_BETWEEN = re.compile(r"[\s,]*")
# No register is nested deeper; Python gives up at a thousand.
_DEPTH = 4
_EVERY = 1_000


def is_json(content: bytes) -> bool:
    """Whether the file is an array of objects."""
    return _BEGINS.match(content) is not None


def read_json(filename: str, content: bytes) -> Sheet:
    """The table. Raises a child of `UnreadableRegister`."""
    text = content.decode(encoding_of(filename, content))
    heads: dict[str, int] = {}
    lines: list[list[Cell]] = [[]]
    for each in _objects(filename, text):
        line: list[Cell] = [""] * len(heads)
        for head, cell in _cells(each):
            if heads.setdefault(head, len(heads)) == len(line):
                line.append(cell)
            else:
                line[heads[head]] = cell
        lines.append(line)
        if len(lines) % _EVERY == 0:
            check_extents(filename, [extent(len(lines), len(heads))])
    check_extents(filename, [extent(len(lines), len(heads))])
    lines[0] = list(heads)
    return Sheet(_NAME, [line + [""] * (len(heads) - len(line)) for line in lines])


def _objects(filename: str, text: str) -> Iterator[Any]:
    """One after the other, so that never more than one is held twice."""
    decoder = json.JSONDecoder()
    at = text.index("[") + 1
    while text[(at := _end(_BETWEEN, text, at)) : at + 1] != "]":
        try:
            each, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            raise BrokenJson(filename=filename, line=text.count("\n", 0, at) + 1) from error
        yield each


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _cells(value: Any, head: str = "", depth: int = 0) -> Iterator[tuple[str, Cell]]:
    if isinstance(value, dict) and depth < _DEPTH:
        for name, inner in value.items():
            yield from _cells(inner, f"{head}.{name}" if head else name, depth + 1)
    elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        names = dict.fromkeys(name for each in value for name in each)
        for name in names:
            yield f"{head}.{name}", runs([_text(each.get(name)) for each in value])
    elif head:
        yield head, value if isinstance(value, int | float) and not isinstance(value, bool) else _text(value)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(map(_text, value))
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
