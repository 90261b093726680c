"""Asset numbers of GS1 as labels print them, and the tags that carry them.

A Global Individual Asset Identifier stands on labels as an element string with application identifier 8004 (GS1
General Specifications, 3.9.2), in a web address (GS1 Digital Link, 4.2) or as a URN; a tag holds it as GIAI-96
(GS1 EPC Tag Data Standard 1.13, 14.6.5.1). Only the URN says where the company prefix ends, and none but the tag
URN says the filter value, so one label may mean several tags.
"""

import re
from collections.abc import Iterable, Iterator

from inventory.tags import Tag

_HEADER = 0x34
_FILTERS = range(8)
# Digits of the company prefix → partition, bits of the prefix, bits of the asset reference (table 14-25).
_PARTITIONS = {
    12: (0, 40, 42),
    11: (1, 37, 45),
    10: (2, 34, 48),
    9: (3, 30, 52),
    8: (4, 27, 55),
    7: (5, 24, 58),
    6: (6, 20, 62),
}
_URN = re.compile(
    r"urn:epc:(?:id:giai:|tag:giai-96:(?P<filter>[0-7])\.)(?P<prefix>\d{6,12})\.(?P<reference>\d{1,19})", re.I
)
_ELEMENT = re.compile(r"(?:(?:\][A-Z]\d)?\(?8004\)?|https?://\S*/8004/)(?P<digits>\d{7,30})", re.I)


def giai_tags(text: str) -> tuple[Tag, ...]:
    """Every GIAI-96 tag that carries the asset number of this label; empty if the text is none."""
    if urn := _URN.fullmatch(text):
        filters = [int(urn["filter"])] if urn["filter"] else _FILTERS
        return tuple(_tags(urn["prefix"], urn["reference"], filters))
    if element := _ELEMENT.fullmatch(text):
        digits = element["digits"]
        return tuple(tag for length in _PARTITIONS for tag in _tags(digits[:length], digits[length:], _FILTERS))
    return ()


def _tags(prefix: str, reference: str, filters: Iterable[int]) -> Iterator[Tag]:
    partition, prefix_bits, reference_bits = _PARTITIONS[len(prefix)]
    fits = (
        reference.isdecimal() and (reference == "0" or reference[0] != "0") and int(reference) < 1 << reference_bits
    )
    if not fits:
        return
    body = partition << prefix_bits + reference_bits | int(prefix) << reference_bits | int(reference)
    for each in filters:
        yield Tag(f"{_HEADER << 88 | each << 85 | body:024X}")
