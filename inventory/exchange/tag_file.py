"""Files that say which tag is on which thing: the number of its card, which piece it is, the tag, the chip's number.

They come from label printers, from suppliers who deliver tagged things, and from other programs; no two name their
columns alike. So the columns are guessed, and a person may say otherwise.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from inventory.exchange.reading.cells import as_number, as_text
from inventory.exchange.reading.doubts import LOST_DIGITS, Misread, Oddity, SheetDoubts, in_order
from inventory.exchange.reading.heads import plain
from inventory.exchange.tag_cells import as_count
from inventory.exchange.tag_list import Entry, ListTable, Meaning, guess
from inventory.register import Doubt
from inventory.scanned import Scan, scan


class Says(StrEnum):
    """What a column says."""

    NUMBER = "number"
    PIECE = "piece"
    TAG = "tag"
    TID = "tid"
    NOTHING = "nothing"


NO_TAG = Oddity("no_tag", "{place}: “{value}” holds no tag number. The line was left out; correct it.")
NO_CARD = Oddity("no_card", "{place}: “{value}” says no number of a card. The line was left out; correct it.")
BAD_PIECE = Oddity(
    "bad_piece", "{place}: “{value}” does not say which piece is meant, from 1 on. The line was left out; correct it."
)

_MEANT = {Meaning.TAG: Says.TAG, Meaning.EITHER: Says.TAG, Meaning.NUMBER: Says.NUMBER, Meaning.TID: Says.TID}
_PIECE_NAMES = frozenset({"piece", "pieceno", "position", "item", "件", "件号", "件次", "第几件", "分件号", "子编号"})
_SAMPLE, _SHOWN = 50, 80


@dataclass(frozen=True, slots=True)
class TagLine:
    """One line: the number as the file writes it, which piece if it says so, what the tag may be, and its chip."""

    sheet: str | None
    line: int
    number: str
    piece: int | None
    tag: Scan
    tid: str | None


def guess_columns(table: ListTable) -> tuple[Says, ...]:
    """What each column most likely says; every meaning but NOTHING at most once."""
    found = [_MEANT.get(holds, Says.NOTHING) for holds in guess(table)]
    for index, head in enumerate(table.heads):
        if table.named and plain(head) in _PIECE_NAMES and Says.PIECE not in found:
            found[index] = Says.PIECE
    if Says.NUMBER not in found:
        free = [index for index, says in enumerate(found) if says is Says.NOTHING]
        best = max(free, key=lambda index: _different(table, index), default=None)
        if best is not None:
            found[best] = Says.NUMBER
    return tuple(found)


def can_bind(says: Iterable[Says]) -> bool:
    """Whether the columns say what is on what."""
    return {Says.NUMBER, Says.TAG} <= set(says)


def read_lines(table: ListTable, says: Sequence[Says]) -> tuple[list[TagLine], tuple[Doubt, ...]]:
    """Every line that says which tag is on what, and a doubt for every other."""
    doubts: dict[str | None, SheetDoubts] = defaultdict(lambda: SheetDoubts(None, table.heads))
    for entry in (*table.entries, *table.apart):
        doubts.setdefault(entry.sheet, SheetDoubts(entry.sheet, table.heads))
    for entry in table.apart:
        doubts[entry.sheet].add(NO_TAG, entry.line, value=_shown(entry))
    lines = [line for entry in table.entries if (line := _line(entry, says, doubts[entry.sheet]))]
    return lines, in_order([*doubts.values()])


def _line(entry: Entry, says: Sequence[Says], doubts: SheetDoubts) -> TagLine | None:
    cells = dict(zip(says, entry.cells, strict=True))
    try:
        number, written = as_number(cells.get(Says.NUMBER, "")), as_number(cells.get(Says.TAG, ""))
    except Misread:
        doubts.add(LOST_DIGITS, entry.line, says.index(Says.NUMBER), value=_shown(entry))
        return None
    tag, which = scan(written), as_text(cells.get(Says.PIECE, ""))
    piece = as_count(which) if which else None
    if not tag.tags():
        doubts.add(NO_TAG, entry.line, value=_shown(entry))
    elif not number:
        doubts.add(NO_CARD, entry.line, value=_shown(entry))
    elif which and not piece:
        doubts.add(BAD_PIECE, entry.line, says.index(Says.PIECE), value=which)
    else:
        tid = scan(as_text(cells.get(Says.TID, ""))).surely
        return TagLine(entry.sheet, entry.line, number, piece, tag, tid)
    return None


def _different(table: ListTable, index: int) -> int:
    """How many different texts with a figure stand in the column."""
    texts = {as_text(entry.cells[index]) for entry in table.entries[:_SAMPLE]}
    return sum(any(map(str.isdigit, text)) for text in texts)


def _shown(entry: Entry) -> str:
    return " ".join(text for text in map(as_text, entry.cells) if text)[:_SHOWN]
