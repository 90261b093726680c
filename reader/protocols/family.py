"""A scanner family: all that the rest of the box needs to know of one, as one value.

A module of the family describes it in constants and pure functions and ends with `FAMILY = Family(...)`; the registry
in `reader.protocols` lists it. Two things are made of it, both sans-IO:

- `family.decoder()` turns bytes into events (`reader.protocols.events`). A framed binary family passes its `parse` to
  `reader.protocols.framing.Frames`; only a family without frames writes a decoder of its own.
- `reader.protocols.dialogue.Dialogue(family, setup)` says what to send, and when. The family gives the commands only.

The order of a dialogue: each step of `begin` is sent when the scanner answered the one before (an `Answer` or an
`Identity`), or stayed silent. Then the steps of `rounds` follow one another for ever in the same way: the commands of
a scanner that has to be asked for every round. A scanner that goes on by itself once started has its start command at
the end of `begin`, and no rounds; one that takes no command at all has neither.

A scanner is recognised by an `Identity` after `identify` was sent. One that cannot be asked (`identify` is b"") is
recognised by its tags: the first `TagRead` without a `Fault`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from reader.protocols.events import Decoder

REGIONS = ("CN", "EU", "US")


@dataclass(frozen=True, slots=True)
class Setup:
    """What the box wants of a scanner; what is not said stays as the scanner has it.

    `power` is dBm at the antenna port, `antennas` are counted from 1. `region` is one of `REGIONS` and is told to
    scanners that forget theirs when they are switched off; others keep what they were sold with.
    """

    power: float | None = None
    antennas: tuple[int, ...] = ()
    region: str = "CN"


def nothing(_: Setup) -> tuple[bytes, ...]:
    """No commands."""
    return ()


@dataclass(frozen=True, slots=True)
class Family:
    """One family. The line is always 8 data bits, no parity, 1 stop bit, without flow control.

    `name` is written in settings and on command lines, `title` is for people. `bauds` are the line speeds to try, the
    likeliest first. `identify` asks who is there; it writes neither to a tag nor to the memory of the scanner.
    `powers` are the least and the most dBm it can be told (None: cannot be told), `antennas` how many ports it can be
    told to use. `checked` is False if nothing in a message proves it whole: then a wrong digit may pass for a tag.
    """

    name: str
    title: str
    bauds: tuple[int, ...]
    decoder: Callable[[], Decoder]
    identify: bytes = b""
    begin: Callable[[Setup], tuple[bytes, ...]] = nothing
    rounds: Callable[[Setup], tuple[bytes, ...]] = nothing
    stop: bytes = b""
    powers: tuple[float, float] | None = None
    antennas: int = 0
    checked: bool = True
