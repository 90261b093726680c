"""125 kHz frames of every ending."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.protocols.events import Fault, TagRead
from reader.protocols.rdm6300 import FAMILY, frame

NUMBERS = st.binary(min_size=5, max_size=5)


@given(NUMBERS)
def test_every_transponder_is_read_in_each_of_the_three_forms(number: bytes) -> None:
    tag = number.hex().upper()
    usual = frame(tag)
    raw = usual[:11] + bytes.fromhex(usual[11:13].decode()) + b"\x03"

    for form in (usual, usual[:-1] + b"\r\n\x03", raw):
        assert [TagRead(tag)] == FAMILY.decoder().feed(form)


def test_the_version_byte_is_part_of_the_checksum() -> None:
    decoder = FAMILY.decoder()

    events = decoder.feed(b"\x020C000621A582\x03") + decoder.idle()

    assert [Fault("checksum", 14)] == events


@pytest.mark.parametrize("shorter", [b"\x020C000621A58E", b"\x02", b"\x020C000621A58E\r\n"])
def test_half_a_frame_is_a_fault_when_silence_falls(shorter: bytes) -> None:
    decoder = FAMILY.decoder()
    decoder.feed(shorter)

    assert [Fault("cut short", len(shorter))] == decoder.idle()
