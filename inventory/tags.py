"""What counts as a tag number, and how it is written.

A tag number is the EPC of a UHF tag or the UID of another one, in hexadecimal: 8 to 124 digits
(4 to 62 bytes; a Gen2 EPC has at most 31 words of 16 bits, EPC Gen2 2.0.1, 6.3.2.1.2.2), an even number
of them, upper case, leading zeros kept.
"""

import re
from typing import NewType

Tag = NewType("Tag", str)

_SHAPE = re.compile(r"(?:[0-9A-Fa-f]{2}){4,62}", re.ASCII)

TAG_RULE = "a tag is 8 to 124 hexadecimal digits, of even number"


def as_tag(text: str) -> Tag | None:
    """The tag as it is stored (upper case), or None if the text is none by `TAG_RULE`."""
    return Tag(text.upper()) if _SHAPE.fullmatch(text) else None
