"""Recorded byte streams, one text file each, in tests/captures/FAMILY/.

A line that begins with # says where the bytes come from, one with = is an expected event as `decode` prints it,
every other line is hexadecimal. A blank line means that the scanner fell silent, as it always does at the end.
"""

from dataclasses import dataclass
from pathlib import Path

from reader.decoding import as_json
from reader.protocols import FAMILIES
from reader.protocols.events import Decoder, Event, TagRead

FOLDER = Path(__file__).parent.parent / "captures"


@dataclass(frozen=True)
class Capture:
    """The bytes between two silences each, and what they say."""

    family: str
    name: str
    stretches: tuple[bytes, ...]
    expected: tuple[str, ...]

    def decoder(self) -> Decoder:
        """A fresh decoder of this family."""
        return FAMILIES[self.family].decoder()


def captures() -> list[Capture]:
    """All there are."""
    return [_load(path) for path in sorted(FOLDER.glob("*/*.txt"))]


def play(decoder: Decoder, stretches: tuple[bytes, ...], size: int = 1 << 16) -> list[Event]:
    """The events when the bytes come in chunks of this size, with silence after every stretch."""
    events: list[Event] = []
    for stretch in stretches:
        for at in range(0, len(stretch), size):
            events += decoder.feed(stretch[at : at + size])
        events += decoder.idle()
    return events


def as_lines(events: list[Event]) -> tuple[str, ...]:
    """Events as `decode` prints them."""
    return tuple(as_json(event) for event in events)


def tags(events: list[Event]) -> list[str]:
    """The tags among the events."""
    return [event.tag for event in events if isinstance(event, TagRead)]


def _load(path: Path) -> Capture:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    text = "\n".join(line for line in lines if not line.startswith("="))
    return Capture(
        family=path.parent.name,
        name=path.stem,
        stretches=tuple(bytes.fromhex(stretch) for stretch in text.split("\n\n")),
        expected=tuple(line.removeprefix("= ") for line in lines if line.startswith("=")),
    )
