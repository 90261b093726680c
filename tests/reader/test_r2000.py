"""What is special to the A0 family."""

import pytest

from reader.protocols.events import Answer, Fault, Identity, TagRead, Trouble
from reader.protocols.family import Setup
from reader.protocols.r2000 import FAMILY, INVENTORY, frame

TAG = bytes.fromhex("A013018904 3000 E200301666130121155074EF 45BF")


def said(*commands: bytes) -> list[str]:
    return [command.hex().upper() for command in commands]


@pytest.mark.parametrize(
    ("command", "data", "expected"),
    [
        (0x72, "", "A0030172EA"),
        (0x74, "00", "A004017400E7"),
        (0x89, "01", "A004018901D1"),
        (0x93, "", "A0030193C9"),
    ],
)
def test_commands_are_those_of_the_manual(command: int, data: str, expected: str) -> None:
    assert [expected] == said(frame(command, bytes.fromhex(data), address=1))


def test_without_wishes_it_asks_who_is_there_and_then_for_rounds() -> None:
    assert ["A003FF72EC"] == said(*FAMILY.begin(Setup()))
    assert ["A004FF8901D3"] == said(*FAMILY.rounds(Setup()))


def test_antennas_are_chosen_in_turn_each_for_a_round() -> None:
    assert ["A004FF7400E9", "A004FF8901D3", "A004FF7403E6", "A004FF8901D3"] == said(
        *FAMILY.rounds(Setup(antennas=(1, 4)))
    )


def test_power_is_set_without_wearing_out_the_memory_of_the_reader() -> None:
    assert "A004FF661ADD" == FAMILY.begin(Setup(power=26))[1].hex().upper()


@pytest.mark.parametrize(("level", "dbm", "antenna"), [(0x45, -60, 1), (0x1F, -98, 1), (0xC5, -60, 5)])
def test_a_level_is_a_strength_and_its_top_bit_an_antenna(level: int, dbm: int, antenna: int) -> None:
    [read] = FAMILY.decoder().feed(frame(INVENTORY, TAG[4:-2] + bytes((level,))))

    assert TagRead("E200301666130121155074EF", "3000", float(dbm), antenna) == read


def test_phase_behind_the_level_is_read_over() -> None:
    assert FAMILY.decoder().feed(TAG) == FAMILY.decoder().feed(frame(INVENTORY, TAG[4:-1] + b"\x01\x2c"))


def test_a_pc_word_that_contradicts_the_length_is_a_fault() -> None:
    decoder = FAMILY.decoder()

    events = decoder.feed(frame(INVENTORY, TAG[4:5] + b"\x20\x00" + TAG[7:-1])) + decoder.idle()

    assert [Fault("pc length", len(TAG))] == events


def test_any_status_ends_a_round_and_is_told() -> None:
    events = FAMILY.decoder().feed(frame(INVENTORY, b"\x36") + frame(INVENTORY, b"\x22") + frame(INVENTORY, b"\x99"))

    over = Answer("round over")
    assert [over, Trouble("antenna missing"), over, Trouble("code 99"), over] == events


def test_the_firmware_tells_the_family() -> None:
    assert [Identity("1.9")] == FAMILY.decoder().feed(bytes.fromhex("A00501720109DE"))
