"""Where a list begins and what its columns are: the line of column names, found among titles and notes.

Registers begin with a title, a line with unit and date, then names in one line or, merged, in two; forms of the
fiscal system have a line of column numbers below (the stock-take sheet 盘点表 has it in its second line).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from unicodedata import normalize

from inventory.exchange.reading.cells import as_text
from inventory.exchange.reading.controls import printable
from inventory.exchange.reading.doubts import letters
from inventory.exchange.reading.sheets import Cell

_LOOK_AT = 20
_BRACKETED = re.compile(r"[(\[【][^)\]】]{0,20}[)\]】]")
_IDLE = re.compile(r"[\s_*.:\-]+")
_NUMBERING = re.compile(r"\(?\d{1,3}\)?|栏次|行次|[甲乙丙丁戊己庚辛]")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names a kind of list uses: field → names as `plain` writes them, the preferred first.

    A line is a head if it has one of the `anchors` and at least `least` fields in all. `number` and `name` are the
    fields that hold an entry's number and name; `wanted` tells people which heads would do.
    """

    names: Mapping[str, tuple[str, ...]]
    anchors: frozenset[str]
    least: int
    number: str
    name: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Head:
    """The columns of a list, one wording each, unique and the list's own; `fields` says which column means what.

    `first` is the index of the first line of names, `below` that of the first line after all of the head.
    """

    wordings: tuple[str, ...]
    fields: Mapping[str, int]
    first: int
    below: int


def plain(wording: str) -> str:
    """A column name without what varies: width, case, spaces, stars, units. 资产原值（元）* → 资产原值."""
    return _IDLE.sub("", _BRACKETED.sub("", normalize("NFKC", wording))).lower()


def find_head(lines: Sequence[Sequence[Cell]], vocabulary: Vocabulary) -> Head | None:
    """The first line among the first 20 that names enough columns, or None."""
    width = max(map(len, lines), default=0)
    top = [_texts(line, width) for line in lines[: _LOOK_AT + 2]]
    for first, names in enumerate(top[:_LOOK_AT]):
        if not _enough(_fields([(name,) for name in names], vocabulary), vocabulary):
            continue
        below = first + 1
        wordings = names
        readings: list[tuple[str, ...]] = [(name,) for name in names]
        if below < len(top) and _continues(names, top[below], vocabulary):
            wordings, readings = _merged(names, top[below])
            below += 1
        if below < len(top) and _is_numbering(top[below]):
            below += 1
        return Head(_unique(wordings), _fields(readings, vocabulary), first, below)
    return None


def _texts(line: Sequence[Cell], width: int) -> list[str]:
    return [*(printable(as_text(cell)) for cell in line), *[""] * (width - len(line))]


def _enough(fields: Mapping[str, int], vocabulary: Vocabulary) -> bool:
    return len(fields) >= vocabulary.least and not vocabulary.anchors.isdisjoint(fields)


def _fields(readings: Iterable[tuple[str, ...]], vocabulary: Vocabulary) -> dict[str, int]:
    """For each field its column: of several, the one with the surer reading, then with the preferred name."""
    meant = {name: (field, rank) for field, names in vocabulary.names.items() for rank, name in enumerate(names)}
    claims: dict[str, tuple[int, int, int]] = {}
    for index, ways in enumerate(readings):
        for certainty, wording in enumerate(ways):
            if known := meant.get(plain(wording)):
                field, rank = known
                claim = (certainty, rank, index)
                claims[field] = min(claim, claims.get(field, claim))
                break
    return {field: index for field, (_, _, index) in claims.items()}


def _continues(names: Sequence[str], second: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether `second` holds the lower names of a head merged over two lines.

    It then is empty below every anchor, has no figures, fills gaps of the first line, and some name of it is known.
    """
    fields = _fields([(name,) for name in names], vocabulary)
    below_anchor = any(second[index] for field, index in fields.items() if field in vocabulary.anchors)
    fills_gap = any(lower and not upper for upper, lower in zip(names, second, strict=True))
    if below_anchor or not fills_gap or any(map(_has_digit, second)):
        return False
    _, readings = _merged(names, second)
    return bool(_fields([ways for ways, lower in zip(readings, second, strict=True) if lower], vocabulary))


def _has_digit(name: str) -> bool:
    return any(map(str.isdigit, name))


def _merged(names: Sequence[str], second: Sequence[str]) -> tuple[list[str], list[tuple[str, ...]]]:
    """Wordings and possible readings of a head in two lines: 账面 over 数量, 原值 is 账面数量, 账面原值."""
    wordings: list[str] = []
    readings: list[tuple[str, ...]] = []
    group = ""
    for upper, lower in zip(names, second, strict=True):
        group = upper or group
        if lower:
            wordings.append(f"{group} {lower}".strip())
            readings.append((group + lower, lower))
        else:
            wordings.append(upper)
            readings.append((upper,))
    return wordings, readings


def _is_numbering(names: Sequence[str]) -> bool:
    """Whether a line only numbers the columns: 1, 2, 3, …, also in brackets or after 甲, 乙."""
    marks = [normalize("NFKC", name) for name in names if name]
    if len(marks) < 3 or not all(map(_NUMBERING.fullmatch, marks)):
        return False
    figures = [int(mark.strip("()")) for mark in marks if mark.strip("()").isdecimal()]
    return figures == list(range(1, len(figures) + 1))


def _unique(wordings: Iterable[str]) -> tuple[str, ...]:
    """The wordings, made unique by a number; a column without one gets its letters."""
    unique: dict[str, None] = {}
    for index, wording in enumerate(wordings):
        first = name = " ".join(wording.split()) or letters(index)
        times = count(2)
        while name in unique:
            name = f"{first} ({next(times)})"
        unique[name] = None
    return tuple(unique)
