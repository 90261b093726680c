"""What is special to the FF family."""

from collections.abc import Sequence

import pytest

from reader.protocols.events import Answer, Fault, Other, TagRead, Trouble
from reader.protocols.family import Setup
from reader.protocols.mercury import BOOT, FAMILY, HEAD, READ, STREAM, crc
from reader.virtual.mercury import MercuryDevice

TAG = "E28011600000000000000001"


def answer(opcode: int, status: int, data: bytes = b"") -> bytes:
    """What a module says."""
    message = bytes((len(data), opcode)) + status.to_bytes(2) + data
    return bytes((HEAD,)) + message + crc(message).to_bytes(2)


def said(commands: Sequence[bytes]) -> list[str]:
    return [command.hex().upper() for command in commands]


def test_the_crc_is_the_odd_one_of_the_family() -> None:
    assert 0xA69D == crc(b"123456789")
    assert 0x1D0C == crc(b"\x00\x03")


def test_a_module_is_told_everything_before_it_starts() -> None:
    assert [
        "FF032F0000025E86",
        "FF00031D0C",
        "FF00041D0B",
        "FF02930005517D",
        "FF039102010142C5",
        "FF0197084BB5",
        "FF029207D04689",
        "FF039A010C00A35D",
        "FF102F00000122000005072210001B03E801FFDD2B",
    ] == said(FAMILY.begin(Setup(power=20, region="EU")))


@pytest.mark.parametrize(("region", "code"), [("CN", 6), ("EU", 8), ("US", 13)])
def test_each_region_has_its_code(region: str, code: int) -> None:
    assert code == FAMILY.begin(Setup(region=region))[5][3]


def test_antennas_are_listened_at_in_turn() -> None:
    assert "FF05910201010303" == FAMILY.begin(Setup(antennas=(1, 3)))[4][:-2].hex().upper()


def test_a_report_with_a_wrong_tag_crc_is_a_fault_although_its_own_holds() -> None:
    decoder = FAMILY.decoder()
    good = MercuryDevice().notice(TAG, -60)
    wrong = answer(READ, 0, good[5:-4] + b"\x00\x00")

    assert [Fault("tag crc", len(good))] == decoder.feed(wrong) + decoder.idle()


def test_a_report_whose_lengths_contradict_each_other_is_a_fault() -> None:
    decoder = FAMILY.decoder()
    good = MercuryDevice().notice(TAG, -60)
    wrong = answer(READ, 0, good[5:-2] + b"\x00")

    assert [Fault("epc length", len(wrong))] == decoder.feed(wrong) + decoder.idle()


@pytest.mark.parametrize("length", range(40))
def test_a_report_cut_short_before_its_crc_was_made_is_no_tag(length: int) -> None:
    whole = MercuryDevice().notice(TAG, -60)[5:-2]

    events = FAMILY.decoder().feed(answer(READ, 0, whole[:length]))

    assert not any(isinstance(event, TagRead) for event in events)


def test_what_comes_while_it_reads_ends_nothing() -> None:
    events = FAMILY.decoder().feed(answer(READ, 0x0400) + answer(READ, 0x0504) + answer(READ, 0x0423))

    assert [Other("no tag"), Trouble("too hot, resting"), Trouble("code 0423")] == events


def test_starting_and_stopping_are_acknowledged() -> None:
    events = FAMILY.decoder().feed(answer(STREAM, 0, b"\x01\x22\x00\x00") + answer(STREAM, 0, b"\x02"))

    assert [Answer("started"), Answer("stopped")] == events


def test_a_refusal_is_told_unless_it_is_of_the_boot_command() -> None:
    events = FAMILY.decoder().feed(answer(STREAM, 0x0101) + answer(BOOT, 0x0101))

    assert [Trouble("unknown command"), Answer("refused"), Answer("refused")] == events
