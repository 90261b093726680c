"""Which room a register's location text means.

Registers write places as "综合楼 105", "211 副校长室", "仙林B12-303" or just "105"; the raw text is kept beside
the room. A text that could mean two rooms means none: a wrong room is worse than an open question.
"""

import re
from collections.abc import Mapping
from typing import TypeVar

Id = TypeVar("Id")

_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z\-]*")


def room_named(location: str, rooms: Mapping[str, Id]) -> Id | None:
    """The room (by its code in `rooms`) that the text names: exactly, or as the only code among its words."""
    text = location.strip()
    if text in rooms:
        return rooms[text]
    words = {word for found in _WORD.findall(text) for word in (found, *found.split("-"))}
    named = {code for code in words if code in rooms}
    return rooms[named.pop()] if len(named) == 1 else None
