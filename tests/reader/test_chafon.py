"""What is special to the length-first families."""

import pytest

from reader.protocols.chafon import FAMILY_18, FAMILY_288, INVENTORY, PUSH, command, sealed
from reader.protocols.events import Answer, Fault, Identity, Other, TagRead, Trouble
from reader.protocols.family import Family, Setup

EPC = bytes.fromhex("E28011600000000000000001")
TAG = EPC.hex().upper()
OVER = Answer("round over")

both = pytest.mark.parametrize("family", [FAMILY_18, FAMILY_288], ids=lambda family: family.name)


def answer(number: int, status: int, data: bytes) -> bytes:
    """What a reader with address 0 says."""
    return sealed(bytes((5 + len(data), 0, number, status)) + data)


@pytest.mark.parametrize(
    ("number", "data", "expected"),
    [
        (0x21, "", "04FF211995"),
        (0x01, "040001000000008014", "0DFF010400010000000080140D93"),
        (0x01, "040101000000008214", "0DFF010401010000000082140221"),
        (0x2F, "1A", "05FF2F1AA5B4"),
    ],
)
def test_commands_are_those_of_the_manual(number: int, data: str, expected: str) -> None:
    assert expected == command(number, bytes.fromhex(data)).hex().upper()


def test_an_18_is_asked_for_rounds_without_more_ado() -> None:
    assert (command(INVENTORY),) == FAMILY_18.rounds(Setup())


def test_a_288_is_asked_for_a_round_on_each_antenna() -> None:
    rounds = FAMILY_288.rounds(Setup(antennas=(1, 3)))

    assert [0x80, 0x82] == [said[-4] for said in rounds]


@both
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\x01\x0c" + EPC, [TagRead(TAG), OVER]),
        (b"\x08\x01\x0c" + EPC + b"\x6b", [TagRead(TAG, antenna=4), OVER]),
        (b"\x00", [OVER]),
        (b"\x04\x00", [OVER]),
        (b"", [OVER]),
    ],
)
def test_either_layout_is_understood_whatever_the_model(
    family: Family, data: bytes, expected: list[TagRead | Answer]
) -> None:
    assert expected == family.decoder().feed(answer(INVENTORY, 1, data))


@both
@pytest.mark.parametrize("data", [b"\x03\x01\x0c" + EPC, b"\x01\x0b" + EPC[1:], b"\x01\x40" + bytes(64)])
def test_data_that_fit_no_layout_are_a_fault(family: Family, data: bytes) -> None:
    decoder = family.decoder()
    wrong = answer(INVENTORY, 1, data)

    assert [Fault("layout", len(wrong))] == decoder.feed(wrong) + decoder.idle()


def test_an_answer_that_is_followed_by_more_does_not_end_the_round() -> None:
    assert [TagRead(TAG, antenna=1)] == FAMILY_288.decoder().feed(
        answer(INVENTORY, 3, b"\x01\x01\x0c" + EPC + b"\x40")
    )


def test_the_chip_number_behind_a_number_is_no_part_of_it() -> None:
    tid = bytes.fromhex("E20034120123456789ABCDEF")

    [read] = FAMILY_288.decoder().feed(answer(INVENTORY, 3, b"\x01\x01\x98" + EPC + tid + b"\x40"))

    assert TagRead(TAG, antenna=1) == read


def test_a_number_said_to_hold_a_chip_number_longer_than_itself_is_blank() -> None:
    said = b"\x01\x02\x82\xaa\xbb\x40\x0c" + EPC + b"\x40"

    assert [Other("blank tag", ""), TagRead(TAG, antenna=1)] == FAMILY_288.decoder().feed(answer(INVENTORY, 3, said))


@both
@pytest.mark.parametrize(
    ("status", "data", "expected"),
    [
        (0x00, EPC, TagRead(TAG)),
        (0x00, b"\x02\x0c" + EPC + b"\x55", TagRead(TAG, antenna=2)),
        (0x28, b"\x00\x00\x00\x01\x01\x00\x00\x00\x05", Other("no tag")),
        (0xFE, b"", Trouble("unknown command")),
    ],
)
def test_a_reader_that_talks_by_itself_is_understood(
    family: Family, status: int, data: bytes, expected: TagRead | Other | Trouble
) -> None:
    assert [expected] == family.decoder().feed(answer(PUSH, status, data))


@pytest.mark.parametrize(
    ("kind", "family", "model"),
    [
        (0x09, FAMILY_18, "UHFReader18"),
        (0x08, FAMILY_18, "CF-RU5102"),
        (0x0C, FAMILY_288, "UHFReader288M"),
        (0x26, FAMILY_288, "type 26"),
    ],
)
def test_the_type_says_which_of_the_two_families_it_is(kind: int, family: Family, model: str) -> None:
    told = answer(0x21, 0, bytes((0, 22, kind, 3, 0x4E, 0, 30, 10)))

    recognised = {name.name: name.decoder().feed(told) for name in (FAMILY_18, FAMILY_288)}

    assert [Identity("0.22", model)] == recognised.pop(family.name)
    assert [[Answer("other model", f"{kind:02X}")]] == list(recognised.values())
