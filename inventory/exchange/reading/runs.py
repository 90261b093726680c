"""What a card says of its pieces one by one, in one cell: 301 ×30；302 ×18 are thirty in 301, then eighteen in 302.

One value alone is that of all pieces. "—" stands for nothing between others. A value that holds one of these signs is
put in quotation marks, and a quotation mark in it is written twice.
"""

import re
from collections.abc import Sequence
from itertools import groupby, repeat

_RUN = re.compile(r'(?:"((?:[^"]|"")*)"|([^"；×]*?))(?: ×(\d{1,7}))?(?:；|$)')
_SIGNS = re.compile('["；×]')
_NONE = "—"


def runs(values: Sequence[str]) -> str:
    """The cell that says of each piece its value."""
    found = [(value, sum(1 for _ in alike)) for value, alike in groupby(values)]
    if len(found) == 1:
        return _written(found[0][0]) if found[0][0] else ""
    return "；".join(_written(value) + (f" ×{count}" if count > 1 else "") for value, count in found)


def of_each(cell: str, count: int) -> tuple[str, ...] | None:
    """The value of each of `count` pieces, or None if the cell does not say so many."""
    values: list[str] = []
    at = 0
    while at < len(cell) or not at:
        run = _RUN.match(cell, at)
        if run is None or (run.end() == at and cell):
            return None
        quoted, plain, times = run.groups()
        value = (
            quoted.replace('""', '"') if quoted is not None else plain.replace(_NONE, "") if plain == _NONE else plain
        )
        if run.end() == len(cell) and not at and times is None:
            return (value,) * count
        values.extend(repeat(value, min(int(times or 1), count + 1)))
        at = run.end()
    return tuple(values) if len(values) == count else None


def _written(value: str) -> str:
    if not value:
        return _NONE
    if value == _NONE or _SIGNS.search(value) or value != value.strip():
        return '"{}"'.format(value.replace('"', '""'))
    return value
