"""Which classification a category code belongs to, told from its shape."""

import re


def scheme_of(code: str) -> tuple[str, str]:
    """(scheme, edition) of a code.

    GB/T 14885-2022 writes the letter A and eight digits, its 2010 edition seven digits; anything else is the
    unit's own. Bare codes are never compared: the same one means other things in another edition.
    """
    if re.fullmatch(r"A\d{8}", code):
        return "GB/T 14885", "2022"
    if re.fullmatch(r"\d{7}", code):
        return "GB/T 14885", "2010"
    return "own", ""
