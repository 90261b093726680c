"""Signs that nobody sees: line breaks within a cell become a blank, control characters are taken out.

PostgreSQL refuses the character zero in any text (PostgreSQL manual, 8.3); a workbook can hold it as _x0000_
(ECMA-376, part 1, 22.9.2.19).
"""

import re

_BREAKS = re.compile(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
_CONTROLS = re.compile(r"[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+")
_EITHER = re.compile(r"[\0-\x1f\x7f-\x9f\u2028\u2029]")


def has_controls(text: str) -> bool:
    """Whether the text holds more than line breaks and tabs that a person would not see."""
    return _CONTROLS.search(text) is not None


def is_printable(text: str) -> bool:
    """Whether `printable` would leave the text alone."""
    return text.isprintable() or _EITHER.search(text) is None


def printable(text: str) -> str:
    """The text without control characters, and a blank for tabs and line breaks that stand together."""
    return _CONTROLS.sub("", _BREAKS.sub(" ", text))
