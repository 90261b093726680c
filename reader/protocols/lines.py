"""Scanners that write one tag a line: desktop readers on a virtual serial port, sleds and wedges.

Sources: Advanced ID ST110 manual (EPC and CR), CipherLab 1861 manual p. 124 (suffix, separators, counter),
Brady WavePoint (prefix xT, CR LF). There is no checksum, so the rules on what counts as a tag are strict: whole
16-bit words of hexadecimal, alone in their column, apart from a short prefix or suffix of other characters. PC and
CRC around an EPC are recognised and taken off, and tags run together are taken apart (`reader.protocols.runs`).
A scanner that has once sent a CRC that holds is held to it: a number whose CRC is wrong is then no tag.
"""

import re
from dataclasses import dataclass

from reader.protocols.events import Event, Fault, Other, TagRead
from reader.protocols.family import Family
from reader.protocols.gen2 import crc16, epc_words, unglue
from reader.protocols.runs import parts
from reader.protocols.splitting import Splitter

# Digits of a tag number: two words to the 31 the length bits of a PC word can say.
SHORTEST, LONGEST = 8, 124
WEAKEST, STRONGEST = -110.0, -10.0  # dBm a scanner can mean
# The commonest tag has 96 bits.
USUAL_DIGITS = 24

# Controls (NUL, STX, ETX around a line, a damaged line end) and what is not ASCII end a line as well.
_BREAK = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\xff]+")
_COLUMN_END = re.compile(r"[\t ,;|\"']+")
# "E2 00 30 16 …", "E200-3016-…", "E2:00:30:16:…": bytes or words held apart by one character, at least 64 bits
# and all of one width, so that a date is none.
_GROUPS = re.compile(
    r"(?<![0-9A-F])(?:[0-9A-F]{2}(?:[ :-][0-9A-F]{2}){7,}|[0-9A-F]{4}(?:[ :-][0-9A-F]{4}){3,})(?![0-9A-F])"
)
# Before the digits: what they are (EPC:, TAG=), an AIM code (]C1), a counter (12.), or up to four characters that are
# no digits (xT). The negative number is the RSSI of a line whose end was damaged.
_PREFIX = r"(?:[A-Z]{1,8}[:=]|\][A-Z][0-9]|[0-9]{1,4}\.|(?:-[0-9]{2,3}(?:\.[0-9])?)?[^0-9A-F]{1,4})?"
_RUN = re.compile(_PREFIX + r"((?:[0-9A-F]{4}){2,250})[^0-9A-F]{0,4}")
# Two lines whose end was damaged into some letter. A damaged digit leaves no two runs of whole words.
_TWO = re.compile(r"((?:[0-9A-F]{4}){4,31})[^0-9A-F]((?:[0-9A-F]{4}){4,31})")
_RSSI = re.compile(r"(?:RSSI[:=])?(-[0-9]{2,3}(?:\.[0-9]+)?)(?:DBM?)?")
_DIGITS = re.compile(r"[0-9A-F]{8}")


@dataclass(frozen=True, slots=True)
class Habit:
    """What the lines of this scanner were like so far: digits of a tag, and whether its CRC comes along."""

    usual: int = USUAL_DIGITS
    crc: bool = False


def tags(line: str, habit: Habit) -> list[TagRead]:
    """The tags of one line, by the rules above."""
    return [found for part in _BREAK.split(line.upper()) for found in tags_of_part(part, habit)]


def tags_of_part(part: str, habit: Habit) -> list[TagRead]:
    """Those of the first of the longest runs: a date, a count or the TID may stand in the other columns.

    The RSSI is a negative number in a column of its own.
    """
    columns = _COLUMN_END.split(_GROUPS.sub(lambda match: re.sub("[ :-]", "", match[0]), part))
    longest = max(map(runs, columns), key=lambda found: sum(map(len, found)))
    strengths = [float(match[1]) for match in map(_RSSI.fullmatch, columns) if match]
    rssi = next((dbm for dbm in strengths if WEAKEST <= dbm <= STRONGEST), None)
    return [found for run in longest for found in tags_of_run(bytes.fromhex(run), rssi, habit)]


def runs(column: str) -> list[str]:
    """The runs of hexadecimal digits in one column: mostly one or none."""
    if match := _RUN.fullmatch(column):
        return [match[1]]
    if match := _TWO.fullmatch(column):
        return [match[1], match[2]]
    return []


def tags_of_run(run: bytes, rssi: float | None, habit: Habit) -> list[TagRead]:
    """The tags run together here, their PC and CRC taken off if they came along."""
    numbers = [unglue(part) for part in parts(run, habit.usual // 2)]
    if habit.crc and epc_words(run[0] << 8) * 2 + 4 <= len(run):
        numbers = [number for number in numbers if number.pc]
    return [TagRead(epc, pc, rssi) for pc, epc in numbers if SHORTEST <= len(epc) <= LONGEST]


def crc_came(read: TagRead, line: bytes) -> bool:
    """True if the line had the CRC of this tag behind it."""
    words = bytes.fromhex((read.pc or "") + read.tag)
    return read.pc is not None and (words + crc16(words).to_bytes(2)).hex().encode() in line.lower()


def events_of(line: bytes, habit: Habit) -> list[Event]:
    """What one line says: its tags, a text, or a fault if it has digits that make no tag."""
    text = line.decode("latin-1").strip("\x00\x02\x03\xff \t")
    if not text:
        return []
    found = tags(text, habit)
    if found:
        return list(found)
    if _DIGITS.search(text.upper()) or not text.isprintable():
        return [Fault("not a tag", len(line))]
    return [Other("text", text)]


class Lines:
    """Decoder of the family."""

    def __init__(self) -> None:
        self._lines = Splitter()
        self._habit = Habit()
        self._ended = False  # a line end was seen: the scanner sends them
        self._torn = False  # the line was cut by silence: the rest of it may follow

    @property
    def waiting(self) -> int:
        """Bytes of a line whose end has not come."""
        return self._lines.waiting

    def feed(self, chunk: bytes) -> list[Event]:
        """The events of all lines these bytes complete."""
        events: list[Event] = []
        for line in self._lines.feed(chunk):
            self._ended = True
            events += self._take(line)
            self._torn = False
        return events

    def idle(self) -> list[Event]:
        """Take what waits as a line: some scanners send no line end.

        If this one does send them, half a line is likelier: then only tags of the usual length count, now
        and in the rest of the line.
        """
        events: list[Event] = []
        for line in self._lines.idle():
            self._torn = self._ended
            events += self._take(line)
        return events

    def _take(self, line: bytes | Fault) -> list[Event]:
        if isinstance(line, Fault):
            return [line]
        events = events_of(line, self._habit)
        reads = [event for event in events if isinstance(event, TagRead)]
        lengths = {len(read.tag) for read in reads}
        if self._torn and not lengths <= {self._habit.usual, USUAL_DIGITS}:
            return [Fault("cut short", len(line))]
        if reads and not self._torn:
            self._habit = Habit(max(lengths), self._habit.crc or any(crc_came(read, line) for read in reads))
        return events


# Starting and stopping is the scanner's own business (its trigger). There is no checksum to prove a line whole.
FAMILY = Family(
    name="lines",
    title="scanners that type a line for each tag",
    bauds=(115200, 9600),
    decoder=Lines,
    checked=False,
)
