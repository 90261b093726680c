"""A recording is read back as it was written, and says which family speaks in it."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.protocols import FAMILIES
from reader.protocols.events import TagRead
from reader.recording import Chunk, NotARecording, Recording, likeliest, line, read, understood
from tests.reader.captures import Capture, captures

CHUNKS = st.lists(
    st.builds(
        Chunk, st.integers(0, 10**7).map(lambda ms: ms / 1000), st.binary(min_size=1, max_size=50), st.booleans()
    )
)
TAGS = [capture for capture in captures() if '"event": "tag"' in "".join(capture.expected)]


@given(CHUNKS)
def test_what_is_written_is_read_back(chunks: list[Chunk]) -> None:
    assert Recording(tuple(chunks)) == read(map(line, chunks))


def test_the_head_says_where_the_bytes_come_from_and_bytes_may_be_held_apart_by_hand() -> None:
    recording = read(["# port COM3", "#family  m100", "", "0.5  > BB 00 28", "1 FF\n"])

    assert {"port": "COM3", "family": "m100"} == recording.head
    assert (Chunk(0.5, b"\xbb\x00\x28", True), Chunk(1.0, b"\xff")) == recording.chunks
    assert [Chunk(1.0, b"\xff")] == recording.received


@pytest.mark.parametrize("text", ["hello", "0.1", "0.1 FFF", "0.1 >", "FF", "-1 FF", "0.1 < FF", "1.2.3 FF"])
def test_a_line_that_is_none_is_told_by_its_number(text: str) -> None:
    with pytest.raises(NotARecording, match="line 2: "):
        read(["0.1 FF", text])


@given(st.lists(st.text(max_size=40)))
def test_no_text_does_harm(lines: list[str]) -> None:
    with suppress(NotARecording):
        assert len(read(lines).chunks) <= len(lines)


def test_a_pause_is_silence_to_the_decoder() -> None:
    chunks = [Chunk(0.0, b"3034257BF719"), Chunk(0.05, b"4E4000001A85"), Chunk(0.3, b"30340000")]

    heard = [(at, event) for at, events in understood(chunks, FAMILIES["lines"].decoder()) for event in events]

    assert [(0.05, TagRead("3034257BF7194E4000001A85")), (0.3, TagRead("30340000"))] == heard


@pytest.mark.parametrize("capture", TAGS, ids=lambda capture: f"{capture.family}-{capture.name}")
def test_the_family_that_speaks_is_found_without_being_told(capture: Capture) -> None:
    chunks = [Chunk(number, stretch) for number, stretch in enumerate(capture.stretches)]

    found = likeliest(chunks, FAMILIES.values())

    assert found is not None
    # Both layouts of Chafon are understood by the decoders of both.
    assert capture.family.removesuffix("288").removesuffix("18") in found.name


def test_noise_is_of_no_family() -> None:
    assert likeliest([Chunk(0.0, bytes(range(128, 256)) * 4)], FAMILIES.values()) is None
    assert likeliest([], FAMILIES.values()) is None
