"""What a scanner types is told from what a person types, and taken apart into tags and codes."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.protocols.gen2 import crc16, pc_for
from tests.node import NodeModule

A, B, C = "E28011606000020464A1B2C1", "E28011606000020464A1B2C2", "3034257BF400B7800004CB2F"
LONG = "E2000D00A0A1A2A3A4A5A6A7A8A9AAAB"
PC_A, PC_B = f"3000{A}", f"3000{B}"

Key = tuple[str, float]


def keys(text: str, gap: float = 1, start: float = 0) -> list[Key]:
    """The text key by key, so many milliseconds apart."""
    return [(char, start + place * gap) for place, char in enumerate(text)]


def with_pauses(texts: Iterable[str], pause: float, gap: float = 1) -> list[Key]:
    """One text after the other with a pause between them."""
    typed: list[Key] = []
    for text in texts:
        typed += keys(text, gap, typed[-1][1] + pause if typed else 0)
    return typed


def with_crc(tag: str) -> str:
    epc = bytes.fromhex(tag)
    words = pc_for(epc).to_bytes(2) + epc
    return (words + crc16(words).to_bytes(2)).hex().upper()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param(f"{A}\n", [A], id="enter"),
        pytest.param(f"{A}\t", [A], id="tab"),
        pytest.param(A, [A], id="no end"),
        pytest.param(f"{A.lower()}\n", [A], id="lower case"),
        pytest.param(f"{PC_A}\n", [A], id="with PC"),
        pytest.param(f"{with_crc(A)}\n", [A], id="with PC and CRC"),
        pytest.param("E2 80 11 60 60 00 02 04 64 A1 B2 C1\n", [A], id="bytes held apart"),
        pytest.param(f"EPC:{A}\n", [A], id="with a name before it"),
        pytest.param(f"]C1{A}\n", [A], id="with an AIM code"),
        pytest.param(f"xT{A}\n", [A], id="with a prefix"),
        pytest.param(f"{A}\t{B}\n\n{C}\n", [A, B, C], id="one after the other"),
        pytest.param(f"{A}{B}\n", [A, B], id="two run together"),
        pytest.param(f"{PC_A}{PC_B}\n", [A, B], id="two run together with PC"),
        pytest.param(with_crc(A) + with_crc(LONG), [A, LONG], id="run together with CRC, of two lengths"),
        pytest.param("ZC-2024-00017\n", ["<ZC-2024-00017>"], id="asset number"),
        pytest.param("ZCA2024000017\n", ["<ZCA2024000017>"], id="asset number that looks like a short tag"),
        pytest.param("20240017\n", ["<20240017>"], id="asset number of digits"),
        pytest.param("0007654321\n", ["<0007654321>"], id="card of 125 kHz"),
        pytest.param(
            "http://a.cn/things/0193f6b0-11aa-7c02-8d2e-5b6c7d8e9f01\n",
            ["<http://a.cn/things/0193f6b0-11aa-7c02-8d2e-5b6c7d8e9f01>"],
            id="code on a label of ours",
        ),
        pytest.param("E0040100AABBCCDD\n", ["E0040100AABBCCDD"], id="number of an ISO 15693 tag"),
        pytest.param(f"{A[:-1]}\n", ["23?"], id="a digit lost"),
        pytest.param("\n\n", [], id="nothing"),
    ],
)
def test_what_a_scanner_types(told: NodeModule, typed: str, said: list[str]) -> None:
    assert said == told.call("type", keys(typed))


@pytest.mark.parametrize("gap", [60, 100, 200])
def test_what_a_person_types_is_no_scan(told: NodeModule, gap: float) -> None:
    assert [] == told.call("type", keys("ZC-2024-00017\n", gap))
    assert [] == told.call("type", keys(f"{A}\n", gap))


def test_a_slow_wireless_scanner_is_no_person(told: NodeModule) -> None:
    assert [A, B] == told.call("type", with_pauses([A, B], 200, gap=40))


def test_a_full_width_number_is_taken_as_it_is_meant(told: NodeModule) -> None:
    assert ["<ZC-2024>"] == told.call("type", keys("ＺＣ－２０２４\n"))


def test_a_run_without_pauses_is_taken_while_it_goes_on(told: NodeModule) -> None:
    tags = [f"E2801160600002046400{number:04X}" for number in range(100)]

    assert tags == told.call("type", keys("".join(tags), 2))


def test_a_lost_digit_costs_one_tag_where_there_are_pauses(told: NodeModule) -> None:
    tags = [f"E2801160600002046400{number:04X}" for number in range(30)]
    torn = [tag[1:] if place == 7 else tag for place, tag in enumerate(tags)]

    said = told.call("type", with_pauses(torn, 30))

    said.remove("23?")
    assert tags[:7] + tags[8:] == said


def test_long_tags_run_together_are_known_by_their_pauses(told: NodeModule) -> None:
    tags = [f"{LONG[:-4]}{number:04X}" for number in range(30)]

    assert tags == told.call("type", with_pauses(tags, 30))


def test_long_tags_run_together_are_known_by_the_tag_before(told: NodeModule) -> None:
    tags = [f"{LONG[:-4]}{number:04X}" for number in range(30)]

    assert [LONG, *tags] == told.call("type", [*keys(LONG), *keys("".join(tags), 2, start=1000)])


@settings(max_examples=60, deadline=None)
@given(
    numbers=st.lists(st.integers(0, 2**80 - 1), min_size=1, max_size=40),
    frame=st.sampled_from([lambda tag: tag, lambda tag: f"3000{tag}", with_crc, lambda tag: f"{tag}\n"]),
    pause=st.sampled_from([1, 5, 30, 130]),
)
def test_whatever_stands_around_tags_and_between_them_each_is_told_once(
    told: NodeModule, numbers: list[int], frame: object, pause: float
) -> None:
    tags = [f"E280{number:020X}" for number in numbers]
    assert callable(frame)

    assert tags == told.call("type", with_pauses(map(frame, tags), pause))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=1), st.integers(0, 200)), max_size=300))
def test_any_keys_are_taken(told: NodeModule, pressed: list[Key]) -> None:
    at = 0.0
    moments = [(char, at := at + gap) for char, gap in pressed if char]

    told.call("type", moments)
