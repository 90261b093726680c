"""Lists of tags and numbers as handhelds and their programs export them: what is in the file, column by column.

No two programs name or order their columns alike, and some write no names at all. So the columns are guessed, by
their names where those are known and else by what stands in them, and a person may say otherwise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from inventory.exchange.reading.cells import as_text
from inventory.exchange.reading.controls import printable
from inventory.exchange.reading.doubts import letters
from inventory.exchange.reading.files import read_book
from inventory.exchange.reading.heads import plain
from inventory.exchange.reading.sheets import Cell, Sheet
from inventory.exchange.reading.unreadable import TooManyLines
from inventory.exchange.tag_cells import as_rssi, as_time, is_long_tag
from inventory.scanned import scan


class Meaning(StrEnum):
    """What a column of a list holds. EITHER: tags and numbers mixed, as scanners of both write them."""

    TAG = "tag"
    NUMBER = "number"
    EITHER = "tag or number"
    TID = "tid"
    READS = "reads"
    RSSI = "rssi"
    FIRST = "first seen"
    LAST = "last seen"
    ROOM = "room"
    NOTHING = "nothing"


NAMES: dict[Meaning, tuple[str, ...]] = {
    Meaning.TAG: (
        *("epc", "epc号", "epc编码", "epcid", "epchex", "tagid", "tag", "idhex", "uid", "tagdata", "hex", "rfid"),
        *("标签号", "标签", "标签编号", "标签id", "标签epc", "电子标签", "电子标签号", "rfid号", "rfid编码"),
    ),
    Meaning.NUMBER: (
        *(
            "资产编号",
            "资产编码",
            "资产号",
            "固定资产编号",
            "卡片编号",
            "条码",
            "条形码",
            "条码号",
            "二维码",
            "编号",
            "编码",
        ),
        *("财政编号", "assetid", "assetno", "assetnumber", "barcode", "code", "number", "no"),
    ),
    Meaning.TID: ("tid", "tidhex", "tid号"),
    Meaning.READS: (
        *("count", "readcount", "reads", "duplicatecount", "tagseencount", "totalcount", "times", "seencount"),
        *("次数", "读取次数", "读次", "识别次数", "数量"),
    ),
    Meaning.RSSI: ("rssi", "peakrssi", "rssidbm", "rssiorinfo", "signal", "信号", "信号强度", "场强"),
    Meaning.FIRST: (
        *("firstseen", "firstseentime", "firstseentimestamp", "firsttime", "首次时间", "首次读取时间", "开始时间"),
        *("timestamp", "time", "createdat", "readtime", "scantime", "date", "datetime", "runtimestamp"),
        *("时间", "扫描时间", "读取时间", "盘点时间", "日期"),
    ),
    Meaning.LAST: (
        "lastseen",
        "lastseentime",
        "lastseentimestamp",
        "lasttime",
        "末次时间",
        "最后读取时间",
        "结束时间",
    ),
    Meaning.ROOM: ("room", "roomcode", "roomno", "location", "房间", "房间号", "教室", "地点", "存放地点", "位置"),
}
"""What programs call their columns, as `plain` writes it; of two columns that fit the one named first is taken."""

_MEANT = {name: holds for holds, names in NAMES.items() for name in names}
_LOOK_AT, _SAMPLE = 20, 200

MOST_LINES = 50_000
"""As many tags as one walk may hand in; understanding them keeps other writers waiting for seconds at most."""

_MOSTLY = 0.8


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the file below the names of the columns, as many cells as there are columns."""

    sheet: str | None
    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ListTable:
    """What the file holds. `heads` are the names of its columns, or letters if it has none (`named`).

    `entries` are all lines with anything on them below the names, `above` those over them, `apart` those of sheets
    with other columns; `hidden` sheets were not read.
    """

    filename: str
    heads: tuple[str, ...]
    named: bool
    entries: tuple[Entry, ...]
    above: tuple[Entry, ...]
    apart: tuple[Entry, ...]
    hidden: tuple[str, ...]

    @property
    def shape(self) -> str:
        """A hash by which a file of the same columns is known again: of their names, or of what stands in them."""
        signs = [plain(head) for head in self.heads] if self.named else [holds.value for holds in guess(self)]
        return sha256("\x1f".join([*signs, str(self.named)]).encode()).hexdigest()


def read_table(filename: str, content: bytes) -> ListTable:
    """The file as it stands. Raises a child of `UnreadableRegister`, also for more than `MOST_LINES`."""
    book = read_book(filename, content)
    sheets = [_of_sheet(filename, sheet) for sheet in book.sheets]
    if sum(len(sheet.entries) for sheet in sheets) > MOST_LINES:
        raise TooManyLines(filename=filename, limit=MOST_LINES)
    first, *others = sorted(sheets, key=lambda table: not table.entries)
    same = [table for table in others if table.named and table.heads == first.heads]
    apart = [table for table in others if table not in same]
    return ListTable(
        filename,
        first.heads,
        first.named,
        _joined(table.entries for table in (first, *same)),
        _joined(table.above for table in (first, *same)),
        _joined(lines for table in apart for lines in (table.above, table.entries)),
        book.hidden,
    )


def guess(table: ListTable) -> tuple[Meaning, ...]:
    """What each column most likely holds; every meaning but NOTHING at most once."""
    found = [_MEANT.get(plain(head)) if table.named else None for head in table.heads]
    columns = [[entry.cells[index] for entry in table.entries[:_SAMPLE]] for index in range(len(table.heads))]
    for index, cells in enumerate(columns):
        if found[index] is Meaning.TAG and not any(scan(as_text(cell)).tags() for cell in cells):
            found[index] = Meaning.NUMBER
        elif found[index] in (None, Meaning.NUMBER):
            found[index] = _by_content(cells) or found[index]
    if not {Meaning.TAG, Meaning.NUMBER, Meaning.EITHER} & set(found):
        _name_numbers(found, columns)
    return _each_once(found)


def is_enough(holds: Iterable[Meaning]) -> bool:
    """Whether something can be read with these columns: a tag or a number in each line."""
    return not {Meaning.TAG, Meaning.NUMBER, Meaning.EITHER}.isdisjoint(holds)


def _by_content(cells: Sequence[Cell]) -> Meaning | None:
    """Only what is unmistakable: tags, and figures of signal strength and time."""
    filled = [cell for cell in cells if as_text(cell)]
    if not filled:
        return None
    tags = sum(map(is_long_tag, filled)) / len(filled)
    if tags:
        return Meaning.TAG if tags >= _MOSTLY else Meaning.EITHER
    if all(as_rssi(cell) is not None and as_text(cell).startswith("-") for cell in filled):
        return Meaning.RSSI
    return Meaning.FIRST if all(as_time(cell) is not None for cell in filled) else None


def _name_numbers(found: list[Meaning | None], columns: Sequence[Sequence[Cell]]) -> None:
    """Without any tags, the numbers are the column of the most different texts with a digit in them."""
    free = [index for index, holds in enumerate(found) if holds is None]
    counted = {index: len({as_text(cell) for cell in columns[index] if _has_digit(cell)}) for index in free}
    best = max(free, key=lambda index: counted[index], default=None)
    if best is not None and counted[best]:
        found[best] = Meaning.NUMBER


def _has_digit(cell: Cell) -> bool:
    return any(map(str.isdigit, as_text(cell)))


def _each_once(found: Iterable[Meaning | None]) -> tuple[Meaning, ...]:
    once: list[Meaning] = []
    for holds in found:
        once.append(Meaning.NOTHING if holds is None or holds in once else holds)
    return tuple(once)


def _of_sheet(filename: str, sheet: Sheet) -> ListTable:
    lines = [tuple(printable(cell) if isinstance(cell, str) else cell for cell in line) for line in sheet.lines]
    head = _head(lines)
    width = max(map(len, lines), default=0)
    names = [printable(as_text(cell)) for cell in lines[head]] if head is not None else []
    heads = tuple(name or letters(index) for index, name in enumerate([*names, *[""] * (width - len(names))]))
    below = 0 if head is None else head + 1
    entries = [
        Entry(sheet.name, number, line + ("",) * (width - len(line)))
        for number, line in enumerate(lines, start=1)
        if any(map(as_text, line)) and number != below
    ]
    above = tuple(entry for entry in entries if entry.line < below)
    return ListTable(filename, heads, head is not None, tuple(entries[len(above) :]), above, (), ())


def _head(lines: Sequence[Sequence[Cell]]) -> int | None:
    """The line that names the columns: the first with a known name, or the one of texts over the first tag."""
    for index, line in enumerate(lines[:_LOOK_AT]):
        if any(map(is_long_tag, line)):
            before = lines[index - 1] if index else ()
            names = [cell for cell in before if as_text(cell)]
            alike = len(names) > 1 and len(names) == sum(1 for cell in line if as_text(cell))
            return index - 1 if alike and not any(map(_has_digit, names)) else None
        if any(plain(as_text(cell)) in _MEANT for cell in line):
            return index
    return None


def _joined(parts: Iterable[Sequence[Entry]]) -> tuple[Entry, ...]:
    return tuple(entry for part in parts for entry in part)
