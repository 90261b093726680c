"""Lines out of a stream that may be damaged, for the families that write text."""

import re

from reader.protocols.events import Fault

LONGEST_LINE = 1000

_END = re.compile(rb"[\r\n]")


class Splitter:
    """Cuts the stream at CR and LF. What is longer than any line of a scanner comes out as a fault."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._overlong = 0  # bytes of a line given up as too long

    @property
    def waiting(self) -> int:
        """Bytes of a line whose end has not come."""
        return len(self._buffer)

    def feed(self, chunk: bytes) -> list[bytes | Fault]:
        """The lines these bytes complete, without their ends; CR LF ends two, the second of them empty."""
        first, *parts = _END.split(chunk)
        self._append(first)
        if not parts:
            return []
        *whole, rest = parts
        lines = [self._take(), *(_line(part) for part in whole)]
        self._append(rest)
        return lines

    def idle(self) -> list[bytes | Fault]:
        """What waits for its end, if anything does: it does not come any more."""
        return [self._take()] if self._buffer else []

    def _append(self, part: bytes) -> None:
        room = LONGEST_LINE - len(self._buffer)
        self._buffer += part[:room]
        self._overlong += len(part[room:])

    def _take(self) -> bytes | Fault:
        line, overlong = bytes(self._buffer), self._overlong
        self._buffer.clear()
        self._overlong = 0
        return Fault("line too long", len(line) + overlong) if overlong else line


def _line(part: bytes) -> bytes | Fault:
    return part if len(part) <= LONGEST_LINE else Fault("line too long", len(part))
