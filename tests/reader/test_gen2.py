"""Protocol control words and CRC-16 around an EPC."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.protocols.gen2 import TagNumber, crc16, crc_holds, pc_for, tag_of, unglue

EPC = "E2009A9040060AF000000372"


def test_the_crc_is_the_catalogued_one() -> None:
    assert crc16(b"123456789") == 0xD64E


@given(st.binary(min_size=2, max_size=64))
def test_a_crc_holds_for_its_own_words_and_for_no_others(words: bytes) -> None:
    crc = crc16(words).to_bytes(2)

    assert crc_holds(words + crc)
    assert not crc_holds(bytes((words[0] ^ 1, *words[1:])) + crc)


def test_a_pc_word_is_not_read_as_the_header_of_an_sgtin() -> None:
    assert TagNumber("3000", EPC) == unglue(bytes.fromhex(f"3000{EPC}"))


@pytest.mark.parametrize("header", ["2C", "2D", "2E", "2F", "30", "36", "E2"])
def test_a_96_bit_epc_keeps_its_header(header: str) -> None:
    epc = header + EPC[2:]

    assert TagNumber(None, epc) == unglue(bytes.fromhex(epc))


@given(st.integers(1, 31).flatmap(lambda words: st.binary(min_size=words * 2, max_size=words * 2)))
def test_pc_and_crc_come_off_an_epc_of_any_length_when_the_crc_holds(epc: bytes) -> None:
    words = pc_for(epc).to_bytes(2) + epc

    assert unglue(words + crc16(words).to_bytes(2)).epc == epc.hex().upper()


def test_a_wrong_crc_takes_nothing_off() -> None:
    glued = f"3000{EPC}0000"

    assert TagNumber(None, glued) == unglue(bytes.fromhex(glued))


@pytest.mark.parametrize(("pc", "xpc"), [("3A00", "0004"), ("4200", "80040001")])
def test_xpc_words_come_off_with_the_pc_word_that_announces_them(pc: str, xpc: str) -> None:
    words = bytes.fromhex(f"{pc}{xpc}{EPC}")

    assert TagNumber(pc, EPC) == tag_of(words + crc16(words).to_bytes(2))
