"""What a stock-take shows room by room: the board of door plates, the sheet of one room, the sum of all.

One rule says where each finding stands (`places`); board, sheet and sum only count and sort by it, so their
figures agree. A thing that moved stands on two sheets: moved out where it is booked, moved in where it is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from inventory.errors import NotFound
from inventory.findings import Kind
from inventory.reading_order import by_reading
from inventory.standing import Line, RoomStanding, RoomState, Standing
from inventory.valuation import Worth, together, worth


class Section(StrEnum):
    """The parts of a room's sheet, in the order people read them: what needs an answer first."""

    MISSING = "missing"
    MOVED_OUT = "moved out"
    MOVED_IN = "moved in"
    DOUBTFUL = "doubtful"
    UNKNOWN_TAG = "unknown tag"
    RETIRED_BUT_SEEN = "retired but seen"
    TAG_CONFLICT = "tag conflict"
    UNTAGGED = "untagged"
    ACCOUNTED = "accounted"
    NOT_COVERED = "not covered"
    SEEN = "seen"


# Where a finding of one room stands; MOVED is the only one that concerns two rooms.
_SECTION = {
    Kind.VERIFIED: Section.SEEN,
    Kind.DOUBTFUL: Section.DOUBTFUL,
    Kind.MISSING: Section.MISSING,
    Kind.NOT_COVERED: Section.NOT_COVERED,
    Kind.ACCOUNTED: Section.ACCOUNTED,
    Kind.UNTAGGED: Section.UNTAGGED,
    Kind.UNKNOWN_TAG: Section.UNKNOWN_TAG,
    Kind.RETIRED_BUT_SEEN: Section.RETIRED_BUT_SEEN,
    Kind.TAG_CONFLICT: Section.TAG_CONFLICT,
}
# These name no thing the room should hold, so they stand where the tag was heard.
_HEARD_THERE = {Kind.UNKNOWN_TAG, Kind.RETIRED_BUT_SEEN}
# What stands in these was in the room when it was counted.
_PRESENT = {Section.SEEN, Section.MOVED_IN, Section.UNKNOWN_TAG, Section.RETIRED_BUT_SEEN}
# Of these no reader can say how many are here; on paper that is written by hand.
_UNSAID = {Section.NOT_COVERED, Section.UNTAGGED}


@dataclass(frozen=True, slots=True)
class Figures:
    """How many things stand in each section. `expected` counts what the frozen list puts here."""

    expected: int = 0
    seen: int = 0
    moved_in: int = 0
    moved_out: int = 0
    missing: int = 0
    doubtful: int = 0
    untagged: int = 0
    accounted: int = 0
    not_covered: int = 0
    unknown_tag: int = 0
    retired_but_seen: int = 0
    tag_conflict: int = 0


@dataclass(frozen=True, slots=True)
class Plate:
    """One room as its door plate shows it."""

    room: RoomStanding
    figures: Figures


@dataclass(frozen=True, slots=True)
class Floor:
    """The rooms of one floor from left to right; `number` is None where the rooms name no floor."""

    number: int | None
    plates: tuple[Plate, ...]


@dataclass(frozen=True, slots=True)
class Building:
    """One building as it stands: the top floor first."""

    name: str
    floors: tuple[Floor, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """So many pieces, and what they cost together in yuan."""

    pieces: int
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole stock-take: every finding once, rooms counted, and what the things cost.

    Findings whose room is not in scope, or that have none, are in `figures` too. `kinds` has all ten.
    """

    figures: Figures
    rooms: int
    rooms_complete: int
    rooms_silent: int
    expected: Tally
    kinds: Mapping[Kind, Tally]


@dataclass(frozen=True, slots=True)
class Board:
    """Every room in scope, those of no building last, and what is booked in none of them (`roomless`)."""

    buildings: tuple[Building, ...]
    roomless: Figures
    totals: Totals


@dataclass(frozen=True, slots=True)
class RoomSheet:
    """One room's findings by section; every section is there, empty or not, in reading order."""

    room: RoomStanding
    figures: Figures
    sections: Mapping[Section, tuple[Line, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """Pieces of one card that share a section and their rooms: one line of the printed sheet.

    `line` stands for all of them; `booked` is how many the books put here, `counted` how many are here, None
    where no reader can say.
    """

    section: Section
    line: Line
    booked: int
    counted: int | None
    worth: Worth


def places(line: Line) -> tuple[tuple[str | None, Section], ...]:
    """The (room code, section) pairs a finding stands in. The code is None where the books name no room."""
    if line.kind is Kind.MOVED:
        return (line.booked_room, Section.MOVED_OUT), (line.seen_room, Section.MOVED_IN)
    if line.kind in _HEARD_THERE or line.item is None:
        return ((line.seen_room, _SECTION[line.kind]),)
    return ((line.booked_room, _SECTION[line.kind]),)


def is_expected(line: Line) -> bool:
    """Whether the frozen list expects the thing: foreign tags and written-off things are not."""
    return line.item is not None and line.kind not in _HEARD_THERE


def board(standing: Standing) -> Board:
    """Every door plate, by building and floor as they lie, and the totals."""
    by_room = _figures_by_room(standing.lines)
    plates = [Plate(room, by_room.get(room.code, Figures())) for room in standing.rooms]
    in_scope = {room.code for room in standing.rooms}
    outside = [figures for code, figures in by_room.items() if code not in in_scope]
    return Board(_buildings(plates), add(outside), totals(standing))


def room_sheet(standing: Standing, code: str) -> RoomSheet:
    """The sheet of the room `code`; NotFound if it is not in scope."""
    room = next((room for room in standing.rooms if room.code == code), None)
    if room is None:
        raise NotFound(kind="room", name=code)
    return _sheet(room, [line for line in standing.lines if code in _codes(line)])


def room_sheets(standing: Standing) -> tuple[RoomSheet, ...]:
    """All sheets in the order of the rooms: the report."""
    lines: defaultdict[str | None, list[Line]] = defaultdict(list)
    for line in standing.lines:
        for code in _codes(line):
            lines[code].append(line)
    return tuple(_sheet(room, lines[room.code]) for room in standing.rooms)


def entries(sheet: RoomSheet) -> tuple[Entry, ...]:
    """The lines of the printed sheet in order of card and section, tags of nothing known last."""
    placed = [(section, line) for section, lines in sheet.sections.items() for line in lines]
    alike = groupby(sorted(placed, key=_entry_key), key=_entry_key)
    return tuple(_entry(section, [line for _, line in group]) for (_, _, section, *_), group in alike)


def totals(standing: Standing) -> Totals:
    """The sum over all rooms and over what is in none of them."""
    return Totals(
        figures=add(_figures_by_room(standing.lines).values()),
        rooms=len(standing.rooms),
        rooms_complete=sum(room.state is RoomState.COMPLETE for room in standing.rooms),
        rooms_silent=sum(room.silent for room in standing.rooms),
        expected=_tally(line for line in standing.lines if is_expected(line)),
        kinds={kind: _tally(line for line in standing.lines if line.kind is kind) for kind in Kind},
    )


def add(parts: Iterable[Figures]) -> Figures:
    """The figures of all parts together."""
    names = Figures.__slots__
    sums: Counter[str] = Counter(dict.fromkeys(names, 0))
    for part in parts:
        sums.update({name: getattr(part, name) for name in names})
    return Figures(**sums)


def _codes(line: Line) -> set[str | None]:
    return {code for code, _ in places(line)}


def _figures_by_room(lines: Iterable[Line]) -> dict[str | None, Figures]:
    counts: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for line in lines:
        for code, section in places(line):
            counts[code][_field(section)] += 1
        if is_expected(line):
            counts[line.booked_room]["expected"] += 1
    return {code: Figures(**count) for code, count in counts.items()}


def _sheet(room: RoomStanding, lines: Iterable[Line]) -> RoomSheet:
    sections: dict[Section, list[Line]] = {section: [] for section in Section}
    for line in lines:
        for code, section in places(line):
            if code == room.code:
                sections[section].append(line)
    counted = {_field(section): len(found) for section, found in sections.items()}
    expected = sum(is_expected(line) and line.booked_room == room.code for line in lines)
    return RoomSheet(room, Figures(expected=expected, **counted), {name: tuple(sections[name]) for name in Section})


def _entry_key(placed: tuple[Section, Line]) -> tuple[bool, str, Section, str, str, str]:
    section, line = placed
    thing = line.asset.hex if line.asset else str(line.tag)
    return line.asset is None, line.asset_no, section, thing, line.booked_room or "", line.seen_room or ""


def _entry(section: Section, lines: list[Line]) -> Entry:
    booked = 0 if section is Section.MOVED_IN else sum(map(is_expected, lines))
    counted = None if section in _UNSAID else len(lines) if section in _PRESENT else 0
    return Entry(section, lines[0], booked, counted, together(worth(line.cost, line.accumulated) for line in lines))


def _field(section: Section) -> str:
    return section.value.replace(" ", "_")


def _buildings(plates: list[Plate]) -> tuple[Building, ...]:
    named_first = sorted(plates, key=lambda plate: (not plate.room.building, by_reading(plate.room.building)))
    grouped = groupby(named_first, key=lambda plate: plate.room.building)
    return tuple(Building(name, _floors(list(of_building))) for name, of_building in grouped)


def _floors(plates: list[Plate]) -> tuple[Floor, ...]:
    grouped = groupby(plates, key=lambda plate: plate.room.floor)
    floors = [Floor(number, tuple(of_floor)) for number, of_floor in grouped]
    return tuple(sorted(floors, key=lambda floor: (floor.number is not None, floor.number or 0), reverse=True))


def _tally(lines: Iterable[Line]) -> Tally:
    found = list(lines)
    return Tally(len(found), _cost(found))


def _cost(lines: Iterable[Line]) -> Decimal:
    return sum((line.cost for line in lines if line.cost is not None), Decimal(0))
