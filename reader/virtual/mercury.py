"""The device side of the FF family: a module that reads on by itself once started.

Source: recorded sessions of an M6e Nano in sparkfun/Simultaneous_RFID_Tag_Reader, Documentation, "Example
Communication Logs". Sans-IO: the pty carries the bytes.
"""

from reader.protocols.gen2 import crc16, pc_for
from reader.protocols.mercury import DONE, HEAD, NO_TAG, READ, START, STOP, STREAM, VERSION, command, crc
from reader.virtual.commands import take

_UNKNOWN_COMMAND = 0x0101
_VERSION = bytes.fromhex("14120800 30000002 20150310 01030147 00000010")
# Option, search flags, metadata flags, kind; read count; then frequency, time, phase, protocol, memory, pins.
_BEFORE = bytes.fromhex("10 001B 01FF 01 01")
_BEHIND = bytes.fromhex("0E1640 00000127 0000 05 0000 0F")
_ANTENNA = b"\x11"


class MercuryDevice:
    """A module on its board: what it answers, and whether it reads."""

    def __init__(self) -> None:
        self.running = False
        self.starts = 0
        self._received = bytearray()

    def receive(self, chunk: bytes) -> bytes:
        """The answers to the commands these bytes complete."""
        self._received += chunk
        return b"".join(self._obey(command) for command in take(self._received, _size))

    def notice(self, tag: str, rssi: float) -> bytes:
        """The report of one tag."""
        epc = bytes.fromhex(tag)
        words = pc_for(epc).to_bytes(2) + epc
        words += crc16(words).to_bytes(2)
        level = bytes((round(rssi) & 0xFF,))
        return _answer(READ, 0, _BEFORE + level + _ANTENNA + _BEHIND + (len(words) * 8).to_bytes(2) + words)

    def empty_round(self) -> bytes:
        """What it says when no tag answered."""
        return _answer(READ, NO_TAG)

    def _obey(self, command: bytes) -> bytes:
        opcode = command[2]
        if command == START:
            self.running = True
            self.starts += 1
            return _answer(STREAM, 0, command[5:9])
        if command == STOP:
            self.running = False
            return _answer(STREAM, 0, b"\x02")
        if opcode == VERSION:
            return _answer(opcode, 0, _VERSION)
        return _answer(opcode, 0 if opcode in DONE else _UNKNOWN_COMMAND)


def _answer(opcode: int, status: int, data: bytes = b"") -> bytes:
    message = bytes((len(data), opcode)) + status.to_bytes(2) + data
    return bytes((HEAD,)) + message + crc(message).to_bytes(2)


def _size(received: bytes) -> int:
    size = received[1] + 5 if len(received) > 1 else 0
    good = (
        received[0] == HEAD
        and size <= len(received)
        and command(received[2], received[3 : size - 2]) == received[:size]
    )
    return size if good else 0
