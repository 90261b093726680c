"""What every decoder promises, tried on every capture of its family: a new family adds captures, not tests.

`make fuzz` tries far more random streams than every run of the tests can.
"""

import os
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.protocols import FAMILIES
from reader.protocols.events import Event, Fault
from tests.reader.captures import Capture, as_lines, captures, play, tags

CAPTURES = captures()
fuzz = settings(max_examples=int(os.environ.get("FUZZ_EXAMPLES", "20")), deadline=None)
# No decoder may hold back more than its longest message.
BOUND = 1024

every_capture = pytest.mark.parametrize("capture", CAPTURES, ids=lambda capture: f"{capture.family}-{capture.name}")
every_checked_capture = pytest.mark.parametrize(
    "capture",
    [capture for capture in CAPTURES if FAMILIES[capture.family].checked],
    ids=lambda capture: f"{capture.family}-{capture.name}",
)
every_family = pytest.mark.parametrize("family", FAMILIES)


def test_every_family_has_captures_and_every_capture_a_family() -> None:
    assert set(FAMILIES) == {capture.family for capture in CAPTURES}


@every_capture
@pytest.mark.parametrize("size", [1, 2, 3, 7, 1 << 16])
def test_a_capture_says_the_same_in_chunks_of_any_size(capture: Capture, size: int) -> None:
    events = play(capture.decoder(), capture.stretches, size)

    assert capture.expected == as_lines(events)


@every_capture
def test_two_captures_one_after_the_other_are_both_understood(capture: Capture) -> None:
    events = play(capture.decoder(), capture.stretches * 2)

    assert capture.expected * 2 == as_lines(events)


@every_capture
def test_a_good_message_comes_out_behind_any_single_wrong_bit(capture: Capture) -> None:
    good = plain_tag(capture.family)

    for damaged in with_one_wrong_bit(capture):
        heard = tags(play(capture.decoder(), (*damaged[:-1], damaged[-1] + good.stretches[0] * 2)))

        assert tags(play(good.decoder(), good.stretches)) * 2 == heard[-2:], damaged


@every_family
def test_no_single_wrong_bit_holds_up_a_scanner_that_never_falls_silent(family: str) -> None:
    good = plain_tag(family)
    frame = good.stretches[0]
    behind = BOUND // len(frame) + 5

    for [damaged] in with_one_wrong_bit(good):
        heard = tags(good.decoder().feed(damaged + frame * behind))
        assert len(heard) >= 5, damaged


@every_checked_capture
def test_no_single_wrong_bit_makes_a_wrong_tag_where_there_is_a_checksum(capture: Capture) -> None:
    good = plain_tag(capture.family)
    true = {*tags(play(capture.decoder(), capture.stretches)), *tags(play(good.decoder(), good.stretches))}

    for damaged in with_one_wrong_bit(capture):
        assert set(tags(play(capture.decoder(), damaged + good.stretches))) <= true


@every_checked_capture
def test_a_tag_that_a_wrong_bit_took_away_is_counted_as_a_fault(capture: Capture) -> None:
    whole = play(capture.decoder(), capture.stretches)

    for damaged in with_one_wrong_bit(capture):
        heard = play(capture.decoder(), damaged)
        assert len(tags(heard)) == len(tags(whole)) or faults(heard) > faults(whole), damaged


@every_capture
@fuzz
@given(cut=st.integers(0, 200), start=st.integers(0, 200))
def test_a_stream_cut_anywhere_makes_no_difference_to_what_follows_a_silence(
    capture: Capture, cut: int, start: int
) -> None:
    decoder = capture.decoder()
    torn = capture.stretches[0][start:cut]
    good = plain_tag(capture.family)

    play(decoder, (torn,))

    assert tags(play(good.decoder(), good.stretches)) == tags(play(decoder, good.stretches))


@every_family
@fuzz
@given(chunks=st.lists(st.binary(max_size=200)))
def test_any_bytes_are_taken_without_an_exception_and_within_bounds(family: str, chunks: list[bytes]) -> None:
    decoder = FAMILIES[family].decoder()

    for chunk in chunks:
        decoder.feed(chunk)
        assert decoder.waiting <= BOUND
    decoder.idle()

    assert decoder.waiting == 0


@every_family
@fuzz
@given(st.data())
def test_damaged_streams_say_the_same_wherever_they_are_cut(family: str, data: st.DataObject) -> None:
    stream = data.draw(damaged_streams(family))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=20)))
    decoder = FAMILIES[family].decoder()

    events = [event for start, end in pairwise([0, *cuts, len(stream)]) for event in decoder.feed(stream[start:end])]

    assert play(FAMILIES[family].decoder(), (stream,)) == events + decoder.idle()


@every_family
@fuzz
@given(st.data())
def test_whatever_came_before_a_silence_the_next_tag_is_read(family: str, data: st.DataObject) -> None:
    decoder, good = FAMILIES[family].decoder(), plain_tag(family)

    play(decoder, (data.draw(damaged_streams(family)),))

    assert tags(play(good.decoder(), good.stretches)) == tags(play(decoder, good.stretches))


@every_family
def test_endless_noise_is_reported_before_the_line_falls_silent(family: str) -> None:
    decoder = FAMILIES[family].decoder()

    events: list[Event] = []
    for _ in range(100):
        events += decoder.feed(b"\xbb\x55\xaa\x99\r" * 20)

    assert any(isinstance(event, Fault) for event in events)


def damaged_streams(family: str) -> st.SearchStrategy[bytes]:
    """Pieces of what the family says, and of anything else, one after the other."""
    whole = st.sampled_from([b"".join(capture.stretches) for capture in CAPTURES if capture.family == family])
    piece = st.builds(
        lambda stream, start, size: stream[start : start + size], whole, st.integers(0, 80), st.integers(0, 80)
    )
    return st.lists(whole | piece | st.binary(max_size=30), max_size=8).map(b"".join)


def faults(events: list[Event]) -> int:
    """How many bytes were discarded."""
    return sum(event.discarded for event in events if isinstance(event, Fault))


def plain_tag(family: str) -> Capture:
    """The first capture of the family that is one tag and nothing else."""
    return next(
        capture
        for capture in CAPTURES
        if capture.family == family and len(capture.stretches) == len(capture.expected) == 1
    )


def with_one_wrong_bit(capture: Capture) -> Iterator[tuple[bytes, ...]]:
    """The capture with its first bit wrong, with its second, and so on."""
    for i, part in enumerate(capture.stretches):
        for bit in range(len(part) * 8):
            damaged = bytearray(part)
            damaged[bit // 8] ^= 1 << bit % 8
            yield (*capture.stretches[:i], bytes(damaged), *capture.stretches[i + 1 :])
