"""Whether an XLS workbook is safe to open: no cell so far out, nothing announced so large, that memory runs out.

An XLS file is a compound file ([MS-CFB]): sectors chained by a table, with one stream of records ([MS-XLS] 2.1) in
it. Only places and announced sizes are looked at here; the cells are read by the library. An XLSX with a password is
wrapped in a compound file as well, so this also tells whether a workbook is locked.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import dropwhile, islice, takewhile
from struct import error as TooShort
from struct import iter_unpack, unpack_from

from inventory.exchange.reading.limits import MAX_TEXT, Extent, check_extents, check_text, extent
from inventory.exchange.reading.shared_texts import xls_text_lengths
from inventory.exchange.reading.unreadable import DamagedWorkbook

# The lines and columns an XLS sheet can have; a record has room to claim more.
_LINES, _COLUMNS = 65_536, 256
_TEXTS = 10_000_000

# Numbers from here on are no sectors but signs ([MS-CFB] 2.1).
_SIGNS = 0xFFFFFFFA
_HEADER, _ENTRY = 512, 128

# Records that begin with line and column: Formula, RString, LabelSst, Number, Label, BoolErr, RK ([MS-XLS] 2.4).
_CELLS = frozenset((0x06, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E))
_MANY_CELLS, _SHARED_TEXTS, _DIMENSIONS, _SHEET, _PART_END = 0xBD, 0xFC, 0x200, 0x85, 0x0A
# What other sheets and files formulas refer to; a record begins with two bytes, then these if it is the same file, or
# the functions of an add-in ([MS-XLS] 2.4.271).
_REFERRED_TO, _OWN = 0x1AE, (b"\x01\x04", b"\x01\x3a")
_TEXT, _CONTINUED = 0xFD, 0x3C
# Bytes of the longest text a cell can have, in UTF-8.
_LONGEST_TEXT = 3 * 32_767

# Encrypted are the records after this one, which is among the first ([MS-XLS] 2.4.117), and in an XLSX the whole
# of this stream ([MS-OFFCRYPTO] 2.3.4.4).
_LOCK = 0x2F
_LOCKED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_FIRST_RECORDS = 20

_DAMAGE = (TooShort, IndexError, ValueError, StopIteration)

Block = Callable[[int], bytes]


def is_locked(content: bytes) -> bool:
    """Whether a password is needed to read the workbook."""
    if _LOCKED_PACKAGE in content:
        return True
    try:
        return any(kind == _LOCK for kind, _ in islice(_records(_stream(content)), _FIRST_RECORDS))
    except _DAMAGE:
        return False


def is_linked(content: bytes) -> bool:
    """Whether formulas of a workbook that is safe to open may take values from other files or programs."""
    return any(kind == _REFERRED_TO and record[2:4] not in _OWN for kind, record in _until_end(_stream(content), 0))


def check_xls(filename: str, content: bytes) -> None:
    """Raises a child of `UnreadableRegister` if opening the workbook would not be safe, or if it is damaged."""
    try:
        stream = _stream(content)
        starts = list(_starts_of_sheets(stream))
        check_extents(filename, (_extent(stream, start) for start in starts))
        _check_text(filename, stream, starts)
    except _DAMAGE as error:
        raise DamagedWorkbook(filename=filename) from error


def _starts_of_sheets(stream: bytes) -> Iterator[int]:
    """Where the records of each sheet begin; the same place may be named by several."""
    return (_numbers("<I", record)[0] for kind, record in _until_end(stream, 0) if kind == _SHEET)


def _extent(stream: bytes, start: int) -> Extent:
    """How far the cells of a sheet reach."""
    lines = columns = 0
    for kind, record in _until_end(stream, start):
        if kind in _CELLS:
            line, column = _numbers("<HH", record)
        elif kind == _MANY_CELLS:
            line, first = _numbers("<HH", record)
            column = max(first, *_numbers("<H", record[-2:]))
        else:
            continue
        lines, columns = max(lines, line + 1), max(columns, column + 1)
    return extent(lines, columns)


def _check_text(filename: str, stream: bytes, starts: Sequence[int]) -> None:
    """Counts the texts that cells refer to, by their real lengths if even the longest would not be too much."""
    used = Counter(
        _numbers("<I", record, 6)[0]
        for start in starts
        for kind, record in _until_end(stream, start)
        if kind == _TEXT
    )
    if used.total() * min(_LONGEST_TEXT, 3 * len(stream)) > MAX_TEXT:
        lengths = xls_text_lengths(_shared_texts(stream))
        check_text(filename, sum(lengths[number] * count for number, count in used.items() if number < len(lengths)))


def _shared_texts(stream: bytes) -> list[bytes]:
    """The record of shared texts and those that continue it."""
    records = dropwhile(lambda record: record[0] != _SHARED_TEXTS, _until_end(stream, 0))
    first = [next(records)[1]]
    return first + [record for _, record in takewhile(lambda record: record[0] == _CONTINUED, records)]


def _until_end(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, whose end is a record of its own. Raises `ValueError` if one boasts."""
    for kind, record in _records(stream, at):
        if kind == _PART_END:
            return
        if not _is_bounded(kind, record):
            raise ValueError(kind)
        yield kind, record


def _is_bounded(kind: int, record: bytes) -> bool:
    """Whether nothing is announced, for which room would be made at once, beyond what a sheet can have."""
    if kind == _DIMENSIONS and len(record) >= 12:
        first_line, end_line, first_column, end_column = _numbers("<IIHH", record)
        return max(first_line, end_line) <= _LINES and max(first_column, end_column) <= _COLUMNS
    return kind != _SHARED_TEXTS or max(_numbers("<II", record)) < _TEXTS


def _records(stream: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = _numbers("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _stream(content: bytes) -> bytes:
    """The stream of records, wherever it is kept. Raises if the compound file is damaged."""
    sector_shift, small_shift = _numbers("<HH", content, 30)
    directory_at, smallest, small_table_at = _numbers("<I4xII", content, 48)
    sector = _blocks(content, _HEADER, 1 << sector_shift)
    table = _table(content, sector)
    directory = _chained(sector, table, directory_at)
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory), _ENTRY)]
    start, length = _numbers("<II", next(entry for entry in entries if _name(entry) in ("Workbook", "Book")), 116)
    if length >= smallest:
        return _chained(sector, table, start)[:length]
    # Short streams are kept together in one, in blocks of their own size chained by a table of their own.
    together = _chained(sector, table, *_numbers("<I", entries[0], 116))
    small_table = [number for (number,) in iter_unpack("<I", _chained(sector, table, small_table_at))]
    return _chained(_blocks(together, 0, 1 << small_shift), small_table, start)[:length]


def _table(content: bytes, sector: Block) -> Sequence[int]:
    """For each sector the one after it; the sectors of the table itself are listed in the header and beyond."""
    listed = list(_numbers("<109I", content, 76))
    (more,) = _numbers("<I", content, 68)
    while more < _SIGNS and len(listed) < len(content):
        *numbers, more = (number for (number,) in iter_unpack("<I", sector(more)))
        listed += numbers
    return [number for at in listed if at < _SIGNS for (number,) in iter_unpack("<I", sector(at))]


def _chained(block: Block, table: Sequence[int], start: int) -> bytes:
    """The blocks from `start` on. Raises `IndexError` if the chain bites its own tail."""
    numbers: dict[int, None] = {}
    while start < _SIGNS:
        if start in numbers:
            raise IndexError(start)
        numbers[start] = None
        start = table[start]
    return b"".join(map(block, numbers))


def _blocks(content: bytes, offset: int, size: int) -> Block:
    return lambda number: content[offset + number * size : offset + (number + 1) * size]


def _name(entry: bytes) -> str:
    return entry[: max(0, _numbers("<H", entry, 64)[0] - 2)].decode("utf-16-le", "replace")


def _numbers(layout: str, content: bytes, at: int = 0) -> tuple[int, ...]:
    return unpack_from(layout, content, at)
