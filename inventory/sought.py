"""Which findings somebody wants to look at: by kind, place, people, words, and whether they are decided."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from inventory.arrays import Flags, Numbers
from inventory.decisions import SETTLED, Choice
from inventory.findings import Kind
from inventory.judgement import KINDS
from inventory.lines import Counted, Lines, as_lines
from inventory.reading_order import by_reading
from inventory.standing import Line, RoomStanding


class Stage(StrEnum):
    """How far a finding has come. OVERTAKEN: decided upon when it was another one."""

    OPEN = "open"
    DECIDED = "decided"
    OVERTAKEN = "overtaken"


_STAGES = tuple(Stage)
_HEXADECIMAL = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Sought:
    """What is asked for; what is left empty asks for nothing. Every word of `text` must stand somewhere on the line.

    `room` is a code and finds what is booked or seen there; `building` is a name and finds what is in its rooms.
    """

    kind: Kind | None = None
    stage: Stage | None = None
    room: str = ""
    building: str = ""
    department: str = ""
    keeper: str = ""
    text: str = ""


def stage_of(line: Line) -> Stage | None:
    """How far the finding has come; None where there is nothing to decide."""
    if line.overtaken:
        return Stage.OVERTAKEN
    if line.decision:
        return Stage.DECIDED
    return None if line.kind in SETTLED else Stage.OPEN


def to_decide(lines: Iterable[Line], choice: Choice, *, again: bool) -> Lines:
    """Of findings somebody decides about all at once those that is meant for, in the order given.

    What is decided stays as it is, but with `again`; taken back is what was decided, and nothing else.
    """
    found = as_lines(lines)
    if choice is Choice.WITHDRAWN:
        return found.touched()
    return found if again else found.of(~found.counted.decided)


def matching(lines: Iterable[Line], rooms: Iterable[RoomStanding], sought: Sought) -> Lines:
    """The findings asked for, in the order given."""
    found = as_lines(lines)
    found = found.of(_stands(found.counted, rooms, sought))
    for column, name in (("department", sought.department), ("keeper", sought.keeper)):
        if name:
            found = found.of(found.texts(column).those(name.__eq__))
    for word in sought.text.casefold().split():
        found = found.of(_says(found, word))
    return found


def _stands(lines: Counted, rooms: Iterable[RoomStanding], sought: Sought) -> Flags:
    """Which lines are of the kind and stage, and in the places asked for."""
    fits = np.ones(len(lines.kind), np.bool_)
    if sought.kind is not None:
        fits &= lines.kind == KINDS.index(sought.kind)
    if sought.stage is not None:
        fits &= _stages(lines) == _STAGES.index(sought.stage)
    if sought.room:
        fits &= _in_any(lines, [sought.room])
    if sought.building:
        fits &= _in_any(lines, [room.code for room in rooms if room.building == sought.building])
    return fits


def _in_any(lines: Counted, codes: Iterable[str]) -> Flags:
    there = np.zeros(len(lines.codes) + 2, np.bool_)
    there[[lines.room(code) for code in codes]] = True
    either: Flags = there[lines.booked] | there[lines.seen]
    return either


def _stages(lines: Counted) -> Numbers:
    """The stage of each line by number, -1 where there is nothing to decide."""
    asks = ~np.array([kind in SETTLED for kind in KINDS])[lines.kind]
    stages = [_STAGES.index(stage) for stage in (Stage.OVERTAKEN, Stage.DECIDED, Stage.OPEN)]
    return np.select([lines.overtaken, lines.decision >= 0, asks], stages, -1)


def _says(lines: Lines, word: str) -> Flags:
    """Which lines say the word; tags, which take the longest, are looked at only where nothing else says it."""
    codes = np.array([word in code.casefold() for code in [*lines.counted.codes, ""]], np.bool_)
    says: Flags = codes[lines.counted.booked] | codes[lines.counted.seen]
    for column in ("asset_no", "name", "model", "keeper"):
        says |= lines.texts(column).those(lambda text: word in text.casefold())
    if _HEXADECIMAL.issuperset(word):
        says[~says] = lines.of(~says).texts("tag").those(lambda tag: word in tag.casefold())
    return says


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be asked for: everything that occurs, each in order."""

    rooms: tuple[str, ...]
    buildings: tuple[str, ...]
    departments: tuple[str, ...]
    keepers: tuple[str, ...]


def choices(lines: Iterable[Line], rooms: Iterable[RoomStanding]) -> Choices:
    """The rooms and buildings of the stock-take, and the departments and keepers of what it found."""
    found, rooms = as_lines(lines), tuple(rooms)
    departments, keepers = (found.occurring(column) for column in ("department", "keeper"))
    return Choices(
        tuple(room.code for room in rooms),
        tuple(sorted({room.building for room in rooms} - {""}, key=by_reading)),
        tuple(sorted(departments - {""}, key=by_reading)),
        tuple(sorted(keepers - {""}, key=by_reading)),
    )


def tally(lines: Iterable[Line]) -> Mapping[Kind | Stage, int]:
    """How many findings there are of each kind, and at each stage; those that do not occur are nought."""
    counted = as_lines(lines).counted
    kinds = np.bincount(counted.kind, minlength=len(KINDS)).tolist()
    stages = np.bincount(_stages(counted) + 1, minlength=len(_STAGES) + 1).tolist()[1:]
    named: list[Kind | Stage] = [*KINDS, *_STAGES]
    return Counter(dict(zip(named, kinds + stages, strict=True)))
