"""What a stock-take finds, as lines: joined from its judgement and its frozen list when somebody reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from inventory.arrays import Numbers
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


def judged_lines(judgement: Judgement, reading: Reading, frozen: FrozenList, day: date) -> Lines:
    """The findings in order of `inventory.standing.place_of`, with values as of the `day`.

    What the stock-take is not about has none; what is booked in none of its rooms has one only if it was seen.
    """
    source = _Judged(judgement, reading, frozen, tuple(frozen.codes.values()), day)
    return Lines(source, np.arange(len(source.things)), source.counted())


@dataclass(frozen=True)
class _Judged:
    """The lines by row, each on a thing of the judgement."""

    judgement: Judgement
    reading: Reading
    frozen: FrozenList
    codes: Sequence[str]
    day: date

    @cached_property
    def things(self) -> Numbers:
        """The thing of each row: those of the list by room and number, then foreign tags."""
        verdicts, roll = self.judgement.verdicts, self.judgement.roll
        scope = np.zeros(len(self.codes) + 1, np.bool_)
        scope[[*roll.columns.scope, -1]] = True
        shown = (verdicts.kind >= 0) & (scope[roll.booked] | (verdicts.place >= 0))
        shown[: roll.items] &= roll.columns.listed.asked
        things = np.append(self.frozen.in_order, np.arange(roll.items, roll.things))
        return things[shown[things]]

    @cached_property
    def _rows(self) -> Numbers:
        """By thing its row, -1 for what has none."""
        rows = np.full(self.judgement.roll.things, -1)
        rows[self.things] = np.arange(len(self.things))
        return rows

    def counted(self) -> Counted:
        verdicts, roll, things = self.judgement.verdicts, self.judgement.roll, self.things
        cost = np.append(self.frozen.cost, np.full(len(roll.foreign), UNSAID))
        return Counted(
            self.codes,
            verdicts.kind[things],
            roll.booked[things],
            verdicts.place[things],
            things < roll.items,
            (roll.absent & _SEEN[verdicts.kind])[things],
            cost[things],
            np.full(len(things), -1),
            np.zeros(len(things), np.bool_),
        )

    def readings(self) -> Readings:
        """A thing without a tag, or with a disputed one, is none that was listened for."""
        roll, things = self.judgement.roll, self.things
        listened = ~(roll.untagged | roll.conflict)[: roll.items] & ~self.reading.at_home
        away = listened & (roll.booked[: roll.items] >= 0)
        away &= roll.booked[: roll.items] != self.judgement.verdicts.place[: roll.items]
        unheard = np.append(away, np.zeros(len(roll.foreign), np.bool_))
        return Readings(unheard[things], self.judgement.verdicts.here[things], self.reading.passes)

    def texts(self, column: str, rows: Numbers) -> Coded[str]:
        roll, things = self.judgement.roll, self.things[rows]
        if column == "tag":
            return coded(tag or "" for tag in speaking_tags(roll, things))
        said = self.frozen.said[column]
        number = np.append(said.number, np.full(len(roll.foreign), len(said.values)))
        return Coded([*said.values, ""], number[things])

    def rows_of(self, subjects: Sequence[str]) -> Numbers:
        roll = self.judgement.roll
        listed = self.frozen.number_of(subjects)
        tags = ascii_texts(subjects)
        foreign = np.searchsorted(roll.foreign, tags)
        heard = np.append(roll.foreign, b"")[foreign] == tags
        thing = np.where(listed >= 0, listed, np.where(heard, roll.items + foreign, -1))
        return np.where(thing >= 0, self._rows[thing], -1)

    def subjects(self, rows: Numbers) -> list[str]:
        roll, things = self.judgement.roll, self.things[rows]
        listed = self.frozen.item[things[things < roll.items]].astype("U").tolist()
        foreign = roll.foreign[things[things >= roll.items] - roll.items].astype("U").tolist()
        either = {True: iter(listed), False: iter(foreign)}
        return [next(either[own]) for own in (things < roll.items).tolist()]

    def lines(self, rows: Numbers) -> list[Line]:
        roll, things = self.judgement.roll, self.things[rows]
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
