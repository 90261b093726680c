"""Where a list begins and what its columns are: the line of column names, found among titles and notes.

Registers begin with a title, a line with unit and date, then names in one line or, merged, in two; forms of the
fiscal system have a line of column numbers below (the stock-take sheet 盘点表 has it in its second line).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from unicodedata import normalize

from inventory.exchange.reading.asides import unsure
from inventory.exchange.reading.cells import as_text
from inventory.exchange.reading.controls import printable
from inventory.exchange.reading.doubts import letters
from inventory.exchange.reading.sheets import Cell

# Above a list stand few lines; further down only a line with two known names at least is taken for a head.
_ABOVE = 20
_SURE = 2
_LONGEST_NAME = 40
_BRACKETED = re.compile(r"[(\[【][^)\]】]{0,20}[)\]】]")
_IDLE = re.compile(r"[\s_*.:\-]+")
# The signs of column names as Taiwan and Hong Kong write them, and as the mainland does.
_SIMPLIFIED = str.maketrans(
    "編號資產財稱類別規廠購價單總數採時間點處門責領條碼標籤狀況態備註說會計帳攤銷經費類樓層位設備櫃負據證憑應商產製造",
    "编号资产财称类别规厂购价单总数采时间点处门责领条码标签状况态备注说会计账摊销经费类楼层位设备柜负据证凭应商产制造",
)
_NUMBERING = re.compile(r"\(?\d{1,3}\)?|栏次|行次|[甲乙丙丁戊己庚辛]")


Line = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names a kind of list uses: field → names as `plain` writes them, the preferred first.

    A line is a head if it has one of the `anchors` and at least `least` fields in all. `number` and `name` are the
    fields that hold an entry's number and name; in those of `alone`, or else in these two, a single cell makes an
    entry. `wanted` tells people which heads would do.
    """

    names: Mapping[str, tuple[str, ...]]
    anchors: frozenset[str]
    least: int
    number: str
    name: str
    wanted: str
    alone: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Head:
    """The columns of a list, one wording each, unique and the list's own; `fields` says which column means what.

    `readings` are the names each column may go by, the surest first. `first` is the index of the first line of names,
    `below` that of the first line after all of the head. `ignored` columns are of no interest to anybody.
    """

    wordings: tuple[str, ...]
    fields: Mapping[str, int]
    first: int
    below: int
    readings: tuple[tuple[str, ...], ...]
    ignored: frozenset[int] = frozenset()


@lru_cache(maxsize=10_000)
def plain(wording: str) -> str:
    """A column name without what varies: width, case, spaces, stars, units, script. 資產原值（元）* → 资产原值."""
    return _IDLE.sub("", _BRACKETED.sub("", normalize("NFKC", printable(wording)))).lower().translate(_SIMPLIFIED)


def find_head(lines: Sequence[Line], vocabulary: Vocabulary) -> Head | None:
    """The first line that names enough columns, or None."""
    known = {name: field for field, names in vocabulary.names.items() for name in names}
    for first, line in enumerate(lines):
        if _names(line, known, vocabulary) >= (vocabulary.least if first < _ABOVE else max(vocabulary.least, _SURE)):
            return _head_at(first, lines, vocabulary)
    return None


def next_head(lines: Sequence[Line], head: Head, vocabulary: Vocabulary) -> Head | None:
    """The next line below that surely names columns, and other ones; the same again are those of a new page."""
    known = {name: field for field, names in vocabulary.names.items() for name in names}
    number = head.fields.get(vocabulary.number)
    numbers = [line[number] if number is not None and number < len(line) else "" for line in lines[head.below :]]
    for row in unsure(numbers):
        first = head.below + row
        if _names(lines[first], known, vocabulary) >= max(vocabulary.least, _SURE + 1):
            following = _head_at(first, lines, vocabulary)
            if following.wordings != head.wordings:
                return following
    return None


def likely_head(lines: Sequence[Line], vocabulary: Vocabulary) -> Head | None:
    """The first line near the top that could name columns in words nobody knows: all text, all different, no figures.

    It has two names at least, and one for each cell of the line below.
    """
    for first, line in enumerate(lines[:_ABOVE]):
        names = [as_text(cell) for cell in line if as_text(cell)]
        following = lines[first + 1] if first + 1 < len(lines) else ()
        fits = len(names) >= max(_SURE, sum(1 for cell in following if as_text(cell)))
        if fits and len(set(names)) == len(names) and not any(map(_has_digit, names)):
            return _head_at(first, lines, vocabulary)
    return None


def mapped(head: Head, mapping: Mapping[str, str], vocabulary: Vocabulary) -> Head:
    """The head with the columns read as somebody said: wording → field, "ignore" or "others".

    Columns of which nothing is said are read as usual, except as a field that was said of another.
    """
    said = {index: mapping[wording] for index, wording in enumerate(head.wordings) if wording in mapping}
    unsaid = [() if index in said else ways for index, ways in enumerate(head.readings)]
    fields = _fields(unsaid, vocabulary) | {
        field: index for index, field in said.items() if field in vocabulary.names
    }
    return replace(
        head, fields=fields, ignored=frozenset(index for index, field in said.items() if field == "ignore")
    )


def _head_at(first: int, lines: Sequence[Line], vocabulary: Vocabulary) -> Head:
    width = max(map(len, lines))
    names, *under = [_texts(line, width) for line in lines[first : first + 3]]
    wordings = names
    readings: list[tuple[str, ...]] = [(name,) for name in names]
    below = first + 1
    if under and _continues(names, under[0], vocabulary):
        wordings, readings = _merged(names, under.pop(0))
        below += 1
    if under and _is_numbering(under[0]):
        below += 1
    return Head(_unique(wordings), _fields(readings, vocabulary), first, below, tuple(readings))


def _names(line: Line, known: Mapping[str, str], vocabulary: Vocabulary) -> int:
    """How many fields the line names; none if it names none that a list must have."""
    fields = {known[name] for cell in line if (name := _plain(cell)) in known}
    return 0 if vocabulary.anchors.isdisjoint(fields) else len(fields)


def _plain(cell: Cell) -> str:
    return plain(cell) if isinstance(cell, str) and len(cell) <= _LONGEST_NAME else ""


def _texts(line: Line, width: int) -> list[str]:
    return [*(printable(as_text(cell)) for cell in line), *[""] * (width - len(line))]


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
