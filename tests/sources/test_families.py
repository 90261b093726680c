"""The decoders of the browser say the same as those on the box, whatever the wire brings."""

import json
import os
import random
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.decoding import as_json
from reader.protocols import FAMILIES
from reader.protocols.events import Event
from tests.node import NodeModule
from tests.reader.captures import Capture, captures

CAPTURES = captures()
BOUND = 1024
fuzz = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
every_family = pytest.mark.parametrize("family", FAMILIES)

Chunks = list[bytes]
"""What comes over the wire; an empty one stands for silence."""


def test_the_browser_knows_the_same_families(told: NodeModule) -> None:
    assert list(FAMILIES) == told.call("names")


@pytest.mark.parametrize("size", [1, 7, 1 << 16])
def test_every_capture_says_the_same_in_the_browser(told: NodeModule, size: int) -> None:
    for capture in CAPTURES:
        said = in_browser(told, capture.family, list(pieces(capture, size)))

        assert [json.loads(line) for line in capture.expected] == said, capture.name


@every_family
def test_every_single_wrong_bit_says_the_same_in_the_browser(told: NodeModule, family: str) -> None:
    for chunks in with_one_wrong_bit(family):
        assert on_box(family, chunks) == in_browser(told, family, chunks)


@every_family
@fuzz
@given(data=st.data())
def test_damaged_streams_say_the_same_in_the_browser(told: NodeModule, family: str, data: st.DataObject) -> None:
    chunks = data.draw(st.lists(damaged(family), max_size=12))

    assert on_box(family, chunks) == in_browser(told, family, chunks)


@every_family
def test_any_bytes_are_taken_without_an_error_and_within_bounds(told: NodeModule, family: str) -> None:
    dice = random.Random(family)
    chunks = [dice.randbytes(dice.randrange(1, 200)).hex() for _ in range(300)]

    played = told.call("decode", family, [*chunks, ""])

    assert played["most"] <= BOUND
    assert played["waiting"] == 0


def on_box(family: str, chunks: Iterable[bytes]) -> list[object]:
    """The events of the decoder on the box."""
    decoder = FAMILIES[family].decoder()
    events: list[Event] = []
    for chunk in chunks:
        events += decoder.feed(chunk) if chunk else decoder.idle()
    return [json.loads(as_json(event)) for event in events]


def in_browser(told: NodeModule, family: str, chunks: Iterable[bytes]) -> list[object]:
    """The events of the decoder of the browser."""
    events: list[object] = told.call("decode", family, [chunk.hex() for chunk in chunks])["events"]
    return events


def pieces(capture: Capture, size: int) -> Iterator[bytes]:
    """The capture in chunks of this size, with silence after every stretch."""
    for stretch in capture.stretches:
        yield from (stretch[at : at + size] for at in range(0, len(stretch), size))
        yield b""


def with_one_wrong_bit(family: str) -> Iterator[Chunks]:
    """A tag of the family with one bit wrong after the other, and good ones behind it, at once and after silence."""
    good = next(
        each.stretches[0]
        for each in CAPTURES
        if each.family == family and len(each.stretches) == len(each.expected) == 1
    )
    for bit in range(len(good) * 8):
        wrong = bytearray(good)
        wrong[bit // 8] ^= 1 << bit % 8
        yield [bytes(wrong) + good, b"", good, b""]


def damaged(family: str) -> st.SearchStrategy[bytes]:
    """Pieces of what the family says, or of anything else; or silence."""
    whole = st.sampled_from([b"".join(capture.stretches) for capture in CAPTURES if capture.family == family])
    piece = st.builds(
        lambda stream, start, size: stream[start : start + size], whole, st.integers(0, 80), st.integers(0, 80)
    )
    return whole | piece | st.binary(max_size=30) | st.just(b"")
