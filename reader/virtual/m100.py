"""The device side of the M100 family: answers commands and reports tags as the module does, byte for byte.

Source: "Communication user Protocol V2.1" (anteploon/yrm100lib, doc/); the stop answer and the rounds without a tag
as in recorded frames. Sans-IO: the pty carries the bytes.
"""

from reader.protocols.gen2 import crc16, pc_for
from reader.protocols.m100 import (
    COMMAND,
    ERROR,
    GET_POWER,
    HEAD,
    INFORMATION,
    MULTI_INVENTORY,
    NO_TAG,
    NOTICE,
    OVERHEAD,
    RESPONSE,
    SET_POWER,
    STOP,
    TAG_NOTICE,
    frame,
)
from reader.virtual.commands import take

_INVALID_COMMAND = 0x17
_DETAILS = (b"M100 26dBm V1.0", b"V2.3.5", b"MagicRf")


class M100Device:
    """A module on its desk: what it answers, and whether it looks for tags."""

    def __init__(self) -> None:
        self.running = False
        self.starts = 0
        self._power = 2000
        self._received = bytearray()

    def receive(self, chunk: bytes) -> bytes:
        """The answers to the commands these bytes complete."""
        self._received += chunk
        return b"".join(self._obey(command[1], command[2], command[5:-2]) for command in take(self._received, _size))

    def notice(self, tag: str, rssi: float) -> bytes:
        """The notice of one tag."""
        epc = bytes.fromhex(tag)
        words = pc_for(epc).to_bytes(2) + epc
        return frame(NOTICE, TAG_NOTICE, bytes((round(rssi) & 0xFF,)) + words + crc16(words).to_bytes(2))

    def empty_round(self) -> bytes:
        """What it says when no tag answered."""
        return frame(RESPONSE, ERROR, bytes((NO_TAG,)))

    def _obey(self, kind: int, name: int, parameters: bytes) -> bytes:
        if kind != COMMAND:
            return b""
        if name == MULTI_INVENTORY:
            self.running = True
            self.starts += 1
            return b""
        if name == STOP:
            self.running = False
            return frame(RESPONSE, STOP, b"\x00")
        if name == INFORMATION and parameters and parameters[0] < len(_DETAILS):
            return frame(RESPONSE, INFORMATION, parameters + _DETAILS[parameters[0]])
        if name == GET_POWER:
            return frame(RESPONSE, GET_POWER, self._power.to_bytes(2))
        if name == SET_POWER and len(parameters) == 2:
            self._power = int.from_bytes(parameters)
            return frame(RESPONSE, SET_POWER, b"\x00")
        return frame(RESPONSE, ERROR, bytes((_INVALID_COMMAND,)))


def _size(received: bytes) -> int:
    size = int.from_bytes(received[3:5]) + OVERHEAD
    good = (
        received[0] == HEAD
        and size <= len(received)
        and frame(received[1], received[2], received[5 : size - 2]) == received[:size]
    )
    return size if good else 0
