"""A long text in many cells: small as a file, gigabytes once every cell has a copy."""

import re
from collections.abc import Callable
from struct import pack

import pytest

from inventory.exchange.reading.files import read_book
from inventory.exchange.reading.shared_texts import xls_text_lengths
from inventory.exchange.reading.unreadable import TooMuchText, UnsafeWorkbook
from tests.inventory.exchange.files import xlsx_file
from tests.inventory.exchange.test_workbooks import SHEET, changed

LONG = "长" * 30_000


def test_a_long_text_in_many_cells_is_refused() -> None:
    content = xlsx_file({"表": [["编号"], *[[LONG] for _ in range(1_600)]]})

    with pytest.raises(TooMuchText) as raised:
        read_book("a.xlsx", content)

    assert len(content) < 100_000
    assert raised.value.facts["limit"] == 128


@pytest.mark.parametrize(
    "disguise",
    [
        lambda xml: xml.replace(b' t="s"', b" t = 's'"),
        lambda xml: xml.replace(b' t="s"><v>', b' t="s"><!-- --><v>'),
        lambda xml: re.sub(rb"<(/?)(row|c|v)\b", rb"<\1x:\2", xml),
    ],
)
def test_however_the_cells_are_written(disguise: Callable[[bytes], bytes]) -> None:
    content = xlsx_file({"表": [["编号"], *[[LONG] for _ in range(1_600)]]})

    with pytest.raises(TooMuchText):
        read_book("a.xlsx", changed(content, SHEET, disguise))


def test_one_long_note_among_many_short_texts_is_no_reason_to_refuse() -> None:
    content = xlsx_file({"表": [["编号", LONG], *[["课桌"] for _ in range(5_000)]]})

    assert len(read_book("a.xlsx", content).sheets[0].lines) == 5_001


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "docProps/app.xml"])
def test_a_part_with_a_document_type_is_refused_unopened(part: str) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    content = changed(xlsx_file({"表": [["x"]]}), part, lambda xml: xml.replace(b"?>", b"?>" + bomb, 1))

    with pytest.raises(UnsafeWorkbook) as raised:
        read_book("a.xlsx", content)

    assert raised.value.facts["part"] == part


def test_the_texts_of_an_xls_are_measured_across_its_records() -> None:
    plain, wide = pack("<HB", 5, 0) + b"abcde", pack("<HB", 4, 1) + "课桌讲台".encode("utf-16-le")
    marked = pack("<HBH", 2, 8, 3) + b"ab" + bytes(12)
    split = pack("<HB", 6, 1) + "一二三".encode("utf-16-le")
    records = [pack("<II", 4, 4) + plain + wide + marked + split, b"\x01" + "四五六".encode("utf-16-le")]

    assert xls_text_lengths(records) == [15, 12, 6, 18]
