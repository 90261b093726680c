"""Reads a list of rooms: which there are, where each lies, and who answers for it."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from inventory.exchange.reading.cells import as_number, as_text
from inventory.exchange.reading.columns import Columns
from inventory.exchange.reading.doubts import BAD_FLOOR, BAD_POSITION, DUPLICATE_ROOM, NO_ROOM, Misread, in_order
from inventory.exchange.reading.heads import Vocabulary
from inventory.exchange.reading.lists import read_lists
from inventory.exchange.reading.sheets import Cell
from inventory.exchange.reading.unreadable import NoRows
from inventory.register import Doubt

_ROOMS = Vocabulary(
    names={
        "room": (
            *("房间号", "房间编号", "房间代码", "房间", "教室", "教室号", "室号", "房号", "门牌号", "场所"),
            *("room", "roomcode", "roomno", "roomnumber", "code"),
        ),
        "name": ("房间名称", "教室名称", "场所名称", "名称", "用途", "name", "roomname"),
        "building": ("楼栋", "建筑", "建筑物", "楼宇", "楼号", "教学楼", "楼", "building"),
        "floor": ("楼层", "层", "层数", "floor", "storey"),
        "position": ("位置", "顺序", "序号", "position", "order"),
        "keeper": ("管理人", "负责人", "责任人", "保管人", "管理员", "班主任", "keeper", "custodian", "responsible"),
    },
    anchors=frozenset(("room",)),
    least=1,
    number="room",
    name="name",
    wanted="房间号, 名称, 楼栋, 楼层 / room, name, building, floor",
)

_FLOOR = re.compile(
    r"(?P<below>-|B|负|地下)?第?(?:(?P<figures>\d{1,3})|(?P<signs>[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]))(?:楼|层|F)?",
    re.I,
)
_POSITION = re.compile(r"\d{1,6}")
_SIGNS = {sign: figure for figure, sign in enumerate("一二三四五六七八九", start=1)}


@dataclass(frozen=True, slots=True)
class RoomRow:
    """One room. Texts are "" and figures None where the file says nothing.

    `floor` is negative below the ground. `position` counts along the corridor of the floor: neighbours share a wall.
    """

    line: int
    code: str
    name: str
    building: str
    floor: int | None
    position: int | None
    keeper: str


@dataclass(frozen=True, slots=True)
class RoomsFile:
    """What a file said: its rooms in order, each code once, and every doubt in order of its place."""

    rows: tuple[RoomRow, ...]
    doubts: tuple[Doubt, ...]


def read_rooms(filename: str, content: bytes) -> RoomsFile:
    """All rooms of all visible sheets of a CSV, TSV, XLSX or XLS file; only the room's code is needed.

    Raises a child of `UnreadableRegister` if the file cannot be read at all or has no rooms.
    """
    lists, doubts = read_lists(filename, content, _ROOMS)
    rooms: dict[str, RoomRow] = {}
    places: dict[str, str] = {}
    for columns in lists:
        _take(columns, _read_rows(columns), rooms, places)
    if not rooms:
        raise NoRows(filename=filename)
    return RoomsFile(tuple(rooms.values()), in_order(doubts))


def _read_rows(columns: Columns) -> list[RoomRow]:
    return [
        RoomRow(*values)
        for values in zip(
            columns.table.numbers,
            columns.values("room", as_number, ""),
            columns.texts("name"),
            columns.texts("building"),
            columns.values("floor", as_floor, None),
            columns.values("position", as_position, None),
            columns.texts("keeper"),
            strict=True,
        )
    ]


def _take(columns: Columns, rows: list[RoomRow], rooms: dict[str, RoomRow], places: dict[str, str]) -> None:
    """Add the rows to the `rooms` and their `places`, except those without a code or with one that is taken."""
    index = columns.index("room")
    for position, row in enumerate(rows):
        if not row.code:
            columns.doubt(NO_ROOM, position, index)
        elif row.code in rooms:
            columns.doubt(DUPLICATE_ROOM, position, index, value=row.code, other=places[row.code])
        else:
            rooms[row.code] = row
            places[row.code] = columns.place(position, index)


def as_floor(cell: Cell) -> int:
    """A floor as people write it: 3, 3楼, 三层, 3F; -1, B1, 地下一层 below the ground. Raises `Misread`."""
    written = _FLOOR.fullmatch(_squeezed(cell))
    if written is None:
        raise Misread(BAD_FLOOR)
    floor = int(written["figures"]) if written["figures"] else _counted(written["signs"])
    return -floor if written["below"] else floor


def as_position(cell: Cell) -> int:
    """A whole number. Raises `Misread`."""
    text = _squeezed(cell)
    if not _POSITION.fullmatch(text):
        raise Misread(BAD_POSITION)
    return int(text)


def _counted(signs: str) -> int:
    """A number up to 99 in Chinese signs: 三, 十, 十二, 二十一."""
    tens, ten, ones = signs.rpartition("十")
    return (10 * _SIGNS.get(tens, 1) if ten else 0) + _SIGNS.get(ones, 0)


def _squeezed(cell: Cell) -> str:
    return "".join(normalize("NFKC", as_text(cell)).split())
