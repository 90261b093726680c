from contextlib import suppress
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.exchange.reading.files import read_book
from inventory.exchange.reading.unreadable import (
    DamagedWorkbook,
    LockedWorkbook,
    TooManyCells,
    TooManyColumns,
    UnreadableRegister,
)
from inventory.exchange.reading.workbooks import OLE
from tests.inventory.exchange.files import xlsx_file
from tests.inventory.exchange.xls import xls_file

LABEL, MULRK, SST, DIMENSIONS, LOCK = 0x204, 0xBD, 0xFC, 0x200, 0x2F


def with_record(kind: int, body: bytes) -> bytes:
    """A workbook whose one cell is overwritten by another record of the same length."""
    whole = xls_file("表", [["x" * 20]])
    length = 6 + 3 + 40
    at = whole.index(pack("<HH", LABEL, length))
    return whole[:at] + pack("<HH", kind, length) + body.ljust(length, b"\0") + whole[at + 4 + length :]


@pytest.mark.parametrize("lines", [1, 200, 20_000])
def test_a_usual_workbook_is_safe_and_read_whole(lines: int) -> None:
    content = xls_file("表", [["编号", number] for number in range(lines)])

    assert len(read_book("a.xls", content).sheets[0].lines) == lines


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (SST, pack("<II", 5, 2**31 - 1)),
        (DIMENSIONS, pack("<IIHH", 0, 2**31, 0, 60_000)),
    ],
)
def test_a_workbook_that_would_fill_the_memory_is_refused_unopened(kind: int, body: bytes) -> None:
    with pytest.raises(DamagedWorkbook):
        read_book("a.xls", with_record(kind, body))


@pytest.mark.parametrize(
    ("kind", "body", "error"),
    [
        (LABEL, pack("<HHH", 65_535, 65_535, 0), TooManyColumns),
        (LABEL, pack("<HHH", 65_535, 199, 0), TooManyCells),
        (MULRK, pack("<HH", 0, 250) + bytes(43) + pack("<H", 300), TooManyColumns),
    ],
)
def test_a_cell_far_out_is_refused_before_it_fills_the_memory(
    kind: int, body: bytes, error: type[UnreadableRegister]
) -> None:
    with pytest.raises(error):
        read_book("a.xls", with_record(kind, body))


def test_a_sheet_named_many_times_counts_as_often() -> None:
    lines: list[list[str | float]] = [["x"] * 200 for _ in range(2_000)]

    with pytest.raises(TooManyCells):
        read_book("a.xls", xls_file("表", lines, times=13))


def test_an_xls_workbook_with_another_behind_it_is_damage() -> None:
    with pytest.raises(DamagedWorkbook):
        read_book("a.xls", xls_file("表", [["x"]]) + xlsx_file({"表": [["x"]]}))


def test_a_workbook_with_a_password_is_named_as_such() -> None:
    with pytest.raises(LockedWorkbook):
        read_book("a.xls", with_record(LOCK, b""))


def test_an_encrypted_xlsx_is_named_as_such() -> None:
    with pytest.raises(LockedWorkbook):
        read_book("a.xlsx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"))


def test_a_chain_of_sectors_that_bites_its_tail_is_damage() -> None:
    content = bytearray(xls_file("表", [["x"]]))
    content[512 + 4 * 9 : 512 + 4 * 10] = pack("<I", 2)

    with pytest.raises(DamagedWorkbook):
        read_book("a.xls", bytes(content))


@pytest.mark.parametrize("length", range(0, 3000, 97))
def test_a_workbook_cut_short_is_no_reason_to_fail(length: int) -> None:
    with suppress(UnreadableRegister):
        read_book("a.xls", xls_file("表", [["x"]])[:length])


@given(st.data())
def test_a_workbook_with_any_byte_changed_is_no_reason_to_fail(data: st.DataObject) -> None:
    content = bytearray(xls_file("表", [["编号", 1], ["x", 2.5]]))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(8, 2048))] = data.draw(st.integers(0, 255))

    with suppress(UnreadableRegister):
        read_book("a.xls", bytes(content))
