"""The lines of an exported tag list as what was read: tags and numbers, room by room. No line disappears."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from hashlib import sha256

from inventory.exchange.reading.cells import as_number, as_text
from inventory.exchange.reading.doubts import LOST_DIGITS, Misread, Oddity, SheetDoubts, in_order
from inventory.exchange.reading.sheets import Cell
from inventory.exchange.tag_cells import LONG, as_count, as_rssi, as_time
from inventory.exchange.tag_list import Entry, ListTable, Meaning
from inventory.register import Doubt
from inventory.scanned import Scan, scan
from inventory.sightings import Sighting
from inventory.tags import Tag

NEITHER = Oddity("neither", "{place}: “{value}” is neither a tag nor a number. The line was left out.")
EMPTY = Oddity("nothing_there", "{place}: the line names no tag and no number. It was left out.")
NOT_READ = Oddity("not_read", "{place}: the list says that {value} was read 0 times. The line was left out.")
ABOVE = Oddity("above_the_list", "{place}: “{value}” stands above the list and was left out.")
APART = Oddity("other_columns", "{place}: “{value}” stands on a sheet with other columns and was left out.")
HIDDEN = Oddity("hidden_list", "The sheet {place} is hidden and was not read. Unhide it if it belongs to the list.")

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Row:
    """One line that was read: the tag it may be, or the `number` on a card. `room` as the file writes it."""

    sheet: str | None
    line: int
    room: str
    tag: Scan | None
    number: str
    tid: str
    reads: int
    rssi: float | None
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class RoomList:
    """What the list says of one room: each tag once, each number as often as it stands there. `rows` it took."""

    sightings: tuple[Sighting, ...]
    numbers: tuple[str, ...]
    rows: int


def read_rows(table: ListTable, holds: Sequence[Meaning], zone: tzinfo) -> tuple[list[Row], tuple[Doubt, ...]]:
    """Every line with a tag or a number on it, and a doubt for every other."""
    doubts: dict[str | None, SheetDoubts] = defaultdict(lambda: SheetDoubts(None, table.heads))
    for entry in (*table.above, *table.entries, *table.apart):
        doubts.setdefault(entry.sheet, SheetDoubts(entry.sheet, table.heads))
    for oddity, entries in ((ABOVE, table.above), (APART, table.apart)):
        for entry in entries:
            doubts[entry.sheet].add(oddity, entry.line, value=_shown(entry))
    rows = [row for entry in table.entries if (row := _row(entry, holds, zone, doubts[entry.sheet]))]
    hidden = [SheetDoubts(name) for name in table.hidden]
    for sheet in hidden:
        sheet.add(HIDDEN)
    return rows, in_order([*doubts.values(), *hidden])


def meaning(rows: Iterable[Row]) -> str:
    """SHA-256 over what the rows say: the same for the same list in another kind of file, or in another order."""
    return sha256("\n".join(sorted(map(_said, rows))).encode()).hexdigest()


def _said(row: Row) -> str:
    """One row, with its times to the second and its strength to the tenth: kinds of files round differently."""
    tags = ",".join(row.tag.tags()) if row.tag else ""
    times = ("" if time is None else time.isoformat(timespec="seconds") for time in (row.first, row.last))
    strength = "" if row.rssi is None else f"{row.rssi:.1f}"
    return "\t".join((row.room, tags, row.number, row.tid, str(row.reads), strength, *times))


def by_room(rows: Iterable[Row], known: Container[Tag], at: datetime) -> Mapping[str, RoomList]:
    """The rows by room, as the file writes it. `known` tags decide between readings; `at` stands in for no time."""
    rooms: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        rooms[row.room].append(row)
    return {room: _folded(in_room, known, at) for room, in_room in rooms.items()}


def _row(entry: Entry, holds: Sequence[Meaning], zone: tzinfo, doubts: SheetDoubts) -> Row | None:
    cells = dict(zip(holds, entry.cells, strict=True))
    try:
        tag, number = _who(cells)
    except Misread:
        doubts.add(LOST_DIGITS, entry.line, _index(holds), value=_shown(entry))
        return None
    reads = as_count(cells.get(Meaning.READS, ""))
    if tag is None and not number:
        doubts.add(NEITHER if _texts(cells) else EMPTY, entry.line, value=_shown(entry))
    elif reads == 0:
        doubts.add(NOT_READ, entry.line, value=tag.text if tag else number)
    else:
        return Row(
            entry.sheet,
            entry.line,
            as_text(cells.get(Meaning.ROOM, "")),
            tag,
            number,
            as_text(cells.get(Meaning.TID, "")),
            reads or 1,
            as_rssi(cells.get(Meaning.RSSI, "")),
            as_time(cells.get(Meaning.FIRST, ""), zone),
            as_time(cells.get(Meaning.LAST, ""), zone),
        )
    return None


def _who(cells: Mapping[Meaning, Cell]) -> tuple[Scan | None, str]:
    """The tag of a line, or else its number. Raises `Misread` if a spreadsheet has spoilt it."""
    if text := as_number(cells.get(Meaning.TAG, "")):
        tag = scan(text)
        if tag.tags():
            return tag, ""
    if text := as_number(cells.get(Meaning.EITHER, "")):
        tag = scan(text)
        return (tag, "") if tag.surely and len(tag.surely) >= LONG else (None, text)
    return None, as_number(cells.get(Meaning.NUMBER, ""))


def _texts(cells: Mapping[Meaning, Cell]) -> str:
    return "".join(as_text(cells.get(holds, "")) for holds in (Meaning.TAG, Meaning.NUMBER, Meaning.EITHER))


def _index(holds: Sequence[Meaning]) -> int | None:
    """The column that names the things."""
    return next((holds.index(one) for one in (Meaning.TAG, Meaning.EITHER, Meaning.NUMBER) if one in holds), None)


def _shown(entry: Entry) -> str:
    return " ".join(text for text in map(as_text, entry.cells) if text)[:_SHOWN]


def _folded(rows: Sequence[Row], known: Container[Tag], at: datetime) -> RoomList:
    tags: dict[Tag, list[Row]] = defaultdict(list)
    numbers: list[str] = []
    for row in rows:
        tag = row.tag.tag(known) if row.tag else None
        if tag:
            tags[tag].append(row)
        else:
            numbers.append(row.tag.text if row.tag else row.number)
    return RoomList(tuple(_sighting(tag, same, at) for tag, same in tags.items()), tuple(numbers), len(rows))


def _sighting(tag: Tag, rows: Sequence[Row], at: datetime) -> Sighting:
    """All rows of one tag as one sighting; the mean strength is weighed by the reads."""
    times = [time for row in rows for time in (row.first, row.last) if time]
    heard = [(row.reads, row.rssi) for row in rows if row.rssi is not None]
    mean = sum(reads * rssi for reads, rssi in heard) / sum(reads for reads, _ in heard) if heard else None
    tids = {tid for row in rows if row.tid and (tid := scan(row.tid).surely)}
    return Sighting(
        tag=tag,
        tid=tids.pop() if len(tids) == 1 else None,
        first_seen=min(times, default=at),
        last_seen=max(times, default=at),
        reads=sum(row.reads for row in rows),
        rssi_max=max((rssi for _, rssi in heard), default=None),
        rssi_mean=mean,
    )
