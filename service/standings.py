"""The standing of a stock-take, reconciled once for each of its revisions and kept for the next who asks.

The revision is read in the same moment of the database as everything else, so what is kept under it is what a
full run would give.
"""

from collections import OrderedDict
from threading import Lock
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from inventory.actions.revisions import revision
from inventory.actions.standing import standing
from inventory.ids import SchoolId, StockTakeId
from inventory.standing import Standing

KEPT = 8
"""Stock-takes looked at at the same time, on one process."""


class StandingCache:
    """The newest standing of the stock-takes last asked for. Safe for threads; each is computed by one of them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[StockTakeId, Standing] = OrderedDict()
        self._computing = Lock()

    def of(self, session: Session, school: SchoolId, stocktake: StockTakeId) -> Standing:
        """The standing as this session's moment of the database has it. Raises `NotFound`."""
        now = revision(session, school, stocktake)
        kept = self._kept.get(stocktake)
        if kept is not None and kept.revision == now:
            return kept
        with self._computing:
            kept = self._kept.get(stocktake)
            if kept is not None and kept.revision == now:
                return kept
            return self._keep(standing(session, school, stocktake))

    def _keep(self, fresh: Standing) -> Standing:
        self._kept[fresh.id] = fresh
        self._kept.move_to_end(fresh.id)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return fresh


def _cache(request: Request) -> StandingCache:
    cache: StandingCache = request.app.state.standings
    return cache


Standings = Annotated[StandingCache, Depends(_cache)]
