"""The "FF length opcode … CRC" family: ThingMagic Mercury modules M5e, M6e, M6e Nano and Micro, M7e.

Sold on SparkFun's Simultaneous RFID Reader and other boards; Silion's SIM7xxx speak the same.

Source: sparkfun/SparkFun_Simultaneous_RFID_Tag_Reader_Library, src; transport logs in
sparkfun/Simultaneous_RFID_Tag_Reader, Documentation, at commit 4e7e136e; gotthardp/python-mercuryapi,
serial_reader_l3.c. A command is FF, the number of data bytes, opcode, data, CRC; an answer has a status of two bytes
before its data. Nothing is escaped.

The CRC has the polynomial 1021 and the preset FFFF, but its bits are shifted in at the low end, so that the last two
bytes never meet the polynomial ("123456789" gives A69D).

Where the sources differ: for Europe the M5e wants region 02, the newer modules 08; these get 08.
"""

from binascii import crc_hqx
from functools import lru_cache, partial
from typing import NamedTuple

from reader.protocols.events import Answer, Event, Identity, Other, TagRead, Temperature, Trouble
from reader.protocols.family import Family, Setup
from reader.protocols.framing import Frames, Parsed
from reader.protocols.gen2 import SHORTEST_EPC, tag_of

HEAD = 0xFF

VERSION = 0x03
BOOT = 0x04
READ = 0x22
STREAM = 0x2F
SET_ANTENNA = 0x91
SET_POWER = 0x92
SET_PROTOCOL = 0x93
SET_REGION = 0x97
SET_OPTION = 0x9A

# FF, length, opcode, status 2, CRC 2.
OVERHEAD = 7
# Two bytes that are shifted out again: the register stands here when it has taken the preset and them.
PRESET = crc_hqx(b"\xff\xff", 0)

DONE = {
    BOOT: "booted",
    SET_ANTENNA: "antennas set",
    SET_POWER: "power set",
    SET_PROTOCOL: "protocol set",
    SET_REGION: "region set",
    SET_OPTION: "option set",
}
# Nothing else is asked. FF is everywhere in noise, and most of it is not followed by one of these.
EXPECTED = (VERSION, READ, STREAM, *DONE)
# Of the version: boot loader 4, hardware 4, date 4, firmware 4, protocols 4.
VERSION_BYTES, FIRMWARE = 20, slice(12, 16)

REGIONS = {"CN": 0x06, "EU": 0x08, "US": 0x0D}

NO_TAG = 0x0400
STATUSES = {
    0x0101: "unknown command",
    0x0504: "too hot, resting",
    0x0505: "antenna missing",
    0x0601: "tag memory full",
}

# The data of a streamed report: option 1, search flags 2, metadata flags 2, kind 1, metadata, EPC length in bits 2.
FLAGS, KIND, METADATA = 3, 5, 6
TAG = 0x01
TEMPERATURE = 9
TEMPERATURE_REPORT = 10
# Metadata in the order in which they come, a bit of the flags each: how many bytes they take.
FIELDS = {
    "read count": 1,
    "rssi": 1,
    "antenna": 1,
    "frequency": 3,
    "time": 4,
    "phase": 2,
    "protocol": 1,
    "memory": 2,
    "pins": 1,
}
ALL_FIELDS = (1 << len(FIELDS)) - 1
# So many bits of memory were read beside the number: none, as a rule.
NO_MEMORY = b"\x00\x00"

SILENCE = Other("no tag")


def crc(message: bytes) -> int:
    """The CRC of length, opcode and what follows: at least two bytes."""
    return crc_hqx(message[:-2], PRESET) ^ (message[-2] << 8 | message[-1])


def command(opcode: int, data: bytes = b"") -> bytes:
    """The complete frame of this command."""
    message = bytes((len(data), opcode)) + data
    return bytes((HEAD,)) + message + crc(message).to_bytes(2)


ASK_VERSION = command(VERSION)
# Continuously (timeout 0, option 1), opcode 22 for protocol 5 (Gen2): metadata asked for, listed antennas, rounds of
# 1,000 ms, metadata flags 01FF.
START = command(STREAM, bytes.fromhex("0000 01 22 0000 05 07 22 10 001B 03E8 01FF"))
STOP = command(STREAM, bytes.fromhex("0000 02"))


def parse(buffer: bytes, at: int) -> Parsed:
    """The answer at `at` as its size and events; why it is none; None if bytes are lacking."""
    have = len(buffer) - at
    if have > 2 and buffer[at + 2] not in EXPECTED:
        return "opcode"
    if have < OVERHEAD or have < (size := buffer[at + 1] + OVERHEAD):
        return None
    end = at + size - 2
    # Both shifted on by two bytes: so the last two of the message need not be told apart from the rest.
    if crc_hqx(buffer[at + 1 : end], PRESET) != crc_hqx(buffer[end : end + 2], 0):
        return "checksum"
    opcode, status, data = buffer[at + 2], buffer[at + 3] << 8 | buffer[at + 4], buffer[at + 5 : end]
    if opcode != READ:
        return size, answer(opcode, status, data)
    found = streamed(status, data)
    return found if isinstance(found, str) else (size, (found,))


def streamed(status: int, data: bytes) -> Event | str:
    """What comes unasked while it reads: tags, signs of life, warnings. None of it ends the reading."""
    if status:
        return SILENCE if status == NO_TAG else trouble(status)
    if len(data) > METADATA and data[KIND] == TAG:
        return tag(data)
    if len(data) == TEMPERATURE_REPORT:
        return Temperature(data[TEMPERATURE])
    return Other("unknown", data.hex().upper())


class Places(NamedTuple):
    """Where in a report RSSI, antenna and the length of memory read stand, if they do, and where metadata end."""

    rssi: int | None
    antenna: int | None
    memory: int | None
    end: int


@lru_cache(maxsize=64)
def places(flags: int) -> Places:
    """Where the metadata with these flags stand."""
    found, at = {}, METADATA
    for bit, (name, size) in enumerate(FIELDS.items()):
        if flags >> bit & 1:
            found[name] = at
            at += size
    return Places(found.get("rssi"), found.get("antenna"), found.get("memory"), at)


def tag(data: bytes) -> Event | str:
    """The tag of a report, or what contradicts itself in it."""
    flags = data[FLAGS] << 8 | data[FLAGS + 1]
    if flags > ALL_FIELDS:
        return Other("unknown", data.hex().upper())
    rssi, antenna, memory, end = places(flags)
    if memory is not None and (bits := data[memory : memory + 2]) != NO_MEMORY:
        end += (int.from_bytes(bits) + 7) // 8
    words = data[end + 2 :]
    if not words or data[end] << 8 | data[end + 1] != len(words) * 8:
        return "epc length"
    found = tag_of(words)
    if isinstance(found, str):
        return found
    pc, epc = found
    if len(epc) < SHORTEST_EPC:
        return Other("blank tag", f"{pc}{epc}")
    level = None if rssi is None else float(data[rssi] - 256 if data[rssi] > 127 else data[rssi])
    # The upper half of the byte is the antenna that sent, the lower the one that listened.
    return TagRead(epc, pc, level, None if antenna is None else data[antenna] >> 4 or None)


def answer(opcode: int, status: int, data: bytes) -> tuple[Event, ...]:
    """What the module says to a command. One that runs its firmware has no boot command, and that is well."""
    if status:
        refused = Answer("refused")
        return (refused,) if opcode == BOOT else (trouble(status), refused)
    if opcode == VERSION and len(data) >= VERSION_BYTES:
        return (Identity(".".join(f"{part:02X}" for part in data[FIRMWARE])),)
    if opcode == STREAM:
        return (Answer("stopped" if data[:1] == b"\x02" else "started"),)
    return (Answer(DONE.get(opcode, "unknown")),)


def trouble(status: int) -> Trouble:
    """What a status says is wrong."""
    return Trouble(STATUSES.get(status, f"code {status:04X}"))


def power(dbm: float) -> bytes:
    """Set the power for reading, in hundredths of a dBm."""
    return command(SET_POWER, round(dbm * 100).to_bytes(2))


def antennas(numbers: tuple[int, ...]) -> bytes:
    """Set the antennas to be listened at in turn, each sending and listening."""
    return command(SET_ANTENNA, bytes((2, *(number for antenna in numbers for number in (antenna, antenna)))))


def begin(setup: Setup) -> tuple[bytes, ...]:
    """The module forgets all of it when it is switched off. The first stop is for one that was left reading."""
    return (
        STOP,
        ASK_VERSION,
        command(BOOT),  # some modules wait in their boot loader; the others refuse it
        command(SET_PROTOCOL, b"\x00\x05"),
        antennas(setup.antennas or (1,)),
        command(SET_REGION, bytes((REGIONS[setup.region],))),
        *(() if setup.power is None else (power(setup.power),)),
        command(SET_OPTION, b"\x01\x0c\x00"),  # report a tag every time it answers
        START,
    )


# 115,200 after every start, unless somebody changed it since.
FAMILY = Family(
    name="mercury",
    title="ThingMagic modules M5e, M6e, M6e Nano, M7e; SparkFun, Silion",
    bauds=(115200, 38400, 9600),
    decoder=partial(Frames, parse, bytes((HEAD,))),
    identify=ASK_VERSION,
    begin=begin,
    stop=STOP,
    powers=(0, 31.5),
    antennas=4,
)
