"""Has this room been read well enough? How many tags are in it that nobody has heard yet."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coverage:
    """The tags in one room: `heard` there, about `unread` more; nine times in ten it is `least` to `most` more."""

    heard: int
    unread: float
    least: int
    most: int
