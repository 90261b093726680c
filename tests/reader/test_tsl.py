"""What a TSL handheld says, line by line, and what is said to it."""

import pytest

from reader.protocols.dialogue import Dialogue
from reader.protocols.events import Answer, Event, Fault, Identity, Other, TagRead, Trouble
from reader.protocols.family import Setup
from reader.protocols.tsl import FAMILY, Tsl, command
from reader.virtual.tsl import TslDevice

EPC = "3034257BF7194E4000001A85"


def heard(*lines: str) -> list[Event]:
    return Tsl().feed("".join(f"{line}\r\n" for line in lines).encode())


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((f"EP: {EPC}", "OK:"), [TagRead(EPC), Answer("done")]),
        ((f"EP:{EPC.lower()}", "RI:-57", "OK:"), [TagRead(EPC, None, -57.0), Answer("done")]),
        (("CS: .iv -r on", "RI: -57", "PC: 3000", f"EP: {EPC}", "OK:"), [TagRead(EPC, None, -57.0), Answer("done")]),
        ((f"EP: {EPC}", "RI: strong", "OK:"), [TagRead(EPC), Answer("done")]),
        ((f"EP: {EPC}", "PC: 2800", "OK:"), [Fault("pc length", 28), Answer("done")]),
        (("EP: 0000", "OK:"), [Other("blank tag", "0000"), Answer("done")]),
        (("CS: .iv", f"EP: {EPC}", "OK:"), [TagRead(EPC), Other("done")]),
        (("CS: .iv", "ER: 005"), [Other("no tag")]),
        (("CS: .iv", "ER: 008"), [Trouble("no antenna, or no region set"), Other("refused")]),
        (("ER: 005",), [Answer("no tag")]),
        (("ER:015",), [Answer("stopped")]),
        (("ER: 009",), [Trouble("the battery is low"), Answer("refused")]),
        (("ER: 077",), [Trouble("code 077"), Answer("refused")]),
        (("CS: .vr", "MF: TSL", "US: 1153-7", "UF: 2.0", "OK:"), [Identity("2.0", "TSL 1153-7")]),
        (("XX: something new", "OK:"), [Answer("done")]),
        (("no header",), [Fault("no answer", 9)]),
    ],
)
def test_a_block_is_understood(lines: tuple[str, ...], expected: list[Event]) -> None:
    assert expected == heard(*lines)


def test_a_strength_does_not_pass_from_a_tag_whose_number_was_lost_to_another() -> None:
    events = heard(f"EP: {EPC}", "RI: -50", "EQ 3034257BF7194E4000001A86", "RI: -80", "OK:")

    assert TagRead(EPC, None, -50.0) in events
    assert not any(isinstance(event, TagRead) and event.rssi == -80.0 for event in events)


def test_a_tag_that_waits_for_its_strength_is_given_up_to_no_silence() -> None:
    decoder = Tsl()

    assert [] == decoder.feed(f"EP: {EPC}\r\nRI: -5".encode())
    assert decoder.waiting
    assert [TagRead(EPC), Fault("cut short", 6)] == decoder.idle()
    assert not decoder.waiting


def test_power_is_set_and_beeping_is_off_before_tags_are_asked_for() -> None:
    begin = FAMILY.begin(Setup(power=20.0))

    assert command(".iv -al off -n") in begin
    assert begin[-1] == b".iv -o20 -n\r\n"
    assert FAMILY.rounds(Setup()) == (b".iv -r on\r\n",)


def test_it_is_asked_again_and_again_whatever_it_does_not_know() -> None:
    device, decoder, dialogue = TslDevice(), Tsl(), Dialogue(FAMILY, Setup(power=20.0))
    reply = device.receive(dialogue.opening())
    for _ in range(9):
        reply = device.receive(dialogue.heard(decoder.feed(reply))) or device.empty_round()

    assert device.running
    assert device.starts == 1


def test_bytes_of_another_family_do_not_spoil_the_question_who_it_is() -> None:
    device = TslDevice()
    device.receive(bytes.fromhex("BB 00 03 00 01 00 04 7E A0 03 FF 72 EC"))

    events = Tsl().feed(device.receive(FAMILY.identify))

    assert Identity("1.10.0", "TSL UK Ltd. 1128-01-000123") in events
