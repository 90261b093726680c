"""Lists of any handheld: columns understood by name or content, spellings, times, strengths, and no line lost."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.exchange.reading.controls import printable
from inventory.exchange.reading.unreadable import TooManyLines
from inventory.exchange.tag_list import MOST_LINES, Meaning, guess, read_table
from inventory.exchange.tag_list_rows import RoomList, Row, by_room, read_rows
from inventory.register import Doubt
from inventory.tags import Tag
from tests.inventory.exchange.files import xlsx_file

A, B = "3034257BF7194E4000001A85", "E28011606000020464A1B2C1"
AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
T, N, X = Meaning.TAG, Meaning.NUMBER, Meaning.NOTHING


def text_file(*lines: Sequence[object]) -> bytes:
    written = StringIO(newline="")
    csv.writer(written).writerows(lines)
    return written.getvalue().encode()


def read(*lines: Sequence[object], holds: Sequence[Meaning] = ()) -> tuple[list[Row], tuple[Doubt, ...]]:
    table = read_table("清单.csv", text_file(*lines))
    return read_rows(table, holds or guess(table), SHANGHAI)


def heard(*lines: Sequence[object], known: frozenset[Tag] = frozenset()) -> RoomList:
    rows, _ = read(*lines)
    (room,) = by_room(rows, known, AT).values()
    return room


@pytest.mark.parametrize(
    ("lines", "holds"),
    [
        ([["EPC", "RSSI"], [A, "-57"]], [T, Meaning.RSSI]),
        ([["EPC", "Data", "RSSI"], [A, "x", "57"]], [T, X, Meaning.RSSI]),
        ([["timestamp", "reader", "antenna", "rssi", "epc"], ["1716000000.5", "r", "1", "-60", A]],
         [Meaning.FIRST, X, X, Meaning.RSSI, T]),
        ([["EPC", "TID", "RSSI", "Frequency", "Count", "Timestamp"], [A, B, "-5", "920", "3", "2026-11-20 10:00"]],
         [T, Meaning.TID, Meaning.RSSI, X, Meaning.READS, Meaning.FIRST]),
        ([["Asset ID", "Name", "Description", "Location", "Tag ID", "RSSI (dBm)", "Count", "Last Seen"],
          ["ZC-1", "投影仪", "", "201", A, "-50", "2", ""]],
         [N, X, X, Meaning.ROOM, T, Meaning.RSSI, Meaning.READS, Meaning.LAST]),
        ([["序号", "资产编号", "名称"], ["1", "ZC-1", "投影仪"]], [X, N, X]),
        ([["Code"], [A], ["ZC-1"]], [Meaning.EITHER]),
        ([["盘点结果", "2026-11-20"], ["EPC编码", "读取次数"], [A, "4"]], [T, Meaning.READS]),
        ([["Reading", "Level"], [A, "-50"], [B, "-61"]], [T, Meaning.RSSI]),
        ([["1", A, "-50"], ["2", B, "-61"]], [X, T, Meaning.RSSI]),
        ([["ZC-1"], ["ZC-2"]], [N]),
        ([["Tag ID"], ["ZC-1"]], [N]),
    ],
)  # fmt: skip
def test_columns_are_understood_by_their_names_or_by_what_stands_in_them(
    lines: list[list[str]], holds: list[Meaning]
) -> None:
    assert holds == list(guess(read_table("list.csv", text_file(*lines))))


def test_a_tag_read_several_times_is_one_sighting_with_all_its_reads() -> None:
    room = heard(
        ["EPC", "Count", "RSSI", "First Seen", "Last Seen"],
        [A, 3, -60, "2026-11-20 10:00:05", "2026-11-20 10:00:09"],
        [A.lower(), 1, -48, "2026-11-20 10:00:01", "2026-11-20 10:00:02"],
    )

    (one,) = room.sightings
    assert (A, 4, -48.0, -57.0, 2) == (one.tag, one.reads, one.rssi_max, one.rssi_mean, room.rows)
    assert datetime(2026, 11, 20, 2, 0, 1, tzinfo=UTC) == one.first_seen
    assert datetime(2026, 11, 20, 2, 0, 9, tzinfo=UTC) == one.last_seen


def test_what_has_no_time_was_seen_when_it_was_handed_in() -> None:
    (one,) = heard(["EPC"], [A]).sightings

    assert (AT, AT, 1, None) == (one.first_seen, one.last_seen, one.reads, one.rssi_max)


@pytest.mark.parametrize(
    "written",
    ["2026-11-20 10:00:00", "2026/11/20 10:00:00", "2026年11月20日 10:00:00", "2026-11-20T02:00:00Z", "1795140000",
     "1795140000.25", "1795140000000", "1795140000000000"],
)  # fmt: skip
def test_a_time_is_understood_however_it_is_written(written: str) -> None:
    (one,) = heard(["EPC", "Time"], [A, written]).sightings

    assert datetime(2026, 11, 20, 2, tzinfo=UTC) == one.first_seen


def test_a_decimal_number_is_a_tag_if_the_school_has_it_and_else_a_number() -> None:
    decimal = str(int(A, 16))

    known = heard(["EPC"], [decimal], known=frozenset({Tag(A)}))
    unknown = heard(["EPC"], ["012345678"])

    assert [A] == [one.tag for one in known.sightings]
    assert ((), ("012345678",)) == (unknown.sightings, unknown.numbers)


def test_numbers_are_kept_as_often_as_they_stand_there() -> None:
    assert ("ZC-1", "ZC-1") == heard(["资产编号"], ["ZC-1"], ["ZC-1"]).numbers


def test_a_list_of_several_rooms_is_told_room_by_room() -> None:
    rows, _ = read(["Room", "EPC"], ["201", A], ["202", B], ["201", B])

    assert {"201": 2, "202": 1} == {name: room.rows for name, room in by_room(rows, (), AT).items()}


@pytest.mark.parametrize(
    ("line", "code"),
    [(["no tag", ""], "neither"), (["", "5"], "nothing_there"), ([A, "0"], "not_read"),
     (["3.03425E+23", "1"], "lost_digits")],
)  # fmt: skip
def test_a_line_that_is_neither_is_named_with_its_number(line: list[str], code: str) -> None:
    rows, doubts = read(["EPC", "Count"], [B, "1"], line)

    assert ([2], [(code, 3)]) == ([row.line for row in rows], [(doubt.code, doubt.line) for doubt in doubts])


def test_sheets_of_the_same_columns_are_read_together_and_others_are_named() -> None:
    book = xlsx_file({"一": [["EPC"], [A]], "二": [["EPC"], [B]], "三": [["备注", "日期"], ["x", "y"]]})
    table = read_table("导出.xlsx", book)

    rows, doubts = read_rows(table, guess(table), SHANGHAI)

    assert [("一", 2), ("二", 2)] == [(row.sheet, row.line) for row in rows]
    assert {("三", "other_columns")} == {(doubt.sheet, doubt.code) for doubt in doubts}


def test_files_of_one_shape_are_known_again_whatever_they_hold() -> None:
    one, other = (text_file(["EPC", "Signal"], [tag, "-50"]) for tag in (A, B))
    without_names = [text_file([tag, "-50"]) for tag in (A, B)]

    assert read_table("1.csv", one).shape == read_table("2.csv", other).shape
    assert 1 == len({read_table("3.csv", each).shape for each in without_names})
    assert read_table("1.csv", one).shape != read_table("3.csv", without_names[0]).shape


cells = st.sampled_from(["", A, B, "ZC-1", "0", "7", "-50", "EPC", "合计", "1.5E+20", "课桌"]) | st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=5
)
meanings = st.permutations(list(Meaning))


@given(st.lists(st.lists(cells, max_size=4), max_size=10), meanings)
def test_every_line_is_read_or_named_whatever_the_columns_are_said_to_hold(
    lines: list[list[str]], said: list[Meaning]
) -> None:
    content = text_file(["EPC", "Count"], *lines, [A, "1"])
    table = read_table("x.csv", content)

    rows, doubts = read_rows(table, said[: len(table.heads)], SHANGHAI)

    written = list(csv.reader(StringIO(content.decode(), newline="")))
    filled = [number for number, line in enumerate(written, start=1) if number > 1 and any(map(as_shown, line))]
    assert filled == sorted({row.line for row in rows} | {doubt.line for doubt in doubts if doubt.line})


def as_shown(cell: str) -> str:
    """What is left of a cell without the signs nobody sees."""
    return printable(cell).strip()


def test_a_list_longer_than_any_walk_is_refused_with_what_to_do() -> None:
    content = b"EPC\n" + b"E28011606000020464A1B2C1\n" * (MOST_LINES + 1)

    with pytest.raises(TooManyLines, match="split it into several files"):
        read_table("清单.csv", content)
