"""What went over a serial line, kept as text: to be looked at, sent by mail, and played again.

    # rollcall-reader recording 1
    # port /dev/ttyUSB0
    # baud 115200
    # family m100
    # begun 2026-11-21T08:00:00.000Z
    0.000 > BB00280000287E
    0.013 BB01280001002A7E

One line a chunk, as it came: seconds since the beginning, then the bytes in hexadecimal; `>` marks what was sent to
the scanner. What begins with # says where the bytes come from and may be added to by hand. A tag number is in it as
the scanner said it, and nothing else of the school.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from reader.ports import SILENCE
from reader.protocols.events import Decoder, Event, Fault, Identity, TagRead
from reader.protocols.family import Family
from reader.sighting import stamp

_CHUNK = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s+(>?)\s*((?:[0-9A-Fa-f]{2}\s?)+)")


class Chunk(NamedTuple):
    """Bytes that came, or were sent, at once; `at` is seconds since the beginning."""

    at: float
    octets: bytes
    sent: bool = False


class NotARecording(Exception):
    """The text is none of ours; says in which line."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What was said of the recording in its head, and what came."""

    chunks: tuple[Chunk, ...]
    head: dict[str, str] = field(default_factory=dict)

    @property
    def received(self) -> list[Chunk]:
        """Those the scanner sent."""
        return [chunk for chunk in self.chunks if not chunk.sent]


def head(port: str, baud: int, family: str | None, at: datetime) -> list[str]:
    """The lines that say where the bytes come from."""
    named = [f"# family {family}"] if family else []
    return ["# rollcall-reader recording 1", f"# port {port}", f"# baud {baud}", *named, f"# begun {stamp(at)}"]


def line(chunk: Chunk) -> str:
    """The chunk as it is written."""
    return f"{chunk.at:.3f} {'> ' if chunk.sent else ''}{chunk.octets.hex().upper()}"


def read(lines: Iterable[str]) -> Recording:
    """The recording these lines are. Raises `NotARecording`."""
    chunks, head = [], {}
    for number, text in enumerate(map(str.strip, lines), 1):
        if text.startswith("#"):
            name, _, value = text.removeprefix("#").strip().partition(" ")
            head[name] = value.strip()
        elif match := _CHUNK.fullmatch(text):
            chunks.append(Chunk(float(match[1]), bytes.fromhex(match[3]), bool(match[2])))
        elif text:
            raise NotARecording(f"line {number}: a line is seconds and hexadecimal bytes, as in `0.013 BB012800`")
    return Recording(tuple(chunks), head)


def understood(chunks: Sequence[Chunk], decoder: Decoder) -> Iterator[tuple[float, list[Event]]]:
    """What this decoder makes of what was received, with the second it was clear; pauses count as silence."""
    at = 0.0
    for chunk in chunks:
        if chunk.at - at >= SILENCE:
            yield at, decoder.idle()
        at = chunk.at
        yield at, decoder.feed(chunk.octets)
    yield at, decoder.idle()


def likeliest(chunks: Sequence[Chunk], families: Iterable[Family]) -> Family | None:
    """The family that says most often who it is; of equals the first that understands at least half of the bytes."""
    scores = [(score(chunks, family), family) for family in families]
    known = [(rank, family) for rank, family in scores if rank is not None]
    return max(known, key=lambda scored: scored[0])[1] if known else None


def score(chunks: Sequence[Chunk], family: Family) -> tuple[int, bool] | None:
    """How often the scanner says it is of this family, and whether half is understood; None if nothing is."""
    events = [event for _, heard in understood(chunks, family.decoder()) for event in heard]
    good = [event for event in events if not isinstance(event, Fault)]
    if not family.checked:
        good = [event for event in good if isinstance(event, TagRead | Identity)]
    if not good:
        return None
    discarded = sum(event.discarded for event in events if isinstance(event, Fault))
    total = sum(len(chunk.octets) for chunk in chunks)
    return sum(isinstance(event, Identity) for event in good), discarded * 2 <= total
