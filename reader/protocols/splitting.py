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
        """The lines these bytes complete, without their ends and without empty ones."""
        *ended, rest = _END.split(chunk)
        lines = []
        for part in ended:
            self._append(part)
            lines += self.rest()
        self._append(rest)
        return lines

    def rest(self) -> list[bytes | Fault]:
        """What waits for its end, as a line; none if nothing does."""
        line, overlong = bytes(self._buffer), self._overlong
        self._buffer.clear()
        self._overlong = 0
        if overlong:
            return [Fault("line too long", len(line) + overlong)]
        return [line] if line else []

    def _append(self, part: bytes) -> None:
        room = LONGEST_LINE - len(self._buffer)
        self._buffer += part[:room]
        self._overlong += len(part[room:])
