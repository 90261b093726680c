"""The standing of a stock-take: judged once for each state of its evidence, and kept for the next who asks.

Which state of the evidence a judgement belongs to is read in the same moment of the database as the evidence
itself, so what is kept is what a full run would give.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, tzinfo
from threading import Lock
from time import monotonic
from typing import Annotated, NamedTuple

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from inventory.actions.campaign import judging
from inventory.actions.campaign.revisions import revisions
from inventory.actions.campaign.standing import Shown, standing_with
from inventory.ids import SchoolId, StockTakeId
from inventory.standing import Standing

KEPT = 32
"""Stock-takes looked at at the same time, on one process."""


class Judged(NamedTuple):
    """What was judged of one state of the evidence, the seconds that took, and when it was done."""

    evidence: int
    found: judging.Judged
    took: float
    done: float


class _Desk:
    """Where one stock-take is judged, by one thread at a time."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.judged: Judged | None = None
        self.shown: Shown | None = None


class StandingCache:
    """The newest judgement of the stock-takes last asked for, with the days of `zone`. Safe for threads."""

    def __init__(self, clock: Callable[[], float] = monotonic, zone: tzinfo = UTC) -> None:
        self._desks: OrderedDict[tuple[SchoolId, StockTakeId], _Desk] = OrderedDict()
        self._lock = Lock()
        self._clock = clock
        self._zone = zone

    def of(self, session: Session, school: SchoolId, stocktake: StockTakeId) -> Standing:
        """The standing as this session's moment of the database has it. Raises `NotFound`."""
        now, desk = revisions(session, school, stocktake), self._desk(school, stocktake)
        shown = desk.shown
        if shown is not None and shown.standing.revision == now.shown:
            return shown.standing
        with desk.lock:
            judged = desk.judged
            if judged is None or judged.evidence != now.evidence:
                judged = self._judge(session, school, stocktake, now.evidence, judged)
            return self._show(desk, judged, standing_with(session, school, stocktake, judged.found, desk.shown))

    def recent(self, session: Session, school: SchoolId, stocktake: StockTakeId) -> Standing:
        """For somebody who goes on watching: what is there at once, as long as a newer one is being judged.

        Never more than half of the time goes into judging, however fast the evidence grows. Raises `NotFound`.
        """
        desk = self._desk(school, stocktake)
        shown, judged = desk.shown, desk.judged
        if shown is None or judged is None:
            return self.of(session, school, stocktake)
        if desk.lock.locked() or self._clock() - judged.done < judged.took:
            return shown.standing
        return self.of(session, school, stocktake)

    def _desk(self, school: SchoolId, stocktake: StockTakeId) -> _Desk:
        with self._lock:
            desk = self._desks.setdefault((school, stocktake), _Desk())
            self._desks.move_to_end((school, stocktake))
            while len(self._desks) > KEPT:
                self._desks.popitem(last=False)
            return desk

    def _judge(
        self, session: Session, school: SchoolId, stocktake: StockTakeId, evidence: int, before: Judged | None
    ) -> Judged:
        began = self._clock()
        found = judging.judged(session, school, stocktake, before.found if before else None, zone=self._zone)
        done = self._clock()
        return Judged(evidence, found, done - began, done)

    def _show(self, desk: _Desk, judged: Judged, shown: Shown) -> Standing:
        """Keeps the newer of what is kept and this: a slow reader's old moment must not come back."""
        if desk.shown is None or shown.standing.revision >= desk.shown.standing.revision:
            desk.judged, desk.shown = judged, shown
        return shown.standing


def _cache(request: Request) -> StandingCache:
    cache: StandingCache = request.app.state.standings
    return cache


Standings = Annotated[StandingCache, Depends(_cache)]
