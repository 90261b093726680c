"""What the handheld hears on each walk through each room: the tags in it, and a few of next door through the wall.

The figures are those of handheld sweeps in the field: most tags answer many times, some are on metal and answer
once or twice or not at all, and a wall of 5 dB each way leaves little of the neighbours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from deploy.demo.rooms import LOCKED, rooms
from deploy.demo.things import School

SEED = 7
PASSES = 2

ON_METAL = 0.2
READ_ON_METAL = 0.75
THROUGH_THE_WALL = 0.12


@dataclass(frozen=True)
class Answer:
    """How one tag answers during one walk: how often, and how strongly on average (dBm)."""

    tag: str
    reads: int
    rssi: float


@dataclass(frozen=True)
class Walk:
    """One walk through one room."""

    room: str
    answers: tuple[Answer, ...]


def walks(school: School) -> list[Walk]:
    """Two walks through every room but the locked one, in the order a person would go."""
    dice = Random(SEED)
    tags = _tags_by_room(school)
    at_home = [thing.tag for thing in school.things if thing.tag and thing.really == thing.room.code]
    metal = {tag for tag in at_home if dice.random() < ON_METAL}
    planned = []
    for room in sorted(rooms(), key=lambda room: room.code):
        if room.code == LOCKED:
            continue
        beside = [tag for code in _next_door(room.code) for tag in tags.get(code, ())]
        both = [
            [*_inside(tags.get(room.code, ()), metal, dice), *_beside(beside, metal, dice)] for _ in range(PASSES)
        ]
        unheard = set(tags.get(room.code, ())) - {answer.tag for walk in both for answer in walk}
        both[-1] += [Answer(tag, 1, -64.0) for tag in sorted(unheard)]  # the counter walks up to the cupboards
        planned += [Walk(room.code, tuple(walk)) for walk in both]
    return planned


def _tags_by_room(school: School) -> dict[str, list[str]]:
    """The tags that can be heard in each room; nothing comes out of the locked one, an archive with thick walls."""
    tags: dict[str, list[str]] = {}
    for thing in school.things:
        if thing.tag is not None and thing.really not in {None, LOCKED}:
            tags.setdefault(str(thing.really), []).append(thing.tag)
    for tag, room in school.strangers:
        tags.setdefault(room, []).append(tag)
    return tags


def _next_door(code: str) -> tuple[str, str]:
    return str(int(code) - 1), str(int(code) + 1)


def _inside(tags: list[str] | tuple[()], metal: set[str], dice: Random) -> Iterator[Answer]:
    for tag in tags:
        if tag not in metal:
            yield Answer(tag, dice.randint(4, 12), dice.gauss(-53, 4))
        elif dice.random() < READ_ON_METAL:
            yield Answer(tag, dice.randint(1, 3), dice.gauss(-62, 3))


def _beside(tags: list[str], metal: set[str], dice: Random) -> Iterator[Answer]:
    for tag in tags:
        if tag not in metal and dice.random() < THROUGH_THE_WALL:
            yield Answer(tag, dice.randint(1, 2), dice.gauss(-73, 2))
