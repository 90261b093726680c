"""What really happened in the sample school: which rooms were walked, and what was not where the books say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from inventory.sightings import Sighting
from inventory.tags import Tag
from service.sample.books import tags_by_room

Thing = tuple[str, int]
"""A room, and the place of a tag among those the books put there."""

NOWHERE = ""
EVERY_WALK_TAKES = timedelta(seconds=50)


@dataclass(frozen=True, slots=True)
class Tour:
    """A count: the rooms in the order they were walked, and what was not where the books say.

    `elsewhere` says in which room a thing was instead, `strangers` which tag of nothing known was in a room.
    """

    rooms: tuple[str, ...]
    elsewhere: Mapping[Thing, str]
    strangers: Mapping[str, Tag] = field(default_factory=dict)


_STILL = {("304", 13): "104", ("104", 5): NOWHERE, ("S102", 1): "S101"}
"""Since last year: a projector stands in the store, a laptop is gone, and a microscope is next door."""

_MAIN_BUILDING = tuple(f"{floor}0{door}" for floor in (1, 2, 3) for door in (1, 2, 3, 4))
_SCIENCE_BLOCK = ("S101", "S102", "S201", "S202")

LAST_YEAR = Tour((*_MAIN_BUILDING, *_SCIENCE_BLOCK), _STILL)
THIS_YEAR = Tour(
    rooms=(*_MAIN_BUILDING[:5], *_SCIENCE_BLOCK),
    elsewhere=_STILL
    | {
        ("104", 2): NOWHERE,
        ("104", 9): NOWHERE,
        ("101", 4): "102",
        ("101", 5): "102",
        ("103", 6): "104",
        ("S201", 20): NOWHERE,
        ("203", 10): "201",
    },
    strangers={"103": Tag("E28011606000A0013B5C77D2"), "S201": Tag("E28011606000A0024E90B1C8")},
)
"""A laptop, a camera and a chair are gone; desks and an office chair went next door, a laptop went to a class."""

BEGUN = "202"
"""The room that is being walked just now."""


def heard(tour: Tour, room: str, walk: int, at: datetime) -> Iterator[Sighting]:
    """What the scanner hears on the walk of that number through the room: no walk hears quite everything."""
    booked = [tag for place, tag in enumerate(tags_by_room()[room]) if (room, place) not in tour.elsewhere]
    others = [tags_by_room()[home][place] for (home, place), now in tour.elsewhere.items() if now == room]
    strangers = [tour.strangers[room]] if room in tour.strangers else []
    for number, tag in enumerate([*booked, *others, *strangers]):
        if (number + 5 * walk) % 47:
            yield _sighting(tag, number, at)


def _sighting(tag: Tag, number: int, at: datetime) -> Sighting:
    loudness = -44.0 - number * 7 % 15
    return Sighting(tag, None, at, at + EVERY_WALK_TAKES / 2, 5 + number * 3 % 19, loudness, loudness - 5)
