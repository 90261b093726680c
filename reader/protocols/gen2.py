"""The words a UHF tag backscatters around its EPC: protocol control (PC and XPC) and CRC-16.

Source: EPC UHF Gen2 Air Interface, release 2.0.1: PC word 6.3.2.1.2.2, XPC words 6.3.2.1.2.5, CRC-16 annex F (poly
0x1021, preset 0xFFFF, complemented; the catalogues of CRCs call it GENIBUS: "123456789" gives 0xD64E).

Tags with sensors, batteries or an alarm to tell put one or two XPC words between PC and EPC. The PC word says so, and
counts them as if they were of the EPC; they are not, and change while the tag stays the same.
"""

from binascii import crc_hqx
from functools import lru_cache
from typing import NamedTuple

# What the CRC register holds after data and its own complemented CRC have gone through it (annex F.1).
CRC_RESIDUE = 0x1D0F

# The bit of a PC word (XI) that an XPC word follows, and the bit of that one (XEB) that another does.
XPC_FOLLOWS, ANOTHER_FOLLOWS = 0x0200, 0x80

# A PC word is taken off an EPC without a CRC to prove it only for 96 and 128 bit tags. Other lengths
# are ambiguous: the 96-bit EPC headers 2C..2F and the GDTI-113 header 3A (GS1 Tag Data Standard,
# table 14-1) would be taken for the length bits of a PC word.
_PC_ALONE = (6, 8)

# Digits of two words: with fewer, a tag was never given a number. More than 31 words no PC word can announce.
SHORTEST_EPC, LONGEST_EPC = 8, 124


def crc16(words: bytes) -> int:
    """The CRC-16 a tag sends after these bytes."""
    return crc_hqx(words, 0xFFFF) ^ 0xFFFF


def crc_holds(words_and_crc: bytes) -> bool:
    """True if the last two bytes are the CRC-16 of those before them."""
    return crc_hqx(words_and_crc, 0xFFFF) == CRC_RESIDUE


def epc_words(pc: int) -> int:
    """How many 16-bit words of EPC follow this PC word: its bits 15 to 11."""
    return pc >> 11


def xpc_bytes(pc: int, words: bytes) -> int:
    """How many of these bytes, which follow the PC word, are XPC and not yet EPC: none, 2 or 4."""
    if not pc & XPC_FOLLOWS or not words:
        return 0
    return 4 if words[0] & ANOTHER_FOLLOWS else 2


def pc_for(epc: bytes, flags: int = 0) -> int:
    """The PC word of an EPC of this length, `flags` in its lower eleven bits."""
    return (len(epc) // 2) << 11 | flags


class TagNumber(NamedTuple):
    """An EPC freed from what was glued to it, and the PC word if there was one."""

    pc: str | None
    epc: str


# The same tags answer again and again: what was found of one is remembered.
@lru_cache(maxsize=4096)
def tag_of(answer: bytes) -> TagNumber | str:
    """The EPC inside "PC+EPC+CRC" as a tag sent it, or what contradicts itself in it."""
    if len(answer) < 4 or epc_words(answer[0] << 8) * 2 != len(answer) - 4:
        return "pc length"
    if not crc_holds(answer):
        return "tag crc"
    return freed(answer[:-2])


def freed(pc_and_epc: bytes) -> TagNumber:
    """The EPC behind a PC word and any XPC words."""
    pc, words = pc_and_epc[:2], pc_and_epc[2:]
    return TagNumber(pc.hex().upper(), words[xpc_bytes(int.from_bytes(pc), words) :].hex().upper())


def unglue(answer: bytes) -> TagNumber:
    """The EPC inside "EPC", "PC+EPC" or "PC+EPC+CRC", told apart by the length bits and the CRC.

    With a CRC any length is recognised, without one only 96 and 128 bits; everything else is an EPC.
    """
    words = len(answer) // 2
    announced = epc_words(answer[0] << 8) if answer else 0
    if announced and words == announced + 2 and crc_holds(answer):
        return freed(answer[:-2])
    if announced in _PC_ALONE and words == announced + 1:
        return freed(answer)
    return TagNumber(None, answer.hex().upper())
