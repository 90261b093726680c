from collections.abc import Callable
from contextlib import suppress
from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from inventory.exchange.reading import workbooks
from inventory.exchange.reading.files import read_book
from inventory.exchange.reading.sheets import MAX_BYTES
from inventory.exchange.reading.unreadable import (
    DamagedWorkbook,
    FarCell,
    FileTooLarge,
    NoRows,
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


def test_a_cell_at_the_far_end_is_refused_before_it_fills_the_memory() -> None:
    lines: list[list[str]] = [["编号"], *[[] for _ in range(3)]]
    near = xlsx_file({"表": [*lines, ["x"]]})
    far = changed(near, SHEET, lambda xml: xml.replace(b'r="A5"', b'r="XFD1048576"'))

    with pytest.raises(FarCell) as raised:
        read_book("a.xlsx", far)

    assert raised.value.facts["cell"] == "XFD1048576"


@pytest.mark.parametrize("address", [b" r='XFD1'", b' r = "xfd1"', b' r="A1048576"', b' r="IW1"'])
def test_a_far_cell_is_found_however_its_address_is_written(address: bytes) -> None:
    far = changed(xlsx_file({"表": [["编号"]]}), SHEET, lambda xml: xml.replace(b' r="A1"', address))

    with pytest.raises(FarCell):
        read_book("a.xlsx", far)


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
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 2**20)
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
