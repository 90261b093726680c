"""125 kHz readers that speak for themselves: RDM6300 and RDM630, ID-2LA, ID-12LA, ID-20LA and their copies.

Sources: the data sheets of the ID-2LA/12LA/20LA ("Data structure, ASCII") and of the RDM6300. A frame is STX, ten
hexadecimal digits (five bytes of an EM4100 transponder: version, then the number), a checksum, ETX. The checksum is
the XOR of all five bytes. The readers differ in how they end:

    RDM6300    02  d d d d d d d d d d  c c        03    checksum as two digits
    ID-xxLA    02  d d d d d d d d d d  c c  0D 0A 03    the same, CR LF before the ETX
    copies     02  d d d d d d d d d d  x          03    checksum as one raw byte, even 02, 03, 0D or 0A

All three are accepted. There is no command, no RSSI and no antenna; the RDM6300 repeats itself while the transponder
stays, the others speak once. The tag is the ten digits; the number printed on a card is the last eight in decimal.
"""

import re
from functools import partial, reduce
from operator import xor

from reader.protocols.events import TagRead
from reader.protocols.family import Family
from reader.protocols.framing import Frames, Parsed

HEAD = b"\x02"
LONGEST = 16
# ETX is no digit, so no frame of one form is the beginning of another's.
_FRAME = re.compile(rb"\x02([0-9A-Fa-f]{10})(?:([0-9A-Fa-f]{2})(?:\r\n)?|(.))\x03", re.DOTALL)


def parse(buffer: bytes, at: int) -> Parsed:
    """The frame at `at`, whichever of the three it is."""
    match = _FRAME.match(buffer, at)
    if match is None:
        return None if len(buffer) - at < LONGEST else "no frame"
    number, digits, raw = match.groups()
    if checksum(number) != (int(digits, 16) if digits else raw[0]):
        return "checksum"
    return len(match[0]), (TagRead(number.decode().upper()),)


def checksum(number: bytes) -> int:
    """What has to stand behind these ten digits."""
    return reduce(xor, bytes.fromhex(number.decode()))


def frame(tag: str) -> bytes:
    """What an RDM6300 says of the transponder with these ten digits."""
    return b"%b%b%02X\x03" % (HEAD, tag.encode(), checksum(tag.encode()))


FAMILY = Family(
    name="rdm6300",
    title="125 kHz readers RDM6300, ID-12LA, ID-20LA",
    bauds=(9600,),
    decoder=partial(Frames, parse, HEAD),
)
