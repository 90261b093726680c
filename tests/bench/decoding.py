"""Bytes to sightings: how many tag reads a second one core takes, beside what a serial line delivers.

Time of the processor, not of the wall: several scanners share a box, and several people the machine this runs on.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from time import process_time

from reader.listener import ROUND
from reader.protocols import FAMILIES
from reader.protocols.events import TagRead
from reader.virtual.devices import DEVICES
from reader.window import Window
from tests.bench.figures import Figure, seconds

LINE_BYTES_PER_SECOND = 11_520
"""115,200 baud, eight data bits, one start and one stop bit."""

READS, TAGS, CHUNK = 50_000, 200, 512

# Transponders of this family are no UHF tags.
DIGITS = {"rdm6300": 10}


def figures() -> Iterator[Figure]:
    """Reads a second, decoded and folded, of every family."""
    for family in FAMILIES:
        device = DEVICES[family]()
        digits = DIGITS.get(family, 24)
        notices = [device.notice(f"E28011606000{tag:012X}"[-digits:], -55.0) for tag in range(TAGS)]
        wire = b"".join(notices[read % TAGS] for read in range(READS))
        chunks = [wire[start : start + CHUNK] for start in range(0, len(wire), CHUNK)]
        assert READS == sum(isinstance(event, TagRead) for event in FAMILIES[family].decoder().feed(wire)), family
        taken = seconds(partial(_decode_and_fold, family, chunks), clock=process_time)
        line = LINE_BYTES_PER_SECOND / (len(wire) / READS)
        yield Figure(f"decode_and_fold_{family}_reads_per_second", READS / taken, line)


def _decode_and_fold(family: str, chunks: list[bytes]) -> None:
    decoder, window, now = FAMILIES[family].decoder(), Window("1"), datetime.now(UTC)
    looked = 0.0
    for number, chunk in enumerate(chunks):
        tick = number / 1000
        window.fold((event for event in decoder.feed(chunk) if isinstance(event, TagRead)), tick, now)
        if tick - looked >= ROUND:  # as often as a listener looks
            looked = tick
            window.close(tick)
