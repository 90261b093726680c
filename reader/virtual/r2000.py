"""The device side of the A0 family: a fixed reader that is asked for every round.

Source: "UHF RFID Reader Serial Interface Protocol" V3.7. Sans-IO: the pty carries the bytes.
"""

from reader.protocols.gen2 import pc_for
from reader.protocols.r2000 import (
    DONE,
    FIRMWARE,
    HEAD,
    INVENTORY,
    NO_TAG,
    SET_ANTENNA,
    SET_POWER,
    frame,
)
from reader.virtual.commands import take

_ADDRESS = 1
_WRONG_PARAMETER = 0x41
# A round ends when this many tags answered, and at the latest when none is left.
_TAGS_A_ROUND = 8


class R2000Device:
    """A reader on its wall: what it answers, and whether it is in the middle of a round."""

    def __init__(self) -> None:
        self.running = False
        self.starts = 0
        self._resting = True
        self._antenna = 0
        self._answered = 0
        self._received = bytearray()

    def receive(self, chunk: bytes) -> bytes:
        """The answers to the commands these bytes complete."""
        self._received += chunk
        return b"".join(self._obey(command[3], command[4:-1]) for command in take(self._received, _size))

    def notice(self, tag: str, rssi: float) -> bytes:
        """The frame of one tag, and the end of the round if it was the last of it."""
        epc = bytes.fromhex(tag)
        self._answered += 1
        level = round(rssi) + 129 | (0x80 if self._antenna > 3 else 0)
        said = bytes((0x04 | self._antenna & 3,)) + pc_for(epc).to_bytes(2) + epc + bytes((level,))
        return self._say(INVENTORY, said) + (self._end() if self._answered == _TAGS_A_ROUND else b"")

    def empty_round(self) -> bytes:
        """What it says when no tag is left."""
        if self._answered:
            return self._end()
        self.running = False
        return self._say(INVENTORY, bytes((NO_TAG,)))

    def _end(self) -> bytes:
        self.running = False
        total, self._answered = self._answered, 0
        return self._say(INVENTORY, bytes((self._antenna,)) + (50).to_bytes(2) + total.to_bytes(4))

    def _obey(self, command: int, data: bytes) -> bytes:
        if command == FIRMWARE:
            self._resting = True
            return self._say(command, b"\x01\x09")
        if command == INVENTORY:
            self.starts += self._resting
            self.running, self._resting = True, False
            return b""
        if command == SET_ANTENNA and data:
            self._antenna = data[0]
        known = command in (SET_ANTENNA, SET_POWER)
        return self._say(command, bytes((DONE if known else _WRONG_PARAMETER,)))

    def _say(self, command: int, data: bytes) -> bytes:
        return frame(command, data, _ADDRESS)


def _size(received: bytes) -> int:
    size = received[1] + 2 if len(received) > 1 else 0
    good = received[0] == HEAD and 5 <= size <= len(received) and sum(received[:size]) & 0xFF == 0
    return size if good else 0
