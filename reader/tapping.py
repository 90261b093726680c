"""`rollcall-reader record`: what passes over a serial line, written down as it comes."""

import time
from collections.abc import Callable
from contextlib import suppress

from reader.ports import Port
from reader.protocols.dialogue import Dialogue
from reader.protocols.family import Family
from reader.recording import Chunk, line

PATIENCE = 3.0  # seconds of silence after which a scanner is asked again


def record(port: Port, family: Family, seconds: float, write: Callable[[str], None]) -> int:
    """Write a line for every chunk, for so many seconds or until interrupted; gives how many bytes came.

    The scanner is told what its family needs to be told so that tags come. Raises `PortGone`.
    """
    tap = _Tap(port, write)
    decoder, dialogue = family.decoder(), Dialogue(family)
    with suppress(KeyboardInterrupt):
        tap.send(dialogue.opening())
        heard = tap.now()
        while tap.now() < seconds:
            chunk = tap.read()
            tap.send(dialogue.heard(decoder.feed(chunk) if chunk else decoder.idle()))
            if chunk:
                heard = tap.now()
            elif tap.now() - heard >= PATIENCE:
                tap.send(dialogue.poll())
                heard = tap.now()
    tap.send(dialogue.closing())
    return tap.received


class _Tap:
    """A port of which all that passes is written down."""

    def __init__(self, port: Port, write: Callable[[str], None]) -> None:
        self.received = 0
        self._port = port
        self._write = write
        self._begun = time.monotonic()

    def now(self) -> float:
        return time.monotonic() - self._begun

    def read(self) -> bytes:
        chunk = self._port.read()
        if chunk:
            self.received += len(chunk)
            self._write(line(Chunk(self.now(), chunk)))
        return chunk

    def send(self, command: bytes) -> None:
        if command:
            self._write(line(Chunk(self.now(), command, sent=True)))
            self._port.write(command)
