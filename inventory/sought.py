"""Which findings somebody wants to look at: by kind, place, people, words, and whether they are decided."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from inventory.decisions import SETTLED, Choice
from inventory.findings import Kind
from inventory.reading_order import by_reading
from inventory.standing import Line, RoomStanding


class Stage(StrEnum):
    """How far a finding has come. OVERTAKEN: decided upon when it was another one."""

    OPEN = "open"
    DECIDED = "decided"
    OVERTAKEN = "overtaken"


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


def to_decide(lines: Iterable[Line], choice: Choice, *, again: bool) -> list[Line]:
    """Of findings somebody decides about all at once those that is meant for, in the order given.

    What is decided stays as it is, but with `again`; taken back is what was decided, and nothing else.
    """
    if choice is Choice.WITHDRAWN:
        return [line for line in lines if line.decision or line.overtaken]
    return [line for line in lines if again or not line.decision]


def matching(lines: Iterable[Line], rooms: Iterable[RoomStanding], sought: Sought) -> list[Line]:
    """The findings asked for, in the order given."""
    codes = {room.code for room in rooms if room.building == sought.building} if sought.building else None
    words = sought.text.casefold().split()
    return [line for line in lines if _fits(line, sought, codes) and _says(line, words)]


def _fits(line: Line, sought: Sought, codes: set[str] | None) -> bool:
    places = (line.booked_room, line.seen_room)
    return (
        (sought.kind is None or line.kind is sought.kind)
        and (sought.stage is None or stage_of(line) is sought.stage)
        and (not sought.room or sought.room in places)
        and (codes is None or not codes.isdisjoint(places))
        and (not sought.department or line.department == sought.department)
        and (not sought.keeper or line.keeper == sought.keeper)
    )


def _says(line: Line, words: list[str]) -> bool:
    if not words:
        return True
    on_it = (line.asset_no, line.name, line.model, line.keeper, line.booked_room, line.seen_room, line.tag)
    said = "\n".join(part for part in on_it if part).casefold()
    return all(word in said for word in words)


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be asked for: everything that occurs, each in order."""

    rooms: tuple[str, ...]
    buildings: tuple[str, ...]
    departments: tuple[str, ...]
    keepers: tuple[str, ...]


def choices(lines: Iterable[Line], rooms: Iterable[RoomStanding]) -> Choices:
    """The rooms and buildings of the stock-take, and the departments and keepers of what it found."""
    lines, rooms = tuple(lines), tuple(rooms)
    return Choices(
        tuple(room.code for room in rooms),
        tuple(sorted({room.building for room in rooms} - {""}, key=by_reading)),
        tuple(sorted({line.department for line in lines} - {""}, key=by_reading)),
        tuple(sorted({line.keeper for line in lines} - {""}, key=by_reading)),
    )


def tally(lines: Iterable[Line]) -> Mapping[Kind | Stage, int]:
    """How many findings there are of each kind, and at each stage."""
    counted: Counter[Kind | Stage] = Counter()
    for line in lines:
        counted[line.kind] += 1
        stage = stage_of(line)
        if stage is not None:
            counted[stage] += 1
    return counted
