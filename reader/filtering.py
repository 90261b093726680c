"""Which tags a box tells of at all: at the door of a library it need not report every book.

A pattern is the beginning of a tag number in hexadecimal digits, where x stands for any digit: "30" is every number
beginning with 30, "30xxxx57" one whose seventh and eighth digit are 57 too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.protocols.events import TagRead

_PATTERN = re.compile(r"[0-9A-FXa-fx]+")


def is_pattern(text: object) -> bool:
    """True for a pattern that can be used."""
    return isinstance(text, str) and bool(_PATTERN.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Filter:
    """Lets tags through that begin with one of `only` (every tag, if there is none) and with none of `ignore`."""

    only: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    _only: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _ignore: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_only", _expression(self.only or ("",)))
        object.__setattr__(self, "_ignore", _expression(self.ignore))

    def through(self, reads: Sequence[TagRead]) -> list[TagRead]:
        """Those of the reads that are told of."""
        return [read for read in reads if self._only.match(read.tag) and not self._ignore.match(read.tag)]


def _expression(patterns: Sequence[str]) -> re.Pattern[str]:
    """Matches the beginning of a tag number; no pattern at all matches nothing."""
    digits = (pattern.upper().replace("X", "[0-9A-F]") for pattern in patterns)
    return re.compile("|".join(digits) if patterns else r"(?!)")
