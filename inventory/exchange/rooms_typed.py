"""Rooms as somebody types or pastes them: one a line, with or without a line of heads, apart as people part them."""

import re

from inventory.exchange.reading.unreadable import UnreadableRegister
from inventory.exchange.rooms_file import read_rooms

FILENAME = "rooms.csv"

HEADS = "room,name,building,floor"
"""What the columns are where nobody says: the order in which the page asks for them."""

_PARTED = re.compile(r"[ ]*[,，;；、\t][ ]*")


def as_file(typed: str) -> bytes:
    """The same as a file `read_rooms` reads, called `FILENAME`."""
    lines = [_PARTED.sub(",", line.strip()) for line in typed.splitlines() if line.strip()]
    content = "\n".join(lines).encode()
    return content if _has_heads(content) else f"{HEADS}\n".encode() + content


def _has_heads(content: bytes) -> bool:
    try:
        return bool(read_rooms(FILENAME, content).rows)
    except UnreadableRegister:
        return False
