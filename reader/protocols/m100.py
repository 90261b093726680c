"""The "BB … 7E" family: MagicRF M100 and QM100 chips, sold as YRM100, R200, JRD-4035, JRD-100 and M5Stack UHF-RFID.

Source: "Communication user Protocol V2.1" (anteploon/yrm100lib, doc/) and M5Stack "Unit-RFID-UHF-Protocol-EN".
A frame is BB, type, command, length (two bytes, big-endian), that many parameters, checksum, 7E. The checksum
is the low byte of the sum from the type to the last parameter. Nothing is escaped: BB and 7E occur inside
parameters, so the length decides where a frame ends, and end byte and checksum whether it was one.

There is one antenna port and no command to choose another. Where the sources differ: the editions give tag notices of
a multi inventory different commands, and both are taken; the power a module radiates is what was set, or some 6 dB
more if it has an amplifier behind the chip.
"""

from functools import partial

from reader.protocols.events import Answer, Event, Identity, Other, TagRead, Trouble
from reader.protocols.family import Family, Setup
from reader.protocols.framing import Frames, Parsed
from reader.protocols.gen2 import SHORTEST_EPC, tag_of

HEAD, TAIL = 0xBB, 0x7E
COMMAND, RESPONSE, NOTICE = 0x00, 0x01, 0x02  # the type byte: from the host, an answer, unasked

INFORMATION = 0x03
TAG_NOTICE = 0x22
# The M5Stack edition prints 0x27 as the notice's command in multi inventory; the V2.1 manual and all
# recorded frames have 0x22.
MULTI_INVENTORY = 0x27
STOP = 0x28
SET_POWER = 0xB6
GET_POWER = 0xB7
ERROR = 0xFF

NO_TAG = 0x15  # error code: this round brought no tag, or its CRC was bad
ERRORS = {
    0x09: "read failed",
    0x10: "write failed",
    0x16: "wrong access password",
    0x17: "invalid command",
    0x20: "no free channel",
}
# Commands that are answered by a single 00 when they were carried out.
DONE = {STOP: "stopped", SET_POWER: "power set"}
DETAILS = ("hardware", "firmware", "manufacturer")

# RSSI 1, PC 2, EPC at most 31 words, CRC 2: the longest tag notice has 67 parameters.
LONGEST_NOTICE = 67
# Other answers are bounded by a memory read; a false BB may hold back no more than this.
LONGEST_ANSWER = 512
OVERHEAD = 7
SILENCE = Other("no tag")


def frame(kind: int, command: int, parameters: bytes = b"") -> bytes:
    """The complete frame of this type and command."""
    body = bytes((kind, command)) + len(parameters).to_bytes(2) + parameters
    return bytes((HEAD,)) + body + bytes((sum(body) & 0xFF, TAIL))


STOP_INVENTORY = frame(COMMAND, STOP)
ASK_FIRMWARE = frame(COMMAND, INFORMATION, b"\x01")
# 65,535 rounds, the most there is; the first parameter is reserved and always 22. The end of the last
# round is not announced: silence tells, and the dialogue begins again.
START_INVENTORY = frame(COMMAND, MULTI_INVENTORY, b"\x22\xff\xff")


def measure(buffer: bytes, at: int) -> int | str | None:
    """The size of the frame that starts at `at`, why there is none, or None if bytes are lacking."""
    have = len(buffer) - at
    if have > 1 and buffer[at + 1] > NOTICE:
        return "type"
    if have < 5:
        return None
    length = buffer[at + 3] << 8 | buffer[at + 4]
    if length > (LONGEST_NOTICE if buffer[at + 1] == NOTICE else LONGEST_ANSWER):
        return "length"
    size = length + OVERHEAD
    if have < size:
        return None
    last = at + size - 1
    if buffer[last] != TAIL:
        return "end"
    if sum(buffer[at + 1 : last - 1]) & 0xFF != buffer[last - 1]:
        return "checksum"
    return size


def parse(buffer: bytes, at: int) -> Parsed:
    """The frame at `at` as its size and event; why it is no frame; None if bytes are lacking."""
    size = measure(buffer, at)
    if not isinstance(size, int):
        return size
    kind, command = buffer[at + 1], buffer[at + 2]
    parameters = buffer[at + 5 : at + size - 2]
    if kind == NOTICE and command in (TAG_NOTICE, MULTI_INVENTORY):
        found = tag_notice(parameters)
        return found if isinstance(found, str) else (size, (found,))
    return size, message(kind, command, parameters)


def tag_notice(parameters: bytes) -> Event | str:
    """The tag of a notice (RSSI, PC, EPC, CRC), or what contradicts itself in it.

    The tag's own CRC is a second check: the sum alone lets every exchange of two bytes pass.
    """
    found = tag_of(parameters[1:])
    if isinstance(found, str):
        return found
    pc, epc = found
    if len(epc) < SHORTEST_EPC:
        return Other("blank tag", f"{pc}{epc}")
    rssi = parameters[0]
    return TagRead(epc, pc, float(rssi - 256 if rssi > 127 else rssi))


def message(kind: int, command: int, parameters: bytes) -> tuple[Event, ...]:
    """What a frame that is no tag says; an unknown one is passed on as hexadecimal."""
    if kind == RESPONSE and parameters:
        if command == ERROR:
            return refused(parameters[0])
        if command == INFORMATION and parameters[0] < len(DETAILS):
            return (information(parameters[0], parameters[1:].decode("ascii", "replace")),)
        if command == GET_POWER and len(parameters) == 2:
            return (Answer("power", f"{int.from_bytes(parameters) / 100:g} dBm"),)
        if command in DONE:
            return refused(parameters[0]) if parameters[0] else (Answer(DONE[command]),)
    name = f"{kind:02X} {command:02X} {parameters.hex().upper()}".strip()
    return (Answer("unknown", name) if kind == RESPONSE else Other("unknown", name),)


def refused(code: int) -> tuple[Event, ...]:
    """What an error code says; that no tag answered is none."""
    return (SILENCE,) if code == NO_TAG else (Trouble(ERRORS.get(code, f"code {code:02X}")), Answer("refused"))


def information(which: int, text: str) -> Event:
    """What the module is; its firmware is what tells the family."""
    return Identity(text) if DETAILS[which] == "firmware" else Answer(DETAILS[which], text)


def power(dbm: float) -> bytes:
    """Set the power, in hundredths of a dBm. Modules with an amplifier behind the chip radiate some 6 dB more."""
    return frame(COMMAND, SET_POWER, round(dbm * 100).to_bytes(2))


def begin(setup: Setup) -> tuple[bytes, ...]:
    """Stop first: a module left running by a daemon that was killed takes no other command."""
    wanted = () if setup.power is None else (power(setup.power),)
    return (STOP_INVENTORY, ASK_FIRMWARE, *wanted, START_INVENTORY)


FAMILY = Family(
    name="m100",
    title="modules M100, R200, YRM100, JRD-4035",
    bauds=(115200,),
    decoder=partial(Frames, parse, bytes((HEAD,))),
    identify=ASK_FIRMWARE,
    begin=begin,
    stop=STOP_INVENTORY,
    powers=(0, 33),
)
