import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from inventory.exchange.reading import xlsx
from inventory.exchange.reading.files import read_book
from inventory.exchange.reading.limits import MAX_BYTES
from inventory.exchange.reading.unreadable import (
    DamagedWorkbook,
    FileTooLarge,
    NoRows,
    OtherKind,
    TooManyCells,
    TooManyColumns,
    TooManyLines,
    UnreadableRegister,
)
from tests.inventory.exchange.files import xlsx_file

SHEET = "xl/worksheets/sheet1.xml"


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return file.getvalue()


def with_first_cell_at(address: bytes) -> bytes:
    """A workbook of one cell whose address is written as given."""
    return changed(xlsx_file({"表": [["编号"]]}), SHEET, lambda xml: xml.replace(b' r="A1"', address))


def without(start: int, xml: bytes) -> bytes:
    return xml[:start] + xml[start + 5 :]


def test_all_visible_sheets_are_read_and_hidden_ones_only_named() -> None:
    content = xlsx_file({"设备": [["a"]], "旧": [["b"]], "空": [], "家具": [["c"]]}, hidden=["旧"])

    book = read_book("a.xlsx", content)

    assert [(sheet.name, sheet.lines) for sheet in book.sheets] == [("设备", [["a"]]), ("家具", [["c"]])]
    assert book.hidden == ("旧",)


def test_lines_and_columns_are_counted_from_the_sheets_corner() -> None:
    content = xlsx_file({"表": [[], [None, None, "x"]]})

    assert read_book("a.xlsx", content).sheets[0].lines == [["", "", ""], ["", "", "x"]]


def test_what_the_file_is_called_does_not_matter() -> None:
    content = xlsx_file({"表": [["x"]]})

    assert read_book("register.csv", content).sheets[0].name == "表"


def test_a_column_far_out_is_refused_before_it_fills_the_memory() -> None:
    far = changed(xlsx_file({"表": [["编号", "x"]]}), SHEET, lambda xml: xml.replace(b'r="B1"', b'r="XFD1048576"'))

    with pytest.raises(TooManyColumns) as raised:
        read_book("a.xlsx", far)

    assert raised.value.facts == {"filename": "a.xlsx", "count": 16_384, "last": "XFD", "limit": 200}


@pytest.mark.parametrize("address", [b" r='XFD1'", b' r = "xfd1"', b'\nr="XFD1"', b' r="GS1"', b' s="1" r="GS1"'])
def test_a_far_cell_is_found_however_its_address_is_written(address: bytes) -> None:
    with pytest.raises(TooManyColumns):
        read_book("a.xlsx", with_first_cell_at(address))


@pytest.mark.parametrize("address", [b' r="A1048576"', b" r='a200001'"])
def test_a_line_far_below_is_refused(address: bytes) -> None:
    with pytest.raises(TooManyLines):
        read_book("a.xlsx", with_first_cell_at(address))


def test_lines_without_numbers_are_counted() -> None:
    far = changed(
        xlsx_file({"表": [["编号"]]}), SHEET, lambda xml: xml.replace(b"<row ", b"<row/>" * 200_000 + b"<row ")
    )
    far = changed(far, SHEET, lambda xml: xml.replace(b' r="1"', b"").replace(b' r="A1"', b""))

    with pytest.raises(TooManyLines):
        read_book("a.xlsx", far)


def test_cells_without_addresses_are_read_where_they_stand() -> None:
    content = xlsx_file({"表": [["编号", "名称"], ["1", "桌"]]})
    bare = changed(content, SHEET, lambda xml: re.sub(rb' r="[A-B]?\d"', b"", xml))

    assert read_book("a.xlsx", bare).sheets[0].lines == [["编号", "名称"], ["1", "桌"]]


def test_names_may_have_a_prefix() -> None:
    content = xlsx_file({"表": [["编号", 7]]})
    prefixed = changed(content, SHEET, lambda xml: re.sub(rb"<(/?)(row|c|v)\b", rb"<\1x:\2", xml))

    assert read_book("a.xlsx", prefixed).sheets[0].lines == [["编号", 7]]


def test_cells_of_all_sheets_are_counted_together() -> None:
    lines: list[list[str]] = [["编号"], *[[] for _ in range(12_498)], [*[""] * 199, "x"]]
    content = xlsx_file({"甲": lines, "乙": lines, "丙": []})

    with pytest.raises(TooManyCells):
        read_book("a.xlsx", changed(content, SHEET, lambda xml: xml.replace(b"12500", b"12501")))
    assert len(read_book("a.xlsx", content).sheets) == 2


def test_one_sheet_listed_many_times_counts_as_often() -> None:
    lines: list[list[str]] = [["编号"], *[[] for _ in range(12_498)], [*[""] * 199, "x"]]
    content = xlsx_file({"甲": lines, "乙": [], "丙": []})

    def all_first(xml: bytes) -> bytes:
        return re.sub(rb"sheet[23]\.xml", b"sheet1.xml", xml)

    with pytest.raises(TooManyCells):
        read_book("a.xlsx", changed(content, "xl/_rels/workbook.xml.rels", all_first))


@pytest.mark.parametrize(("part", "kind"), [("content.xml", "ODF"), ("xl/workbook.bin", "XLSB")])
def test_workbooks_of_other_kinds_are_not_opened(part: str, kind: str) -> None:
    file = BytesIO(xlsx_file({"表": [["x"]]}))
    with ZipFile(file, "a") as archive:
        archive.writestr(part, b"")

    with pytest.raises(OtherKind) as raised:
        read_book("a.ods", file.getvalue())

    assert raised.value.facts["kind"] == kind


def test_a_workbook_that_announces_more_texts_than_it_can_have_is_refused() -> None:
    boast = b'uniqueCount="99999999999"'
    boasting = changed(
        xlsx_file({"表": [["编号"]]}), "xl/sharedStrings.xml", lambda xml: xml.replace(b'uniqueCount="1"', boast)
    )

    with pytest.raises(DamagedWorkbook):
        read_book("a.xlsx", boasting)


def test_an_empty_formatted_cell_at_the_far_end_does_no_harm() -> None:
    far = changed(
        xlsx_file({"表": [["编号"]]}), SHEET, lambda xml: xml.replace(b"</row>", b'<c r="XFD1" s="1"/></row>')
    )

    assert read_book("a.xlsx", far).sheets[0].lines == [["编号"]]


def test_a_file_that_unpacks_to_too_much_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_UNPACKED", 2**20)
    bomb = changed(xlsx_file({"表": [["x"]]}), SHEET, lambda xml: xml + b" " * 2**21)

    with pytest.raises(FileTooLarge) as raised:
        read_book("a.xlsx", bomb)

    assert len(bomb) < 20_000
    assert raised.value.facts["limit"] == 1


def test_a_part_larger_than_it_announces_is_damage() -> None:
    content = bytearray(xlsx_file({"表": [["x"]]}))
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = (10).to_bytes(4, "little")

    with pytest.raises(DamagedWorkbook):
        read_book("a.xlsx", bytes(content))


def test_more_than_50_mb_are_refused() -> None:
    with pytest.raises(FileTooLarge):
        read_book("a.csv", b"x" * (MAX_BYTES + 1))


def test_more_than_200_000_lines_are_refused() -> None:
    with pytest.raises(TooManyLines):
        read_book("a.csv", b"a,b\n" * 200_001)


@pytest.mark.parametrize("begin", [b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1")])
def test_what_only_begins_like_a_workbook_is_damaged(begin: bytes) -> None:
    with pytest.raises(DamagedWorkbook):
        read_book("a.xlsx", begin + b"and so on" * 100)


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml"])
def test_a_workbook_with_a_broken_part_is_refused_or_read_but_never_fails(part: str) -> None:
    whole = xlsx_file({"表": [["编号", "名称"], ["1", "桌"]]})

    for cut in range(0, 600, 7):
        broken = changed(whole, part, partial(without, cut))
        with suppress(UnreadableRegister):
            read_book("a.xlsx", broken)


def test_nothing_at_all_is_no_register() -> None:
    with pytest.raises(NoRows):
        read_book("a.csv", b"")


def test_a_workbook_with_nothing_visible_is_no_register() -> None:
    with pytest.raises(NoRows):
        read_book("a.xlsx", xlsx_file({"表": [], "旧": [["x"]]}, hidden=["旧"]))
