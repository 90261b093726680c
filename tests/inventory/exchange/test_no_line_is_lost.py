"""Every line of a file is an entry, a named aside, part of the head or empty: whatever the lines hold."""

import csv
from contextlib import suppress
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from inventory.exchange.reading.unreadable import UnreadableRegister
from inventory.exchange.register_file import read_register
from inventory.exchange.rooms_file import read_rooms
from tests.inventory.exchange.files import xlsx_file

HEADS = ["资产编号", "资产名称", "数量", "单价", "取得日期", "使用状况", "EPC", "发票号"]
TITLE = ["固定资产登记表"]
NUMBERING = [str(number + 1) for number in range(len(HEADS))]

words = st.sampled_from(
    [
        "",
        " ",
        "1",
        "ZC-001",
        "合计",
        "小计：",
        "制表人：张三",
        "课桌",
        "48",
        "1.5E+20",
        "E2003412",
        "2018年9月",
        "在用",
        "无",
    ]
)
# What begins with = is a formula in a text file, and refuses it.
cells = words | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0="), max_size=6)
lists = st.lists(st.lists(cells, max_size=len(HEADS) + 2), max_size=12).map(lambda lines: [*lines, ["ZC-9", "柜"]])


@given(lists)
def test_every_line_of_a_text_file_is_accounted_for(lines: list[list[str]]) -> None:
    text = StringIO(newline="")
    csv.writer(text).writerows([TITLE, HEADS, NUMBERING, *lines])
    written = list(csv.reader(StringIO(text.getvalue(), newline="")))

    assert accounted_for(text.getvalue().encode()) == [
        number
        for number, line in enumerate(written, start=1)
        if number not in (2, 3) and any(cell.strip() for cell in line)
    ]


@given(lists)
def test_a_workbook_reads_like_the_text_file_of_the_same_cells(lines: list[list[str]]) -> None:
    lines = [[cell.replace("\r", "") for cell in line] for line in lines if line]
    text = StringIO(newline="")
    csv.writer(text).writerows([HEADS, *lines])

    assert accounted_for(xlsx_file({"表": [HEADS, *lines]})) == accounted_for(text.getvalue().encode())


@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_refused_with_a_reason(content: bytes) -> None:
    with suppress(UnreadableRegister):
        read_register("台账.csv", content)
    with suppress(UnreadableRegister):
        read_rooms("房间.csv", b"room\n" + content)


def accounted_for(content: bytes) -> list[int]:
    """The lines that became entries or are named as none."""
    register = read_register("台账", content)
    asides = [doubt.line for doubt in register.doubts if doubt.code == "not_a_row" and doubt.line]
    return sorted([*(row.line for row in register.rows), *asides])
