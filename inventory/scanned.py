"""What a text can mean that a scanner wrote, somebody typed, or a file holds: the numbers and the tags it may be.

A text alone often leaves more than one reading. `surely` is the tag it is if nothing else is known; `perhaps` are
readings that count only where they lead to something the school has. Where a scanner's PC word and CRC come along
with the EPC: EPC UHF Gen2 Air Interface 2.0.1, 6.3.2.1.2.2 and annex F.
"""

import re
from binascii import crc_hqx
from collections.abc import Container
from dataclasses import dataclass
from unicodedata import normalize
from uuid import UUID

from inventory.giai import giai_tags
from inventory.ids import ItemId
from inventory.tags import Tag, as_tag

_BETWEEN = re.compile(r"[\r\n\t,;，；、]+")
_LONGEST = 200
_SYMBOLOGY = re.compile(r"\][A-Za-z][0-9]")
_RAW = re.compile(r"(?:urn:epc:raw:\d{1,3}\.x|b'|0x)?(.*?)'?", re.IGNORECASE)
_GROUPS = re.compile(
    r"[0-9A-F]{2}(?:([ :-])[0-9A-F]{2})(?:\1[0-9A-F]{2}){2,}|[0-9A-F]{4}(?:([ :-])[0-9A-F]{4})(?:\2[0-9A-F]{4})+"
)
# What the register of the CRC-16 holds after the words and their own CRC (annex F.1).
_CRC_RESIDUE = 0x1D0F
# Without a CRC a PC word is only believed before the EPCs of 96 and 128 bits: other lengths look like EPC headers.
_PC_ALONE = (6, 8)
_LABEL = re.compile(r"https?://[^\s/]+/things/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?", re.IGNORECASE)
_UID_DIGITS, _EPC_DIGITS = range(8, 11), range(20, 30)


@dataclass(frozen=True, slots=True)
class Scan:
    """One text as it came, and what it may mean: numbers of cards in every spelling, tags, or the very
    thing a label of ours leads to.
    """

    text: str
    numbers: tuple[str, ...]
    surely: Tag | None
    perhaps: tuple[Tag, ...]
    thing: ItemId | None = None

    def tags(self) -> tuple[Tag, ...]:
        """Every tag it may be, the likeliest first."""
        return tuple(dict.fromkeys((*self.perhaps, *((self.surely,) if self.surely else ()))))

    def tag(self, known: Container[Tag]) -> Tag | None:
        """The tag it is, where those `known` to the school decide between readings."""
        return next((tag for tag in (self.surely, *self.perhaps) if tag in known), self.surely)


def texts_in(pasted: str) -> list[str]:
    """The single texts of what was typed, scanned or pasted: one a line, or parted by commas, semicolons, tabs.

    Controls that scanners put around them are left out, and what is longer than any number is cut off.
    """
    printed = ("".join(filter(str.isprintable, part)).strip() for part in _BETWEEN.split(pasted))
    return [text[:_LONGEST] for text in printed if text]


def scan(text: str) -> Scan:
    """Everything the text may mean."""
    plain = _SYMBOLOGY.sub("", normalize("NFKC", text).strip(), count=1)
    spellings = dict.fromkeys((text.strip(), plain, plain.upper()))
    surely, perhaps = tag_readings(plain)
    return Scan(text, tuple(spellings), surely, (*perhaps, *giai_tags(plain)), labelled_thing(plain))


def labelled_thing(text: str) -> ItemId | None:
    """The thing, if the text is the address that the code on its label holds."""
    label = _LABEL.fullmatch(text)
    return ItemId(UUID(label[1])) if label else None


def tag_readings(text: str) -> tuple[Tag | None, tuple[Tag, ...]]:
    """The tag this is by its form, if any, and the tags it could be besides."""
    written = _RAW.fullmatch(text.strip())
    digits = _joined(written[1].upper() if written else "")
    whole = as_tag(digits)
    inner = _unglued(digits) if whole else None
    decimal = _decimal(digits)
    others = [tag for tag in (whole if inner else None, decimal) if tag]
    return inner or whole, tuple(others)


def _joined(digits: str) -> str:
    """Without what holds bytes or words apart: E2 00 30 16, E200-3016, E2:00:30:16."""
    return re.sub("[ :-]", "", digits) if _GROUPS.fullmatch(digits) else digits


def _unglued(digits: str) -> Tag | None:
    """The EPC inside PC+EPC, PC+EPC+CRC or hexadecimal digits that were written as hexadecimal once more."""
    answer = bytes.fromhex(digits)
    words, announced = len(answer) // 2, answer[0] >> 3
    if announced and words == announced + 2 and crc_hqx(answer, 0xFFFF) == _CRC_RESIDUE:
        return as_tag(digits[4:-4])
    if announced in _PC_ALONE and len(answer) % 2 == 0 and words == announced + 1:
        return as_tag(digits[4:])
    return as_tag(answer.decode("ascii", "replace")) if len(answer) >= 16 else None


def _decimal(digits: str) -> Tag | None:
    """The number in hexadecimal: of 4 bytes as readers of cards write it, or of the 96 bits of an EPC."""
    if not (digits.isascii() and digits.isdecimal()):
        return None
    width = 8 if len(digits) in _UID_DIGITS else 24 if len(digits) in _EPC_DIGITS else 0
    return as_tag(f"{int(digits):0{width}X}") if width and int(digits) < 16**width else None
