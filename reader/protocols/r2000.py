"""The "A0 length address command … check" family: readers on Impinj's R2000, R500 and E710 chips.

Sold as Invelion YR8900 and YR900x, Rodinbell M and D series, IND903 and many readers without a name.

Source: "UHF RFID Reader Serial Interface Protocol" V3.7; layouts of answers: russss/rust-invelion, src/protocol.rs.
A frame is A0, the number of bytes after this one, address, command, data, check. The whole frame adds up to a
multiple of 256. Nothing is escaped and there is no end mark.

An inventory ends by itself, so it is asked for again after every round. What a frame of an inventory says is told
by its length: the EPC is whole words, so that a tag always has an odd length and an end never has.

The check is weak: one in 256 damaged frames passes it, and then only the PC word can give a tag away.

Where the sources differ: the level of a tag is its raw value less 129 dBm here, as the makers' programs have it; a
table in another source gives 1 dB less below -40 dBm. Phase, two bytes behind the level, is read over if it is there.
"""

from functools import lru_cache, partial

from reader.protocols.events import Answer, Event, Identity, Other, TagRead, Trouble
from reader.protocols.family import Family, Setup
from reader.protocols.framing import Frames, Parsed
from reader.protocols.gen2 import SHORTEST_EPC, epc_words, freed

HEAD = 0xA0
# Every reader answers to it, with its own address.
EVERYBODY = 0xFF

SET_POWER = 0x66  # until it is switched off: 76 would write to its flash memory, which wears out
FIRMWARE = 0x72
SET_ANTENNA = 0x74
INVENTORY, FAST_SWITCH, SESSION_INVENTORY = 0x89, 0x8A, 0x8B
INVENTORIES = (INVENTORY, FAST_SWITCH, SESSION_INVENTORY)
# Nothing else is asked. The check is weak: false frames would else be found in damaged ones now and then.
EXPECTED = (*INVENTORIES, SET_POWER, FIRMWARE, SET_ANTENNA)
NAMES = {SET_POWER: "power set", SET_ANTENNA: "antenna set"}

# What stands before the data, and behind it.
OVERHEAD = 5
SHORTEST_LENGTH = 3
# In a tag's frame: antenna and frequency 1, PC 2, EPC at most 62, level 1, phase 2.
LONGEST_INVENTORY = SHORTEST_LENGTH + 68
# Data of an inventory's frames that are no tag.
STATUS, ANTENNA_TROUBLE, ROUND_END = 1, 2, 7
# Antenna and frequency 1, PC 2, level 1; then two of phase, or not.
AROUND_EPC = 4
PHASE = 2

DONE = 0x10
NO_TAG = 0x36
STATUSES = {
    0x11: "failed",
    0x20: "reset",
    0x22: "antenna missing",
    0x31: "inventory failed",
    0x41: "wrong parameter",
    0x47: "antenna out of range",
    0x48: "power out of range",
    0x49: "region out of range",
    0x52: "no lock on the carrier",
    0x53: "radio chip failed",
    0x54: "power not reached",
    0x56: "no free channel",
    0x57: "power too low",
}

ROUND_OVER = Answer("round over")

# The same tags answer again and again: what was found of one is remembered.
number_of = lru_cache(maxsize=4096)(freed)


def frame(command: int, data: bytes = b"", address: int = EVERYBODY) -> bytes:
    """The complete frame of this command."""
    body = bytes((HEAD, len(data) + SHORTEST_LENGTH, address, command)) + data
    return body + bytes((-sum(body) & 0xFF,))


ASK_FIRMWARE = frame(FIRMWARE)
# One round: repeating it any number of times is understood differently by different firmware.
ASK_ROUND = frame(INVENTORY, b"\x01")


def parse(buffer: bytes, at: int) -> Parsed:
    """The frame at `at` as its size and events; why it is no frame; None if bytes are lacking."""
    have = len(buffer) - at
    if have < 2:
        return None
    length = buffer[at + 1]
    if length < SHORTEST_LENGTH:
        return "length"
    if have < 4:
        return None
    command = buffer[at + 3]
    if command not in EXPECTED:
        return "command"
    if length > LONGEST_INVENTORY and command in INVENTORIES:
        return "length"
    size = length + 2
    if have < size:
        return None
    if sum(buffer[at : at + size]) & 0xFF:
        return "checksum"
    data = buffer[at + 4 : at + size - 1]
    found = inventoried(command, data) if command in INVENTORIES else answer(command, data)
    return found if isinstance(found, str) else (size, found)


def inventoried(command: int, data: bytes) -> tuple[Event, ...] | str:
    """A tag, the end of a round or its failure: the length says which."""
    if len(data) == STATUS:
        return (ROUND_OVER,) if data[0] == NO_TAG else (trouble(data[0]), ROUND_OVER)
    if len(data) == ROUND_END:
        return (ROUND_OVER,)
    if len(data) == ANTENNA_TROUBLE and command == FAST_SWITCH:
        return (trouble(data[1]),)
    found = tag(data)
    return found if isinstance(found, str) else (found,)


def tag(data: bytes) -> Event | str:
    """The tag of an inventory's frame, or what contradicts itself in it."""
    if len(data) < AROUND_EPC:
        return "length"
    end = 3 + epc_words(data[1] << 8) * 2
    if len(data) - end not in (1, 1 + PHASE):
        return "pc length"
    pc, epc = number_of(data[1:end])
    if len(epc) < SHORTEST_EPC:
        return Other("blank tag", f"{pc}{epc}")
    level = data[end]
    # Bit 7 of the level tells the upper four of eight antennas from the lower.
    antenna = (data[0] & 3) + (5 if level & 0x80 else 1)
    return TagRead(epc, pc, float((level & 0x7F) - 129), antenna)


def answer(command: int, data: bytes) -> tuple[Event, ...]:
    """What the reader says to a command that is no inventory."""
    if command == FIRMWARE and len(data) == 2:
        return (Identity(f"{data[0]}.{data[1]}"),)
    if len(data) == STATUS and data[0] != DONE:
        return trouble(data[0]), Answer("refused")
    return (Answer(NAMES.get(command, "unknown")),)


def trouble(status: int) -> Trouble:
    """What a status says is wrong."""
    return Trouble(STATUSES.get(status, f"code {status:02X}"))


def power(dbm: float) -> bytes:
    """Set the power of all antennas, in whole dBm."""
    return frame(SET_POWER, bytes((round(dbm),)))


def begin(setup: Setup) -> tuple[bytes, ...]:
    """Ask who is there, set what is wanted."""
    return (ASK_FIRMWARE,) if setup.power is None else (ASK_FIRMWARE, power(setup.power))


def rounds(setup: Setup) -> tuple[bytes, ...]:
    """A round on each antenna in turn; without any named, on the one the reader has chosen."""
    if not setup.antennas:
        return (ASK_ROUND,)
    return tuple(step for n in setup.antennas for step in (frame(SET_ANTENNA, bytes((n - 1,))), ASK_ROUND))


# Nothing stops a round, and nothing has to: it ends by itself within a second.
FAMILY = Family(
    name="r2000",
    title="readers on Impinj R2000 chips: Invelion, Rodinbell, IND903",
    bauds=(115200, 38400),
    decoder=partial(Frames, parse, bytes((HEAD,))),
    identify=ASK_FIRMWARE,
    begin=begin,
    rounds=rounds,
    powers=(0, 33),
    antennas=8,
)
