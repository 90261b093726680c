"""The length-first family of Chafon and its relatives: UHFReader18, UHFReader86, UHFReader288, CF-RU5102, CF-MU90x.

Source: "UHFReader18 User's Manual" V2.0; manual of the UR series (UR-008), pages 52 to 75; recorded frames of
wabson/chafon-rfid. An answer is the number of bytes after this one, address, command, status, data, CRC. There is no
start mark. The CRC is CRC-16/MCRF4XX (reflected, preset FFFF, "123456789" gives 6F91), low byte first.

A reader in answer mode is asked for every round. One in active mode talks by itself, with command EE. Both are
understood at any time, and the mode it was sold in is left alone.

Where the sources differ: tags come as length and EPC (the 18), or with the antenna before and a level behind them
(the 86 and 288). Each of the two families tries its own layout first, then the other; one has to fit to the byte. No
source says what the level is in dBm, so none is given. After an EPC with bit 7 of its length set comes the TID.
"""

from binascii import crc_hqx
from collections.abc import Callable
from functools import lru_cache, partial

from reader.protocols.events import Answer, Event, Identity, Other, TagRead, Trouble
from reader.protocols.family import Family, Setup
from reader.protocols.framing import Frames, Parsed
from reader.protocols.gen2 import LONGEST_EPC, SHORTEST_EPC

# Every reader answers to it, with its own address.
EVERYBODY = 0xFF

INVENTORY = 0x01
INFORMATION = 0x21
SET_POWER = 0x2F
PUSH = 0xEE
# Nothing else is asked. With no start mark, a false frame would else be found in damaged ones now and then.
EXPECTED = (INVENTORY, INFORMATION, SET_POWER, PUSH)

# Bytes of an answer after the first: address, command, status, CRC. A command has no status.
SHORTEST_ANSWER, SHORTEST_COMMAND = 5, 4
# The CRC over everything, itself included.
RESIDUE = 0
# The CRC takes the lowest bit first, the library function the highest.
REFLECTED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))

FINISHED, OUT_OF_TIME, MORE_FOLLOWS, MEMORY_FULL = 0x01, 0x02, 0x03, 0x04
STATISTICS, HEARTBEAT = 0x26, 0x28
ANTENNA_TROUBLE, NO_TAG = 0xF8, 0xFB
WITH_TAGS = (FINISHED, OUT_OF_TIME, MORE_FOLLOWS, MEMORY_FULL)
STATUSES = {
    ANTENNA_TROUBLE: "antenna missing",
    0xFD: "wrong length",
    0xFE: "unknown command",
    0xFF: "wrong parameter",
}

MODELS_18 = {0x03: "CF-RU5102", 0x08: "CF-RU5102", 0x09: "UHFReader18"}
MODELS_288 = {
    0x0C: "UHFReader288M",
    0x0F: "CF-MU903",
    0x10: "CF-MU904",
    0x16: "CF-MU902",
    0x20: "UHFReader288MP",
    0x8B: "CF-RU6401",
}

ROUND_OVER = Answer("round over")

# Some readers that talk by themselves acknowledge an inventory with two bytes of their own: no tag is as short.
WITHOUT_TAGS = 2

WITH_TID = 0x80
TID_BYTES = 12

Layout = Callable[[bytes], tuple[Event, ...] | None]
"""The tags of the data of an inventory's answer, or None if it is laid out in another way."""

Model = Callable[[int], str | None]
"""The name of the model with this number, or None if it is of the other family."""


def crc(message: bytes) -> int:
    """The CRC of these bytes, its bits in reverse."""
    return crc_hqx(message.translate(REFLECTED), 0xFFFF)


def sealed(message: bytes) -> bytes:
    """The message with its CRC."""
    return message + crc(message).to_bytes(2).translate(REFLECTED)


def command(number: int, data: bytes = b"") -> bytes:
    """The complete frame of this command."""
    return sealed(bytes((SHORTEST_COMMAND + len(data), EVERYBODY, number)) + data)


ASK_INFORMATION = command(INFORMATION)


def parse(layouts: tuple[Layout, ...], model: Model, buffer: bytes, at: int) -> Parsed:
    """The answer at `at` as its size and events; why it is none; None if bytes are lacking."""
    size = buffer[at] + 1
    if size <= SHORTEST_ANSWER:
        return "length"
    have = len(buffer) - at
    if have > 2 and buffer[at + 2] not in EXPECTED:
        return "command"
    if have < size:
        return None
    if crc(buffer[at : at + size]) != RESIDUE:
        return "checksum"
    number, status, data = buffer[at + 2], buffer[at + 3], buffer[at + 4 : at + size - 2]
    if number == INVENTORY:
        events = inventoried(layouts, status, data)
    elif number == PUSH:
        events = pushed(status, data)
    else:
        events = answer(model, number, status, data)
    return "layout" if events is None else (size, events)


def inventoried(layouts: tuple[Layout, ...], status: int, data: bytes) -> tuple[Event, ...] | None:
    """The tags of an answer to an inventory, and whether the round is over with it; None if it makes no sense."""
    if status == STATISTICS:
        return (Other("statistics", data.hex().upper()),)
    if status == NO_TAG:
        return (ROUND_OVER,)
    if status not in WITH_TAGS:
        return trouble(status), ROUND_OVER
    found = laid_out(layouts, data)
    if found is None and len(data) <= WITHOUT_TAGS:
        found = (Other("unknown", data.hex().upper()),)
    return found if found is None or status == MORE_FOLLOWS else (*found, ROUND_OVER)


def laid_out(layouts: tuple[Layout, ...], data: bytes) -> tuple[Event, ...] | None:
    """The tags in the first layout that fits."""
    for layout in layouts:
        if (found := layout(data)) is not None:
            return found
    return None


def plain(data: bytes) -> tuple[Event, ...] | None:
    """The layout of the 18: how many, then length and EPC of each."""
    return tags(data, 1, data[0], 0, None) if data else ()


def measured(data: bytes) -> tuple[Event, ...] | None:
    """The layout of the 86 and 288: antenna as one bit of eight, how many, then length, EPC and level of each."""
    if len(data) < 2 or data[0].bit_count() != 1:
        return None if data else ()
    return tags(data, 2, data[1], 1, data[0].bit_length())


def tags(data: bytes, at: int, count: int, behind: int, antenna: int | None) -> tuple[Event, ...] | None:
    """So many tags from `at` on, each with so many bytes behind its EPC, if they end where the data does."""
    found = []
    for _ in range(count):
        if at >= len(data):
            return None
        end = at + 1 + (data[at] & ~WITH_TID)
        behind_epc = max(at + 1, end - TID_BYTES) if data[at] & WITH_TID else end
        event = tag(data[at + 1 : behind_epc], antenna)
        if event is None:
            return None
        found.append(event)
        at = end + behind
    return tuple(found) if at == len(data) else None


# The same tags are told of again and again, with nothing that differs.
@lru_cache(maxsize=4096)
def tag(epc: bytes, antenna: int | None = None) -> Event | None:
    """One tag, if it was ever given a number; None if no tag has one as long or as odd."""
    digits = epc.hex().upper()
    if len(digits) > LONGEST_EPC or len(epc) % 2:
        return None
    return TagRead(digits, None, None, antenna) if len(digits) >= SHORTEST_EPC else Other("blank tag", digits)


def pushed(status: int, data: bytes) -> tuple[Event, ...] | None:
    """What a reader in active mode says by itself. An EPC alone has an even length, a measured one an odd one."""
    if status == HEARTBEAT:
        return (Other("no tag"),)
    if status:
        return (trouble(status),)
    if len(data) % 2 == 0:
        return None if (event := tag(data)) is None else (event,)
    # Antenna, length, EPC and level: the measured layout without its count.
    return measured(data[:1] + b"\x01" + data[1:])


def answer(model: Model, number: int, status: int, data: bytes) -> tuple[Event, ...]:
    """What the reader says to a command that is no inventory."""
    if status:
        return trouble(status), Answer("refused")
    if number == INFORMATION and len(data) >= 3:
        name, firmware = model(data[2]), f"{data[0]}.{data[1]:02d}"
        return (Identity(firmware, name) if name else Answer("other model", f"{data[2]:02X}"),)
    return (Answer("power set" if number == SET_POWER else "unknown"),)


def trouble(status: int) -> Trouble:
    """What a status says is wrong."""
    return Trouble(STATUSES.get(status, f"code {status:02X}"))


def model_288(number: int) -> str | None:
    """The newer models; numbers nobody has listed are common among them."""
    return None if number in MODELS_18 else MODELS_288.get(number, f"type {number:02X}")


def power(dbm: float) -> bytes:
    """Set the power, in whole dBm."""
    return command(SET_POWER, bytes((round(dbm),)))


def begin(setup: Setup) -> tuple[bytes, ...]:
    """Ask who is there, set what is wanted."""
    return (ASK_INFORMATION,) if setup.power is None else (ASK_INFORMATION, power(setup.power))


def rounds_18(_: Setup) -> tuple[bytes, ...]:
    """A round on the one antenna."""
    return (command(INVENTORY),)


def rounds_288(setup: Setup) -> tuple[bytes, ...]:
    """A round on each antenna in turn."""
    return tuple(round_288(antenna) for antenna in setup.antennas or (1,))


def round_288(antenna: int) -> bytes:
    """One round of a second. Q 4 and session 0: tags answer in every round. No mask; target A."""
    q, session, mask, target, tenths = 4, 0, b"\x01\x00\x00\x00", 0, 10
    return command(INVENTORY, bytes((q, session)) + mask + bytes((target, 0x7F + antenna, tenths)))


# Nothing stops a round, and nothing has to: it ends by itself.
FAMILY_18 = Family(
    name="chafon18",
    title="Chafon UHFReader18, CF-RU5102",
    bauds=(57600, 115200),
    decoder=partial(Frames, partial(parse, (plain, measured), MODELS_18.get), b""),
    identify=ASK_INFORMATION,
    begin=begin,
    rounds=rounds_18,
    powers=(0, 30),
)

FAMILY_288 = Family(
    name="chafon288",
    title="Chafon UHFReader86 and 288, CF-MU90x",
    bauds=(57600, 115200),
    decoder=partial(Frames, partial(parse, (measured, plain), model_288), b""),
    identify=ASK_INFORMATION,
    begin=begin,
    rounds=rounds_288,
    powers=(0, 33),
    antennas=8,
)
