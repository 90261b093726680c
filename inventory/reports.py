"""What a stock-take shows room by room: the board of door plates, the sheet of one room, the sum of all.

Where each finding stands is said in `inventory.sections`; here it is counted and sorted by that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

import numpy as np

from inventory.arrays import exact_sums
from inventory.coverage import Coverage
from inventory.errors import NotFound
from inventory.findings import Kind
from inventory.judgement import KINDS
from inventory.lines import UNSAID, Counted, Lines, as_lines
from inventory.reading_order import by_reading
from inventory.sections import (
    SECTIONS,
    Figures,
    Section,
    are_expected,
    figures_by_room,
    placed,
)
from inventory.standing import Line, RoomStanding, RoomState, Standing
from inventory.term_columns import yuan


@dataclass(frozen=True, slots=True)
class Plate:
    """One room as its door plate shows it."""

    room: RoomStanding
    figures: Figures
    coverage: Coverage | None


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
    """The rooms shown, those of no building last, and what is booked in no room in scope (`roomless`)."""

    buildings: tuple[Building, ...]
    roomless: Figures
    totals: Totals


@dataclass(frozen=True, slots=True)
class RoomSheet:
    """One room's findings by section; every section is there, empty or not, in reading order."""

    room: RoomStanding
    figures: Figures
    sections: Mapping[Section, tuple[Line, ...]]


def board(standing: Standing, shown: Sequence[RoomStanding] | None = None) -> Board:
    """Every door plate, or those of the rooms `shown`, by building and floor as they lie; and the totals of all."""
    lines = as_lines(standing.lines).counted
    by_room = figures_by_room(lines)
    plates = [
        Plate(room, by_room.of(lines.room(room.code)), standing.coverage.get(room.code))
        for room in (standing.rooms if shown is None else shown)
    ]
    outside = np.ones(len(by_room.table), np.bool_)
    outside[[lines.room(room.code) for room in standing.rooms]] = False
    return Board(_buildings(plates), by_room.sum(outside), _totals(standing, lines, by_room.sum()))


def totals(standing: Standing) -> Totals:
    """The sum over all rooms and over what is in none of them."""
    lines = as_lines(standing.lines).counted
    return _totals(standing, lines, figures_by_room(lines).sum())


def _totals(standing: Standing, lines: Counted, figures: Figures) -> Totals:
    pieces = np.bincount(lines.kind, minlength=len(KINDS)).tolist()
    cost = exact_sums(lines.kind, np.where(lines.cost == UNSAID, 0, lines.cost), len(KINDS)).tolist()
    expected = are_expected(lines)
    known = expected & (lines.cost != UNSAID)
    return Totals(
        figures=figures,
        rooms=len(standing.rooms),
        rooms_complete=sum(room.state is RoomState.COMPLETE for room in standing.rooms),
        rooms_silent=sum(room.silent for room in standing.rooms),
        expected=Tally(int(np.count_nonzero(expected)), yuan(int(lines.cost[known].sum()))),
        kinds={kind: Tally(pieces[number], yuan(cost[number])) for number, kind in enumerate(KINDS)},
    )


def room_sheet(standing: Standing, code: str) -> RoomSheet:
    """The sheet of the room `code`; NotFound if it is not in scope."""
    room = next((room for room in standing.rooms if room.code == code), None)
    if room is None:
        raise NotFound(kind="room", name=code)
    lines = as_lines(standing.lines)
    number = lines.counted.room(code)
    near = lines.of((lines.counted.booked == number) | (lines.counted.seen == number))
    where = placed(near.counted)
    return _sheet(room, near.of(np.unique(where.line[where.room == number])))


def room_sheets(standing: Standing) -> tuple[RoomSheet, ...]:
    """All sheets in the order of the rooms: the report."""
    lines = as_lines(standing.lines)
    where = placed(lines.counted)
    order = np.lexsort((where.line, where.room))
    ends = np.searchsorted(where.room[order], np.arange(len(lines.counted.codes) + 2))
    numbers = (lines.counted.room(room.code) for room in standing.rooms)
    of_rooms = (np.unique(where.line[order[ends[number] : ends[number + 1]]]) for number in numbers)
    return tuple(_sheet(room, lines.of(its)) for room, its in zip(standing.rooms, of_rooms, strict=True))


def _sheet(room: RoomStanding, lines: Lines) -> RoomSheet:
    where, said = placed(lines.counted), tuple(lines)
    number = lines.counted.room(room.code)
    here = where.room == number
    stands = {
        section: tuple(said[line] for line in where.line[here & (where.section == place)].tolist())
        for place, section in enumerate(SECTIONS)
    }
    return RoomSheet(room, figures_by_room(lines.counted).of(number), stands)


def _buildings(plates: list[Plate]) -> tuple[Building, ...]:
    named_first = sorted(plates, key=lambda plate: (not plate.room.building, by_reading(plate.room.building)))
    grouped = groupby(named_first, key=lambda plate: plate.room.building)
    return tuple(Building(name, _floors(list(of_building))) for name, of_building in grouped)


def _floors(plates: list[Plate]) -> tuple[Floor, ...]:
    grouped = groupby(plates, key=lambda plate: plate.room.floor)
    floors = [Floor(number, tuple(of_floor)) for number, of_floor in grouped]
    return tuple(sorted(floors, key=lambda floor: (floor.number is not None, floor.number or 0), reverse=True))
