"""Frames out of a stream that may be damaged: the decoder of every binary family, which gives only its `parse`."""

from collections.abc import Callable

from reader.protocols.events import Event, Fault

Parsed = tuple[int, tuple[Event, ...]] | str | None
"""A frame as its size and what all it says; why there is none; or None if bytes are lacking to tell."""

Parse = Callable[[bytes, int], Parsed]
"""Looks for a frame that begins here. It never raises, and asks for no more bytes than the longest frame has."""

# A run of lost bytes is reported at the latest when it is this long, good frame or not.
LONGEST_FAULT = 1024


class Frames:
    """Finds one frame after another. `head` is the byte every frame begins with, or b"" if there is none."""

    def __init__(self, parse: Parse, head: bytes) -> None:
        self._parse = parse
        self._head = head
        self._buffer = b""
        self._lost = 0
        self._reason = ""

    @property
    def waiting(self) -> int:
        """Bytes of a frame that is not complete, at most one frame's worth."""
        return len(self._buffer)

    def feed(self, chunk: bytes) -> list[Event]:
        """The events of all frames these bytes complete."""
        self._buffer += chunk
        return self._scan(silent=False)

    def idle(self) -> list[Event]:
        """Give up what waits, one byte at a time: a good frame may hide behind a damaged length."""
        events = self._scan(silent=True)
        self._report(events)
        return events

    def _scan(self, silent: bool) -> list[Event]:
        events: list[Event] = []
        buffer, at = self._buffer, 0
        while at < len(buffer):
            start = buffer.find(self._head, at)
            if start != at:
                start = start if start >= 0 else len(buffer)
                self._lose("noise", start - at, events)
                at = start
                continue
            found = self._parse(buffer, at)
            if isinstance(found, tuple):
                if self._lost:
                    self._report(events)
                at += found[0]
                events += found[1]
            elif found or silent:
                # One byte only: the next good frame may begin inside this one.
                self._lose(found or "cut short", 1, events)
                at += 1
            else:
                break
        self._buffer = buffer[at:]
        return events

    def _lose(self, reason: str, count: int, events: list[Event]) -> None:
        if not self._lost:
            self._reason = reason
        self._lost += count
        while self._lost >= LONGEST_FAULT:
            events.append(Fault(self._reason, LONGEST_FAULT))
            self._lost -= LONGEST_FAULT
            self._reason = reason

    def _report(self, events: list[Event]) -> None:
        if self._lost:
            events.append(Fault(self._reason, self._lost))
            self._lost = 0
