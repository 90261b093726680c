"""ZPL: the dots come out of it as they went in, and nothing that stands on a label is a command."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.labels.zpl import can_encode, compressed, zpl_label
from inventory.tags import Tag
from tests.inventory.labels.printer import Printed, printed, uncompressed
from tests.inventory.labels.things import EPC

ACROSS = 7
HOSTILE = [
    "^XZ^XA^FDx^FS",
    "~JR",
    "^RFW,H^FD00^FS",
    "_5E_7E",
    "a\r\n^XZ",
    "\x00\x1b",
    "正常",
    "~DGR:X.GRF",
    "x" * 500,
]


def label(remark: str = "ZC-1", epc: Tag | None = None, dots: bytes = bytes(14), height: int = 2) -> str:
    return zpl_label(dots, 56, height, remark=remark, epc=epc)


@given(
    st.lists(
        st.sampled_from([bytes(ACROSS), b"\xff" * ACROSS, b"\x00\x0f\xf0\xaa" + bytes(3)])
        | st.binary(min_size=ACROSS, max_size=ACROSS),
        min_size=1,
        max_size=30,
    )
)
def test_a_picture_is_the_same_after_it_was_compressed(rows: list[bytes]) -> None:
    dots = b"".join(rows)

    assert dots == uncompressed(compressed(dots, ACROSS), ACROSS)


def test_long_stretches_are_counted() -> None:
    black = b"\xff" * 250  # 500 digits

    assert "zkF" == compressed(black, 250)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_number_holds_the_printer_gets_the_same_commands(text: str) -> None:
    plain, hostile = label("ZC-1"), label(text)

    assert re.findall(r"[\^~][A-Z]{2}", plain) == re.findall(r"[\^~].{0,2}", hostile)
    assert hostile.isprintable() or set(filter(lambda sign: not sign.isprintable(), hostile)) == {"\n"}


def test_the_tag_is_written_by_the_same_label() -> None:
    made = label(epc=EPC)

    assert "^RS8,,,3,P^RFW,H^FD3474257BF40000000000162E^FS" in made
    assert [Printed(56, 2, bytes(14), EPC)] == printed(made)


def test_an_epc_of_another_length_has_its_length_written_too() -> None:
    assert "^RFW,H,,,A^FDE28011606000020464A1B2C1AABBCCDD^FS" in label(epc=Tag("E28011606000020464A1B2C1AABBCCDD"))


def test_a_uid_that_is_no_epc_is_not_written() -> None:
    uid = Tag("04A224B2C35880")

    assert (False, False) == (can_encode(uid), can_encode(None))
    assert "^RF" not in label(epc=uid)


def test_a_picture_larger_than_a_field_may_be_is_sent_in_several() -> None:
    across, height = 250, 420
    dots = bytes(number % 251 for number in range(across * height))

    made = zpl_label(dots, across * 8, height, remark="", epc=None)

    assert 2 == made.count("^GFA")
    assert [Printed(2000, 420, dots, None)] == printed(made)
