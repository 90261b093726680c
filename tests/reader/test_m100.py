"""What is special to the BB..7E family."""

import pytest

from reader.protocols.events import Answer, Fault, Other, TagRead, Trouble
from reader.protocols.family import Setup
from reader.protocols.m100 import FAMILY, frame

NOTICE = bytes.fromhex("BB022200 11C9 3400 30751FEB705C5904E3D50D70 3A76 EF7E")


@pytest.mark.parametrize(
    ("setup", "expected"),
    [
        (Setup(), ["BB00280000287E", "BB0003000101057E", "BB0027000322FFFF4A7E"]),
        (Setup(power=20), ["BB00280000287E", "BB0003000101057E", "BB00B6000207D08F7E", "BB0027000322FFFF4A7E"]),
    ],
)
def test_commands_are_those_of_the_manual(setup: Setup, expected: list[str]) -> None:
    assert expected == [command.hex().upper() for command in FAMILY.begin(setup)]


def test_two_exchanged_bytes_pass_the_sum_but_not_the_crc_of_the_tag() -> None:
    exchanged = NOTICE[:10] + NOTICE[11:9:-1] + NOTICE[12:]

    decoder = FAMILY.decoder()

    assert decoder.feed(exchanged) + decoder.idle() == [Fault("tag crc", len(NOTICE))]


def test_a_pc_word_that_contradicts_the_length_is_a_fault() -> None:
    decoder = FAMILY.decoder()

    events = decoder.feed(frame(2, 0x22, bytes.fromhex("C9 2C00 30751FEB705C5904E3D50D70 3A76"))) + decoder.idle()

    assert [Fault("pc length", 24)] == events


def test_a_tag_without_a_number_is_no_tag_read() -> None:
    blank = frame(2, 0x22, bytes.fromhex("C9 0000 E2F0"))

    assert [Other("blank tag", "0000")] == FAMILY.decoder().feed(blank)


def test_a_false_head_in_noise_does_not_hold_up_the_next_frames_for_long() -> None:
    decoder = FAMILY.decoder()

    events = decoder.feed(bytes.fromhex("BB 01 03 01 FF") + NOTICE * 25)

    assert 25 == sum(isinstance(event, TagRead) for event in events)


def test_noise_is_counted_byte_by_byte_and_told_with_its_first_reason() -> None:
    wrong_sum = NOTICE[:-2] + b"\x00\x7e"

    assert [Fault("checksum", 26), FAMILY.decoder().feed(NOTICE)[0]] == FAMILY.decoder().feed(
        wrong_sum + b"xy" + NOTICE
    )


def test_a_refusal_is_an_answer_and_told() -> None:
    assert [Trouble("invalid command"), Answer("refused")] == FAMILY.decoder().feed(frame(1, 0xFF, b"\x17"))
    assert [Trouble("code 01"), Answer("refused")] == FAMILY.decoder().feed(frame(1, 0xB6, b"\x01"))
