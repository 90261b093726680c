import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.exchange.reading.text import delimiter_of, read_text
from inventory.exchange.reading.unreadable import (
    BrokenQuotes,
    NotText,
    TooManyCells,
    TooManyColumns,
    TooManyLines,
    UnreadableRegister,
    WebPage,
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_chinese_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    content = "资产编号,资产名称\n001,课桌\n".encode(encoding)

    assert read_text("台账.csv", content).lines == [["资产编号", "资产名称"], ["001", "课桌"]]


def test_big_endian_utf_16_is_read_by_its_mark() -> None:
    content = codecs.BOM_UTF16_BE + "编号\t名称".encode("utf-16-be")

    assert read_text("a.txt", content).lines == [["编号", "名称"]]


def test_bytes_of_no_encoding_are_named_with_their_place() -> None:
    with pytest.raises(NotText) as raised:
        read_text("台账.csv", b"no,name\n1,desk\n2,\xff\xff")

    assert raised.value.facts == {"filename": "台账.csv", "byte": 18, "value": "FF", "line": 3}


def test_the_encoding_that_got_further_tells_the_place() -> None:
    with pytest.raises(NotText) as raised:
        read_text("台账.csv", "编号,名称\n1,课桌\n".encode() + b"2,\xff")

    assert raised.value.facts["line"] == 3


def test_binary_content_with_zero_bytes_is_not_text() -> None:
    with pytest.raises(NotText):
        read_text("a.csv", b"no,name\n\x00\x01\x02,desk")


@given(st.binary(max_size=300))
def test_random_bytes_are_read_or_refused_with_a_reason(content: bytes) -> None:
    with suppress(UnreadableRegister):
        read_text("a.csv", content)


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_the_one_that_separates_most(delimiter: str) -> None:
    text = delimiter.join(["编号", "名称", "价格"]) + "\n" + delimiter.join(["1", "桌, 椅", "2"])

    assert delimiter_of(text) == delimiter


def test_a_delimiter_in_quotes_does_not_count() -> None:
    text = 'no;name\n1;"a,b,c,d,e"\n2;"f,g,h,i"\n'

    assert delimiter_of(text) == ";"


def test_a_line_break_in_quotes_stays_in_its_cell() -> None:
    sheet = read_text("a.csv", b'no,name\n1,"desk\nlarge"\n2,chair\n')

    assert sheet.lines[1:] == [["1", "desk\nlarge"], ["2", "chair"]]


def test_a_quotation_mark_left_open_is_refused_instead_of_swallowing_lines() -> None:
    with pytest.raises(BrokenQuotes) as raised:
        read_text("a.csv", b'no,name\n1,desk\n2,"chair\n3,lamp\n')

    assert raised.value.facts["line"] == 3


def test_a_web_page_under_a_spreadsheet_name_is_told_from_a_list() -> None:
    with pytest.raises(WebPage):
        read_text("export.xls", b"\n<html><p>asset_no, name</p></html>")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_however_the_system_ends_them(end: str) -> None:
    assert read_text("a.csv", end.join(["no,name", "1,desk"]).encode()).lines == [["no", "name"], ["1", "desk"]]


def test_more_columns_than_a_list_has_are_refused_and_counted() -> None:
    with pytest.raises(TooManyColumns) as raised:
        read_text("a.csv", b"no,name\n" + b"," * 200)

    assert raised.value.facts == {"filename": "a.csv", "count": 201, "last": "GS", "limit": 200}


def test_a_line_of_a_million_delimiters_is_refused_before_it_is_split() -> None:
    with pytest.raises(TooManyColumns) as raised:
        read_text("a.csv", b"no,name\n" + b"," * 2**21)

    assert raised.value.facts["count"] == 2**21 + 1


def test_a_few_long_cells_are_no_reason_to_refuse() -> None:
    line = ",".join(["x" * 100_000] * 20)

    assert len(read_text("a.csv", line.encode()).lines[0]) == 20


def test_short_lines_under_a_wide_head_count_as_wide_as_the_head() -> None:
    with pytest.raises(TooManyCells):
        read_text("a.csv", b"," * 199 + b"\n1" * 25_000)


def test_nothing_but_line_ends_is_refused_at_the_limit_of_lines() -> None:
    with pytest.raises(TooManyLines):
        read_text("a.csv", b"\n" * 2_000_000)
