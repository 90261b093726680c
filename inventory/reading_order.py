"""The order in which people look names up: numbers by their value, Chinese by its sound.

The 3755 common characters of GB/T 2312 stand there in the order of pinyin, and GB 18030 keeps their codes; rarer ones
come after them, by radical.
"""

import re
from functools import lru_cache

_NUMERALS = "一二三四五六七八九"
_NUMBER = re.compile(r"\d+|[一二三四五六七八九十]+(?=年级|[班楼层号组])|(?<=[初高第])[一二三四五六七八九十]+")
"""Digits, and what is a number in the names of grades, classes and floors: 三年级, 高一, but not 王一鸣."""

KNOWN = 4_096
"""Names whose keys are kept: those of a large school, which stand on page after page in order."""

Part = tuple[bool, int, bytes]
Key = tuple[tuple[Part, ...], str]


@lru_cache(KNOWN)
def by_reading(name: str) -> Key:
    """The key to sort names by; only equal names have the same one."""
    parts: list[Part] = []
    end = 0
    for found in _NUMBER.finditer(name):
        parts += [_text(name[end : found.start()]), _value(found[0])]
        end = found.end()
    parts.append(_text(name[end:]))
    return tuple(part for part in parts if part != _NOTHING), name


def _text(part: str) -> Part:
    return True, 0, part.casefold().encode("gb18030", "replace")


_NOTHING = _text("")


def _value(part: str) -> Part:
    """A number by its length and its digits, so that one of any length can be compared."""
    digits = part if part[0].isdecimal() else str(_spelt(part))
    short = digits.lstrip("0")
    return False, len(short), short.encode()


def _spelt(numeral: str) -> int:
    """What 三, 十二 or 二十 is."""
    tens, ten, ones = numeral.rpartition("十")
    digit = _NUMERALS.find(ones[-1:]) + 1 if ones else 0
    return digit + (10 * (_NUMERALS.find(tens[-1:]) + 1 if tens else 1) if ten else 0)
