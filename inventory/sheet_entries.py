"""The sheet of a room as it is printed: the pieces of one card that share a section are one line."""

from dataclasses import dataclass
from itertools import groupby

from inventory.reports import RoomSheet
from inventory.sections import Section, is_expected
from inventory.standing import Line
from inventory.valuation import Worth, together, worth

# What stands in these was in the room when it was counted.
_PRESENT = {Section.SEEN, Section.MOVED_IN, Section.UNKNOWN_TAG, Section.RETIRED_BUT_SEEN}
# Of these no reader can say how many are here; on paper that is written by hand.
_UNSAID = {Section.NOT_COVERED, Section.UNTAGGED}


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


def entries(sheet: RoomSheet) -> tuple[Entry, ...]:
    """The lines of the printed sheet in order of card and section, tags of nothing known last."""
    placed = [(section, line) for section, lines in sheet.sections.items() for line in lines]
    alike = groupby(sorted(placed, key=_entry_key), key=_entry_key)
    return tuple(_entry(section, [line for _, line in group]) for (_, _, section, *_), group in alike)


def _entry_key(placed: tuple[Section, Line]) -> tuple[bool, str, Section, str, str, str]:
    section, line = placed
    thing = line.asset.hex if line.asset else str(line.tag)
    return line.asset is None, line.asset_no, section, thing, line.booked_room or "", line.seen_room or ""


def _entry(section: Section, lines: list[Line]) -> Entry:
    booked = 0 if section is Section.MOVED_IN else sum(map(is_expected, lines))
    counted = None if section in _UNSAID else len(lines) if section in _PRESENT else 0
    return Entry(section, lines[0], booked, counted, together(worth(line.cost, line.accumulated) for line in lines))
