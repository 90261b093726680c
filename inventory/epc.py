"""What the number of a tag says about itself.

Numbers of GS1 are read by a library, and believed only if what it read, written anew, gives the very same digits:
so no bits beyond the number, no value out of range and no header without its number pass (GS1 EPC Tag Data
Standard 1.13, clause 14). Chip numbers: clause 16.2, and EPC Gen2 2.0.1, 6.3.2.1.3.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum

from epcpy.epc_schemes.giai import GIAI, GIAIFilterValue
from epcpy.epc_schemes.grai import GRAI, GRAIFilterValue
from epcpy.epc_schemes.sgln import SGLN, SGLNFilterValue
from epcpy.epc_schemes.sgtin import SGTIN, SGTINFilterValue
from epcpy.utils.common import ConvertException

from inventory.ids import SchoolId
from inventory.own_epc import OwnEpc, own_epc
from inventory.tags import Tag

_Keyed = type[GIAI] | type[GRAI] | type[SGLN] | type[SGTIN]
_SCHEMES: dict[str, tuple[_Keyed, type[Enum], str]] = {
    "34": (GIAI, GIAIFilterValue, "GIAI_96"),
    "38": (GIAI, GIAIFilterValue, "GIAI_202"),
    "33": (GRAI, GRAIFilterValue, "GRAI_96"),
    "37": (GRAI, GRAIFilterValue, "GRAI_170"),
    "30": (SGTIN, SGTINFilterValue, "SGTIN_96"),
    "36": (SGTIN, SGTINFilterValue, "SGTIN_198"),
    "32": (SGLN, SGLNFilterValue, "SGLN_96"),
    "39": (SGLN, SGLNFilterValue, "SGLN_195"),
}
# The headers of the schemes that came with 2.0 of the standard (14.6, table 14-1), which the library does not read.
_NEWER = {
    "F0": "CPI+",
    "F1": "GRAI+",
    "F2": "SGLN+",
    "F3": "ITIP+",
    "F4": "GSRN+",
    "F5": "GSRNP+",
    "F6": "GDTI+",
    "F7": "SGTIN+",
    "F8": "SGCN+",
    "F9": "SSCC+",
    "FA": "GIAI+",
    "FB": "DSGTIN+",
}
_CHIP = "E2"
_SHORT = 16
# Of the list of mask designers that GS1 keeps, those whose chips are in most labels.
_MAKERS = {0x001: "Impinj", 0x003: "Alien", 0x006: "NXP", 0x00B: "EM Microelectronic"}


class Nature(StrEnum):
    """What kind of number a tag carries."""

    GS1 = "gs1"
    GS1_NEWER = "gs1 newer"
    OURS = "ours"
    OTHER_SCHOOL = "other school"
    CHIP = "chip"
    BLANK = "blank"
    SHORT = "short"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Gs1Number:
    """A number of GS1: its scheme, such as GIAI-96, the number as labels print it, and as a tag URI."""

    scheme: str
    element: str
    uri: str


@dataclass(frozen=True, slots=True)
class Epc:
    """A tag number and what it says: a number of GS1, one of our own scheme, or only what it is like.

    `newer` is the scheme of GS1 whose header it has, of those that are not taken apart here.
    """

    tag: Tag
    nature: Nature
    gs1: Gs1Number | None = None
    own: OwnEpc | None = None
    newer: str = ""


def read_epc(tag: Tag, school: SchoolId) -> Epc:
    """What the number says to people of this school."""
    if number := gs1_number(tag):
        return Epc(tag, Nature.GS1, gs1=number)
    if own := own_epc(tag):
        return Epc(tag, Nature.OURS if own.is_of(school) else Nature.OTHER_SCHOOL, own=own)
    nature = _likeness(tag)
    return Epc(tag, nature, newer=_NEWER[tag[:2]] if nature is Nature.GS1_NEWER else "")


def gs1_number(tag: Tag) -> Gs1Number | None:
    """The number of GS1 that the tag holds, if it holds one and nothing else."""
    known = _SCHEMES.get(tag[:2])
    if known is None:
        return None
    keyed, filters, name = known
    its_filter = str(int(tag[2], 16) >> 1)
    scheme = name.replace("_", "-")
    try:
        number = keyed.from_hex(tag)
        anew = number.hex(binary_coding_scheme=keyed.BinaryCodingScheme[name], filter_value=filters(its_filter))
        if anew != tag:
            return None
        uri = f"urn:epc:tag:{scheme.lower()}:{its_filter}.{number.epc_uri.rpartition(':')[2]}"
        return Gs1Number(scheme, number.gs1_element_string(), uri)
    except (ConvertException, LookupError, ValueError):
        return None


def chip_maker(tid: str | None) -> str:
    """Who designed the chip by its own number (TID); "" if that says nothing we know.

    After E2 come three flags and the 9 bits of the mask designer.
    """
    if not tid or len(tid) < 8 or not tid.startswith(_CHIP):
        return ""
    return _MAKERS.get(int(tid[2:5], 16) & 0x1FF, "")


def _likeness(tag: Tag) -> Nature:
    if not tag.strip("0"):
        return Nature.BLANK
    if tag.startswith(_CHIP) and len(tag) >= _SHORT:
        return Nature.CHIP
    if len(tag) <= _SHORT:
        return Nature.SHORT
    return Nature.GS1_NEWER if tag[:2] in _NEWER else Nature.OWN
