"""Handhelds and sleds of Technology Solutions UK (1119, 1128, 1153, 2128 …): the TSL ASCII protocol 2, over USB or
Bluetooth.

Source: "TSL ASCII 2.0 Protocol" (the maker's developer documentation). A command is a line: a dot, two letters,
options. The answer is a block of lines "XX: value": CS repeats the command, EP begins a tag and RI, PC, CR say more
of it, OK or ER with a number ends the block. Pulling the trigger brings such a block unasked.

Left open by what is published, and accepted either way: the blank behind the colon, lines that end in LF alone, and
the RSSI of the first tag of a block ahead of its EP (later in the block it could not be told from the rest of a tag
whose EP was damaged). Nothing but the tag's own CRC, if the handheld was told to send it, proves a line whole.
"""

import re

from reader.protocols.events import Answer, Event, Fault, Identity, Other, TagRead, Trouble
from reader.protocols.family import Family, Setup
from reader.protocols.gen2 import XPC_FOLLOWS, crc_holds, epc_words, xpc_bytes
from reader.protocols.splitting import Splitter

# What ER says: codes with which a round may well end, and codes that a person should hear of.
ENDS = {"005": "no tag", "006": "no barcode", "015": "stopped"}
ERRORS = {
    "001": "the command is not understood",
    "002": "the value of an option is not taken",
    "003": "the command is not enabled",
    "004": "this handheld cannot do that",
    "007": "wrong configuration",
    "008": "no antenna, or no region set",
    "009": "the battery is low",
    "255": "trouble inside the handheld",
}
# What is told of one tag beside its number.
_OF_A_TAG = {"RI", "PC", "CR"}
# Lines of the version block: maker, serial number and firmware of the unit.
_VERSION = {"MF", "US", "UF"}
# What the trigger does; our commands come with options.
_TRIGGERED = {".iv", ".bc"}
_NOTICES = {"BP": "battery", "SW": "trigger", "ME": "message", "BC": "barcode", "BR": "barcode"}

# The end of the line before may have been damaged into a character before the header.
_LINE = re.compile(r".?([A-Z]{2}): ?(.*)")
_EPC = re.compile(r"(?:[0-9A-F]{4}){1,31}")
_WORD = re.compile(r"[0-9A-F]{4}")
_RSSI = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]+)?")
SHORTEST = 8  # digits: with fewer, the tag was never given a number


def command(text: str) -> bytes:
    """The line of this command."""
    return f"{text}\r\n".encode()


# The empty line ends whatever the handheld was sent before by somebody who speaks something else.
ASK_VERSION = b"\r\n" + command(".vr")
STOP = command(".ab")
INVENTORY = command(".iv -r on")


def tag(fields: dict[str, str]) -> Event:
    """The tag these lines are about, or why there is none."""
    digits, pc, crc = (fields.get(header, "").upper() for header in ("EP", "PC", "CR"))
    lost = sum(map(len, fields.values()))
    if not _EPC.fullmatch(digits):
        return Fault("not a tag", lost)
    if len(digits) < SHORTEST:
        return Other("blank tag", digits)
    strength = fields.get("RI", "")
    rssi = float(strength) if _RSSI.fullmatch(strength) else None
    if not _WORD.fullmatch(pc):
        return TagRead(digits, None, rssi)
    found = described(int(pc, 16), bytes.fromhex(digits), crc, rssi)
    return Fault(found, lost) if isinstance(found, str) else found


def described(pc: int, words: bytes, crc: str, rssi: float | None) -> TagRead | str:
    """The tag with this PC word, or what contradicts itself. XPC words may stand before its EPC or be left out."""
    left_out = epc_words(pc) * 2 - len(words)
    if left_out and not (pc & XPC_FOLLOWS and left_out in (2, 4)):
        return "pc length"
    if not left_out and _WORD.fullmatch(crc) and not crc_holds(pc.to_bytes(2) + words + bytes.fromhex(crc)):
        return "tag crc"
    epc = words if left_out else words[xpc_bytes(pc, words) :]
    return TagRead(epc.hex().upper(), f"{pc:04X}", rssi)


class Tsl:
    """Decoder of the family. A tag is complete when the next begins, when its block ends, or when silence falls."""

    def __init__(self) -> None:
        self._lines = Splitter()
        self._tag: dict[str, str] | None = None
        self._ahead: dict[str, str] = {}  # the RSSI of the first tag of a block, come ahead of its number
        self._version: dict[str, str] = {}
        self._asked = True  # the block answers a command of ours

    @property
    def waiting(self) -> int:
        """Bytes of a line whose end has not come, and of a tag of which more may come."""
        return self._lines.waiting + sum(map(len, (self._tag or {}).values()))

    def feed(self, chunk: bytes) -> list[Event]:
        """The events of all lines these bytes complete. Stray 00 and FF are known to come in between."""
        return self._take(self._lines.feed(chunk.translate(None, b"\x00\xff")))

    def idle(self) -> list[Event]:
        """Half a line is no line; the tag before it is whole."""
        cut = [Fault("cut short", len(line)) if isinstance(line, bytes) else line for line in self._lines.idle()]
        events = [*self._finish(), *cut]
        self._ahead = {}
        return events

    def _take(self, lines: list[bytes | Fault]) -> list[Event]:
        events: list[Event] = []
        for line in lines:
            if isinstance(line, Fault):
                events.append(line)
            elif not line:
                continue  # between CR and LF, and at the end of a block
            elif match := _LINE.fullmatch(line.decode("ascii", "ignore").strip()):
                events += self._understand(match[1], match[2].strip())
            else:
                events.append(Fault("no answer", len(line)))
        return events

    def _understand(self, header: str, value: str) -> list[Event]:
        if header == "EP":
            return self._finish({header: value})
        if header in _OF_A_TAG:
            return self._describe(header, value)
        if header in ("CS", "OK", "ER"):
            return self._end_block(header, value)
        if header in _VERSION:
            self._version[header] = value
        return [Other(_NOTICES[header], value)] if header in _NOTICES else []

    def _describe(self, header: str, value: str) -> list[Event]:
        if self._tag is not None and header in self._tag:
            # The second of its kind is of another tag, whose number was lost.
            return self._finish({header: value})
        if self._tag is not None:
            self._tag[header] = value
        elif header == "RI":
            self._ahead = {header: value}
        return []

    def _finish(self, following: dict[str, str] | None = None) -> list[Event]:
        """The tag that is complete now, if its number came; the one that follows begins."""
        complete, self._tag = self._tag, following
        if complete is None or "EP" not in complete:
            return []
        ahead, self._ahead = self._ahead, {}
        return [tag(ahead | complete)]

    def _end_block(self, header: str, value: str) -> list[Event]:
        events, version, asked = self._finish(), self._version, self._asked
        self._ahead, self._version = {}, {}
        self._asked = header != "CS" or value not in _TRIGGERED
        if header == "CS":
            return events
        if version:
            model = f"{version.get('MF', '')} {version.get('US', '')}".strip()
            return [*events, Identity(version.get("UF", ""), model)]
        name = "done" if header == "OK" else ENDS.get(value, "refused")
        trouble = [Trouble(ERRORS.get(value, f"code {value}"))] if name == "refused" else []
        return [*events, *trouble, Answer(name) if asked else Other(name)]


def begin(setup: Setup) -> tuple[bytes, ...]:
    """Stop, ask, forget what others set, and be quiet: without the option it beeps in every round.

    One option a command, because a handheld that does not know one refuses the whole line.
    """
    power = () if setup.power is None else (command(f".iv -o{setup.power:.0f} -n"),)
    return (b"\r\n" + STOP, ASK_VERSION, command(".iv -x -n"), command(".iv -al off -n"), *power)


def rounds(_: Setup) -> tuple[bytes, ...]:
    """There is no continuous mode: one inventory after the other."""
    return (INVENTORY,)


FAMILY = Family(
    name="tsl",
    title="TSL handhelds 1128, 1153, 2128",
    bauds=(115200, 19200, 9600),
    decoder=Tsl,
    identify=ASK_VERSION,
    begin=begin,
    rounds=rounds,
    stop=STOP,
    powers=(10, 30),
    checked=False,
)
