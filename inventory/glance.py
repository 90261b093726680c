"""What can be told of a stock-take at a glance: how far each building has come, and the money that is in question."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from inventory.decisions import SETTLED
from inventory.findings import Kind
from inventory.judgement import KINDS
from inventory.lines import as_lines
from inventory.reading_order import by_reading
from inventory.standing import RoomStanding, RoomState, Standing
from inventory.valuation import Worth, together, worth

AT_RISK = (Kind.MISSING, Kind.DOUBTFUL)
"""What may be gone, the surer first."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many rooms of a building are finished, being counted, and waiting. `building` is "" where none is known."""

    building: str
    complete: int
    counting: int
    waiting: int

    @property
    def rooms(self) -> int:
        """All of them."""
        return self.complete + self.counting + self.waiting


def by_building(rooms: Iterable[RoomStanding]) -> tuple[Progress, ...]:
    """How far each building is, in the order people read names; rooms of no building last."""
    states = Counter((room.building, room.state) for room in rooms)
    names = sorted({name for name, _ in states}, key=lambda name: (not name, by_reading(name)))
    ways = (RoomState.COMPLETE, RoomState.COUNTING, RoomState.WAITING)
    return tuple(Progress(name, *(states[name, state] for state in ways)) for name in names)


def at_risk(standing: Standing) -> Mapping[Kind, Worth]:
    """The pieces that may be gone, and what the books say they cost and are still worth."""
    lines = as_lines(standing.lines)
    found = {kind: lines.of(lines.counted.kind == KINDS.index(kind)) for kind in AT_RISK}
    return {kind: together(worth(line.cost, line.accumulated) for line in some) for kind, some in found.items()}


def undecided(standing: Standing) -> int:
    """How many findings ask for a decision and have none that counts."""
    counted = as_lines(standing.lines).counted
    settled = np.isin(counted.kind, [KINDS.index(kind) for kind in SETTLED])
    return int(np.count_nonzero(~settled & ((counted.decision < 0) | counted.overtaken)))
