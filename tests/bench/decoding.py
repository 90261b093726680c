"""Bytes to sightings: how many tag reads a second one core takes, beside what a serial line delivers."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from reader.protocols import FAMILIES
from reader.protocols.events import TagRead
from reader.virtual.devices import DEVICES
from reader.window import Window
from tests.bench.figures import Figure, seconds

LINE_BYTES_PER_SECOND = 11_520
"""115,200 baud, eight data bits, one start and one stop bit."""

READS, TAGS, CHUNK = 50_000, 200, 512


def figures() -> Iterator[Figure]:
    """Reads a second, decoded and folded, of every family."""
    for family in FAMILIES:
        device = DEVICES[family]()
        notices = [device.notice(f"E28011606000{tag:012X}", -55.0) for tag in range(TAGS)]
        wire = b"".join(notices[read % TAGS] for read in range(READS))
        chunks = [wire[start : start + CHUNK] for start in range(0, len(wire), CHUNK)]
        taken = seconds(partial(_decode_and_fold, family, chunks))
        line = LINE_BYTES_PER_SECOND / (len(wire) / READS)
        yield Figure(f"decode_and_fold_{family}_reads_per_second", READS / taken, line)


def _decode_and_fold(family: str, chunks: list[bytes]) -> None:
    decoder, window, now = FAMILIES[family].decoder(), Window("1"), datetime.now(UTC)
    for number, chunk in enumerate(chunks):
        tick = number / 1000
        window.fold((event for event in decoder.feed(chunk) if isinstance(event, TagRead)), tick, now)
        window.close(tick)
