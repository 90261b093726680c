"""The books of the sample school as files that a school could have handed in: its rooms, and its register."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from inventory.exchange.register_file import read_register
from inventory.tags import Tag

HERE = Path(__file__).parent
ROOMS, REGISTER = "rooms.csv", "register.csv"


def book(language: str, name: str) -> bytes:
    """The file in one of the two languages: the same rooms, things and tags under names of that language."""
    return (HERE / language / name).read_bytes()


@cache
def tags_by_room() -> Mapping[str, Sequence[Tag]]:
    """The tags of every room, in the order of the register; a few things have none."""
    tags: defaultdict[str, list[Tag]] = defaultdict(list)
    for row in read_register(REGISTER, book("en", REGISTER)).rows:
        tags[row.location] += [Tag(tag) for tag in row.tags]
    return tags
