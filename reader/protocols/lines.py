"""Scanners that write one tag a line: desktop readers on a virtual serial port, sleds and wedges.

Sources: Advanced ID ST110 manual (EPC and CR), CipherLab 1861 manual p. 124 (suffix, separators, counter),
Brady WavePoint (prefix xT, CR LF). There is no checksum, so the rules on what counts as a tag are strict: whole
16-bit words of hexadecimal, alone in their column, apart from a short prefix or suffix of other characters.
"""

import re

from reader.protocols.events import Event, Fault, Other, TagRead
from reader.protocols.family import Family
from reader.protocols.gen2 import unglue

LONGEST_LINE = 512

# Digits of a tag number: two words to the 31 the length bits of a PC word can say.
SHORTEST, LONGEST = 8, 124
WEAKEST, STRONGEST = -110.0, -10.0  # dBm a scanner can mean
# The commonest tag has 96 bits.
USUAL_DIGITS = 24

_LINE_END = re.compile(rb"[\r\n]")
# Controls (NUL, STX, ETX around a line, a damaged line end) and what is not ASCII end a line as well.
_BREAK = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\xff]+")
_COLUMN_END = re.compile(r"[\t ,;|\"']+")
# "E2 00 30 16 …", "E200-3016-…", "E2:00:30:16:…": bytes or words held apart by one character, at least 64 bits
# and all of one width, so that a date is none.
_GROUPS = re.compile(
    r"(?<![0-9A-F])(?:[0-9A-F]{2}(?:[ :-][0-9A-F]{2}){7,}|[0-9A-F]{4}(?:[ :-][0-9A-F]{4}){3,})(?![0-9A-F])"
)
# Before the digits: an AIM code (]C1), a counter (12.), or up to four characters that are no digits (xT). The
# negative number is the RSSI of a line whose end was damaged.
_PREFIX = r"(?:\][A-Z][0-9]|[0-9]{1,4}\.|(?:-[0-9]{2,3}(?:\.[0-9])?)?[^0-9A-F]{1,4})?"
_TAG = re.compile(_PREFIX + r"((?:[0-9A-F]{4}){2,33})[^0-9A-F]{0,4}")
# Two lines whose end was damaged into some letter. A damaged digit leaves no two runs of whole words.
_TWO = re.compile(r"((?:[0-9A-F]{4}){4,31})[^0-9A-F]((?:[0-9A-F]{4}){4,31})")
_RSSI = re.compile(r"-[0-9]{2,3}(?:\.[0-9]+)?")
_DIGITS = re.compile(r"[0-9A-F]{8}")


def tags(line: str) -> list[TagRead]:
    """The tag of one line, by the rules above; more than one only where line ends were damaged."""
    return [found for part in _BREAK.split(line.upper()) for found in tags_of_part(part)]


def tags_of_part(part: str) -> list[TagRead]:
    """The first of the longest numbers: a date, a count or the TID may stand in the other columns.

    The RSSI is a negative number in a column of its own.
    """
    columns = _COLUMN_END.split(_GROUPS.sub(lambda match: re.sub("[ :-]", "", match[0]), part))
    digits = max(map(numbers, columns), key=lambda found: sum(map(len, found)))
    strengths = [float(column) for column in columns if _RSSI.fullmatch(column)]
    rssi = next((dbm for dbm in strengths if WEAKEST <= dbm <= STRONGEST), None)
    reads = [read(number, rssi) for number in digits]
    return [found for found in reads if SHORTEST <= len(found.tag) <= LONGEST]


def numbers(column: str) -> list[str]:
    """The hexadecimal tag numbers in one column: mostly one or none."""
    if match := _TAG.fullmatch(column):
        return [match[1]]
    if match := _TWO.fullmatch(column):
        return [match[1], match[2]]
    return []


def read(digits: str, rssi: float | None) -> TagRead:
    """One answer, its PC and CRC taken off if they came along."""
    pc, epc = unglue(bytes.fromhex(digits))
    return TagRead(epc, pc, rssi)


def events_of(line: bytes) -> list[Event]:
    """What one line says: its tags, a text, or a fault if it has digits that make no tag."""
    text = line.decode("latin-1").strip("\x00\x02\x03\xff \t")
    if not text:
        return []
    found = tags(text)
    if found:
        return list(found)
    if _DIGITS.search(text.upper()) or not text.isprintable():
        return [Fault("not a tag", len(line))]
    return [Other("text", text)]


class Lines:
    """Decoder of the family."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._usual = USUAL_DIGITS
        self._ended = False  # a line end was seen: the scanner sends them
        self._torn = False  # the line was cut by silence: the rest of it may follow
        self._overlong = 0  # bytes of a line given up as too long

    @property
    def waiting(self) -> int:
        """Bytes of a line whose end has not come."""
        return len(self._buffer)

    def feed(self, chunk: bytes) -> list[Event]:
        """The events of all lines these bytes complete."""
        *lines, rest = _LINE_END.split(chunk)
        events: list[Event] = []
        for line in lines:
            self._append(line)
            events += self._complete()
        self._append(rest)
        return events

    def idle(self) -> list[Event]:
        """Take what waits as a line: some scanners send no line end.

        If this one does send them, half a line is likelier: then only a tag of the usual length counts, now
        and in the rest of the line.
        """
        if not self._buffer and not self._overlong:
            return []
        self._torn = self._ended
        return self._take()

    def _append(self, part: bytes) -> None:
        room = LONGEST_LINE - len(self._buffer)
        self._buffer += part[:room]
        self._overlong += len(part[room:])

    def _complete(self) -> list[Event]:
        self._ended = True
        events = self._take()
        self._torn = False
        return events

    def _take(self) -> list[Event]:
        line, overlong, torn = bytes(self._buffer), self._overlong, self._torn
        self._buffer.clear()
        self._overlong = 0
        if overlong:
            return [Fault("line too long", len(line) + overlong)]
        events = events_of(line)
        lengths = {len(event.tag) for event in events if isinstance(event, TagRead)}
        if torn and not lengths <= {self._usual, USUAL_DIGITS}:
            return [Fault("cut short", len(line))]
        if lengths and not torn:
            self._usual = max(lengths)
        return events


# Starting and stopping is the scanner's own business (its trigger). There is no checksum to prove a line whole.
FAMILY = Family(
    name="lines",
    title="scanners that type a line for each tag",
    bauds=(115200, 9600),
    decoder=Lines,
    checked=False,
)
