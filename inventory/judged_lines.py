"""What a stock-take finds, as lines: joined from its judgement and its frozen list when somebody reads them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from inventory.arrays import Flags, Numbers, Reals
from inventory.coding import Coded, coded
from inventory.evidence import speaking_tags
from inventory.findings import Evidence, Finding, Kind
from inventory.frozen_list import FrozenList, ascii_texts
from inventory.ids import RoomId
from inventory.judgement import KINDS, Judgement
from inventory.lines import UNSAID, Counted, Lines, Readings
from inventory.reconciliation import told
from inventory.room_coverage import Reading
from inventory.standing import Heard, Line

_SEEN = np.array([kind in (Kind.VERIFIED, Kind.MOVED) for kind in KINDS])
_UNLISTED = {"asset": None, "asset_no": "", "name": "", "model": "", "keeper": "", "cost": None}


@dataclass(frozen=True)
class Layout:
    """Which thing each row is about: those of the list by room and number, then foreign tags; and by thing its row,
    -1 for what has none."""

    things: Numbers
    rows: Numbers

    def fits(self, judgement: Judgement, news: Numbers) -> bool:
        """Whether it is that of the judgement, too, in which something else is said of these things alone."""
        same = len(self.rows) == judgement.roll.things
        return same and np.array_equal(self.rows[news] >= 0, _shown(judgement, news))


def judged_lines(judgement: Judgement, reading: Reading, frozen: FrozenList, day: date) -> "JudgedLines":
    """The findings in order of `inventory.standing.place_of`, with values as of the `day`.

    What the stock-take is not about has none; what is booked in none of its rooms has one only if it was seen.
    """
    roll = judgement.roll
    things = np.append(frozen.in_order, np.arange(roll.items, roll.things))
    things = things[_shown(judgement, np.arange(roll.things))[things]]
    rows = np.full(roll.things, -1)
    rows[things] = np.arange(len(things))
    said = _said_of(judgement, reading, things)
    cost = np.append(frozen.cost, np.full(len(roll.foreign), UNSAID))[things]
    decided = np.full(len(things), -1), np.zeros(len(things), np.bool_)
    codes = tuple(frozen.codes.values())
    counted = Counted(codes, said.kind, roll.booked[things], said.seen, things < roll.items, said.out, cost, *decided)
    readings = Readings(said.unheard, said.here, reading.passes)
    return JudgedLines(judgement, frozen, day, Layout(things, rows), counted, readings)


def judged_lines_again(
    before: "JudgedLines", judgement: Judgement, reading: Reading, day: date, news: Numbers
) -> "JudgedLines":
    """The same, when only of these things something else was said, heard or ticked before."""
    if not (before.layout.fits(judgement, news) and before.judgement.roll.numbered is judgement.roll.numbered):
        return judged_lines(judgement, reading, before.frozen, day)
    rows, said = before.layout.rows[news], _said_of(judgement, reading, news)
    there, counted, read = rows >= 0, before.counted, before.readings
    kind, seen, out, unheard, here = (
        _with(column, rows[there], anew[there])
        for column, anew in zip((counted.kind, counted.seen, counted.out, read.unheard, read.here), said, strict=True)
    )
    counted = replace(counted, kind=kind, seen=seen, out=out)
    readings = Readings(unheard, here, reading.passes)
    return JudgedLines(judgement, before.frozen, day, before.layout, counted, readings)


class _Said(NamedTuple):
    """What the judgement says of things: as in `inventory.lines.Counted` and `Readings`."""

    kind: Numbers
    seen: Numbers
    out: Flags
    unheard: Flags
    here: Reals


def _said_of(judgement: Judgement, reading: Reading, things: Numbers) -> _Said:
    """A thing without a tag, or with a disputed one, is none that was listened for."""
    verdicts, roll = judgement.verdicts, judgement.roll
    kind, seen = (column[things].astype(np.int64) for column in (verdicts.kind, verdicts.place))
    booked, here = roll.booked[things], verdicts.here[things].astype(np.float64)
    unheard = (things < roll.items) & (booked >= 0) & (booked != seen) & ~roll.untagged[things]
    unheard &= ~roll.conflict[things] & ~np.append(reading.at_home, np.zeros(len(roll.foreign), np.bool_))[things]
    return _Said(kind, seen, roll.absent[things] & _SEEN[kind], unheard, here)


def _shown(judgement: Judgement, things: Numbers) -> Flags:
    """The things that have a line."""
    verdicts, roll = judgement.verdicts, judgement.roll
    scope = np.zeros(len(roll.columns.rooms) + 1, np.bool_)
    scope[[*roll.columns.scope, -1]] = True
    asked = roll.asked[things] | (things >= roll.items)
    return asked & (verdicts.kind[things] >= 0) & (scope[roll.booked[things]] | (verdicts.place[things] >= 0))


def _with(column: NDArray[Any], rows: Numbers, values: NDArray[Any]) -> NDArray[Any]:
    made = column.copy()
    made[rows] = values
    return made


@dataclass(frozen=True)
class JudgedLines:
    """The lines by row, each on a thing of the judgement: an `inventory.lines.Source`."""

    judgement: Judgement
    frozen: FrozenList
    day: date
    layout: Layout
    counted: Counted
    readings: Readings

    def as_lines(self) -> Lines:
        """All of them."""
        return Lines(self, self.counted)

    def texts(self, column: str, rows: Numbers) -> Coded[str]:
        """As `Source` promises; the tag is the one heard most."""
        roll, things = self.judgement.roll, self.layout.things[rows]
        if column == "tag":
            return coded(tag or "" for tag in speaking_tags(roll, things))
        said = self.frozen.said[column]
        number = np.append(said.number, np.full(len(roll.foreign), len(said.values)))
        return Coded([*said.values, ""], number[things])

    def rows_of(self, subjects: Sequence[str]) -> Numbers:
        """As `Source` promises."""
        roll = self.judgement.roll
        listed = self.frozen.number_of(subjects)
        tags = ascii_texts(subjects)
        foreign = np.searchsorted(roll.foreign, tags)
        heard = np.append(roll.foreign, b"")[foreign] == tags
        thing = np.where(listed >= 0, listed, np.where(heard, roll.items + foreign, -1))
        return np.where(thing >= 0, self.layout.rows[thing], -1)

    def subjects(self, rows: Numbers) -> list[str]:
        """As `Source` promises."""
        roll, things = self.judgement.roll, self.layout.things[rows]
        listed = self.frozen.item[things[things < roll.items]].astype("U").tolist()
        foreign = roll.foreign[things[things >= roll.items] - roll.items].astype("U").tolist()
        either = {True: iter(listed), False: iter(foreign)}
        return [next(either[own]) for own in (things < roll.items).tolist()]

    def lines(self, rows: Numbers) -> list[Line]:
        """As `Source` promises, with their evidence."""
        roll, things = self.judgement.roll, self.layout.things[rows]
        fixed = self.frozen.fixed(things[things < roll.items], self.day)
        return [self._line(each, next(fixed) if each.item else _UNLISTED) for each in told(self.judgement, things)]

    def _line(self, finding: Finding, fixed: dict[str, Any]) -> Line:
        return Line(
            kind=finding.kind,
            item=finding.item,
            booked_room=self._code(finding.booked_room),
            seen_room=self._code(finding.seen_room),
            confidence=finding.confidence,
            probabilities=finding.probabilities,
            tag=finding.tag,
            evidence=tuple(self._heard(evidence) for evidence in finding.evidence),
            notes=finding.notes,
            **fixed,
        )

    def _heard(self, evidence: Evidence) -> Heard:
        return Heard(self.frozen.codes[evidence.room], evidence.passes, evidence.reads, evidence.rssi_max)

    def _code(self, room: RoomId | None) -> str | None:
        return None if room is None else self.frozen.codes[room]
