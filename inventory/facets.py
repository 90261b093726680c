"""What cards are filtered by, as words that nobody can type: they stand in the prepared text of a card.

So one index answers what is written and what is filtered by, and any mixture of them, however common each is.
"""

from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from uuid import UUID


class Facet(StrEnum):
    """What a card, or one of its pieces on the books, has: a room, a custodian and so on."""

    ROOM = "room"
    KEEPER = "keeper"
    DEPARTMENT = "department"
    CATEGORY = "category"
    STATE = "state"
    LACKS = "lacks"


class Lack(StrEnum):
    """What a card, or one of its pieces on the books, has not."""

    TAG = "tag"
    ROOM = "room"
    KEEPER = "keeper"
    CATEGORY = "category"
    COST = "cost"
    ACQUIRED = "acquired"


_PRIVATE = 0xE000
"""Where signs begin that mean nothing by themselves (Unicode 16.0, section 23.5: private use)."""

_DIGIT = 0x3400
_BITS, _DIGITS = 15, 4


@lru_cache(maxsize=65_536)
def facet_word(facet: Facet, value: UUID | str) -> str:
    """The word for it: of an id its last 60 bits, which are random in a UUIDv7, so that no two are the same."""
    number = value.int if isinstance(value, UUID) else int.from_bytes(sha256(value.encode()).digest())
    digits = (chr(_DIGIT + (number >> _BITS * place) % 2**_BITS) for place in range(_DIGITS))
    return chr(_PRIVATE + list(Facet).index(facet)) + "".join(digits)
