import pytest

from inventory.exchange.reading.doubts import Misread
from inventory.exchange.reading.sheets import Cell
from inventory.exchange.reading.unreadable import NoHead, NoRows
from inventory.exchange.rooms_file import RoomRow, as_floor, read_rooms
from tests.inventory.exchange.files import csv_file, xlsx_file


def test_rooms_are_read_with_all_the_file_says() -> None:
    content = csv_file("room,name,building,floor,position,keeper\n101,Mail room,Main,1,2,Zhang")

    assert read_rooms("rooms.csv", content).rows == (RoomRow(2, "101", "Mail room", "Main", 1, 2, "Zhang"),)


def test_only_the_room_is_needed() -> None:
    rooms = read_rooms("rooms.csv", csv_file("房间\n101\n校长室"))

    assert rooms.rows == (RoomRow(2, "101", "", "", None, None, ""), RoomRow(3, "校长室", "", "", None, None, ""))
    assert rooms.doubts == ()


def test_chinese_heads_and_figures_of_a_workbook_are_understood() -> None:
    heads = ["楼栋", "房间号", "名称", "楼层", "位置", "管理人"]
    content = xlsx_file({"房间": [["房间一览表"], heads, ["综合楼", 105, "收发室", "一层", 3, "张三"]]})

    assert read_rooms("rooms.xlsx", content).rows == (RoomRow(3, "105", "收发室", "综合楼", 1, 3, "张三"),)


def test_a_room_named_twice_is_taken_once_and_the_second_line_named() -> None:
    rooms = read_rooms("rooms.csv", csv_file("room,name\n101,first\n101,second"))

    assert [row.name for row in rooms.rows] == ["first"]
    assert [(doubt.code, doubt.line, doubt.facts["other"]) for doubt in rooms.doubts] == [("duplicate_room", 3, "A2")]


def test_a_line_without_a_room_is_left_out_and_named() -> None:
    rooms = read_rooms("rooms.csv", csv_file("room,name\n,lost\n101,found\n合计,1"))

    assert [row.code for row in rooms.rows] == ["101"]
    assert [(doubt.code, doubt.line) for doubt in rooms.doubts] == [("no_room", 2), ("not_a_row", 4)]


def test_a_floor_or_position_that_is_none_is_named_and_left_empty() -> None:
    rooms = read_rooms("rooms.csv", csv_file("room,floor,position\n101,夹层,左边"))

    assert (rooms.rows[0].floor, rooms.rows[0].position) == (None, None)
    assert [doubt.code for doubt in rooms.doubts] == ["bad_floor", "bad_position"]


@pytest.mark.parametrize(
    ("cell", "floor"),
    [
        *(("3", 3), (3.0, 3), ("3楼", 3), ("第3层", 3), ("3F", 3), ("三层", 3), ("十二楼", 12), ("二十", 20)),
        *(("-1", -1), ("B1", -1), ("地下一层", -1), ("负二楼", -2), ("0", 0)),
    ],
)
def test_a_floor_is_known_as_people_write_it(cell: Cell, floor: int) -> None:
    assert as_floor(cell) == floor


@pytest.mark.parametrize("cell", ["夹层", "十十", "1-2", "屋顶", 1.5])
def test_what_is_no_floor_is_not_made_one(cell: Cell) -> None:
    with pytest.raises(Misread):
        as_floor(cell)


def test_a_file_without_rooms_is_refused() -> None:
    with pytest.raises(NoRows):
        read_rooms("rooms.csv", csv_file("room,name\n,lost"))


def test_a_file_without_a_column_of_rooms_is_refused_with_advice() -> None:
    with pytest.raises(NoHead, match="房间号"):
        read_rooms("rooms.csv", csv_file("资产编号,资产名称\n1,桌"))
