"""What a scanner's bytes turned out to say: the only thing that leaves a decoder.

A decoder is sans-IO: bytes in, events out. It knows no port, no clock and no thread, so the same class
serves a serial port, a socket, a captured file and a test.
"""

from dataclasses import dataclass
from typing import NamedTuple, Protocol


class TagRead(NamedTuple):
    """One answer of one tag. A tuple, because a scanner makes hundreds of these a second.

    `tag` is the EPC or UID in upper-case hexadecimal, `pc` the protocol control word as four digits,
    `rssi` in dBm, `antenna` counted from 1; None where the scanner did not say.
    """

    tag: str
    pc: str | None = None
    rssi: float | None = None
    antenna: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A run of bytes that was no message: why its first byte was given up, and how many bytes went."""

    reason: str
    discarded: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The scanner did what it was told, or refused to (then with a `Trouble`), and waits for the next command."""

    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """The answer to the question of a family who it is: this scanner is of the family."""

    firmware: str
    model: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the scanner itself says is wrong, for a person to hear: a cable is out, it is too hot, it refuses."""

    reason: str


@dataclass(frozen=True, slots=True)
class Temperature:
    """How warm the scanner says it is."""

    celsius: int


@dataclass(frozen=True, slots=True)
class Other:
    """A good message that is none of these: a sign of life, a text."""

    name: str
    text: str = ""


Event = TagRead | Fault | Answer | Identity | Trouble | Temperature | Other


class Decoder(Protocol):
    """The bytes of one scanner. No method raises, whatever the wire brings; no bytes are held beyond a bound."""

    def feed(self, chunk: bytes) -> list[Event]:
        """The events these bytes complete. How the stream is cut into chunks makes no difference."""

    def idle(self) -> list[Event]:
        """The line fell silent: what waits is looked through again without hoping for more bytes."""

    @property
    def waiting(self) -> int:
        """How many bytes are held back because they may still become a message."""
