"""The device side of the length-first families: an 18 with one antenna, and a 288 with several.

Source: "UHFReader18 User's Manual" V2.0; the rounds of the 288 as in recorded frames of wabson/chafon-rfid. Sans-IO:
the pty carries the bytes.
"""

from reader.protocols.chafon import (
    FINISHED,
    INFORMATION,
    INVENTORY,
    MORE_FOLLOWS,
    NO_TAG,
    RESIDUE,
    SET_POWER,
    SHORTEST_COMMAND,
    crc,
    sealed,
)
from reader.virtual.commands import take

_ADDRESS = 0
_UNKNOWN_COMMAND = 0xFE
# Firmware 0.22, type, both protocols, a European band, 30 dBm, a second a round.
_INFORMATION = bytes.fromhex("0016 00 03 4E 00 1E 0A")
_TAGS_A_ROUND = 8


class Chafon18Device:
    """A desktop reader: one tag an answer, each to be asked for."""

    _model = 0x09

    def __init__(self) -> None:
        self.running = False
        self.starts = 0
        self._resting = True
        self._received = bytearray()

    def receive(self, chunk: bytes) -> bytes:
        """The answers to the commands these bytes complete."""
        self._received += chunk
        return b"".join(self._obey(command[2], command[3:-2]) for command in take(self._received, _size))

    def notice(self, tag: str, rssi: float) -> bytes:
        """The answer with one tag, which ends the round. It does not tell how strong the tag was."""
        del rssi
        self.running = False
        epc = bytes.fromhex(tag)
        return _answer(INVENTORY, FINISHED, bytes((1, len(epc))) + epc)

    def empty_round(self) -> bytes:
        """What it says when no tag answered."""
        self.running = False
        return _answer(INVENTORY, NO_TAG)

    def _obey(self, command: int, data: bytes) -> bytes:
        if command == INFORMATION:
            self._resting = True
            return _answer(command, 0, _INFORMATION[:2] + bytes((self._model,)) + _INFORMATION[3:])
        if command == INVENTORY:
            self.starts += self._resting
            self.running, self._resting = True, False
            self._ask(data)
            return b""
        return _answer(command, 0 if command == SET_POWER else _UNKNOWN_COMMAND)

    def _ask(self, data: bytes) -> None:
        """An inventory was asked for, with this data."""


class Chafon288Device(Chafon18Device):
    """A fixed reader: several tags a round, on the antenna that was asked for."""

    _model = 0x0C

    def __init__(self) -> None:
        super().__init__()
        self._antenna = 0x01
        self._answered = 0

    def notice(self, tag: str, rssi: float) -> bytes:
        """The answer with one tag, and the end of the round if it was the last of it."""
        epc = bytes.fromhex(tag)
        self._answered += 1
        said = _answer(
            INVENTORY, MORE_FOLLOWS, bytes((self._antenna, 1, len(epc))) + epc + bytes((round(rssi) + 160,))
        )
        return said + (self._end() if self._answered == _TAGS_A_ROUND else b"")

    def empty_round(self) -> bytes:
        """What it says when no tag is left."""
        return self._end() if self._answered else super().empty_round()

    def _ask(self, data: bytes) -> None:
        self._antenna = 1 << (data[-2] & 0x07)

    def _end(self) -> bytes:
        self.running = False
        self._answered = 0
        return _answer(INVENTORY, FINISHED, bytes((self._antenna, 0)))


def _answer(command: int, status: int, data: bytes = b"") -> bytes:
    return sealed(bytes((SHORTEST_COMMAND + 1 + len(data), _ADDRESS, command, status)) + data)


def _size(received: bytes) -> int:
    size = received[0] + 1
    return size if SHORTEST_COMMAND < size <= len(received) and crc(received[:size]) == RESIDUE else 0
