"""Opening a stock-take: what the books say is frozen."""

from datetime import datetime

from sqlalchemy.orm import Session

from inventory.actions.campaign.freezing import freeze
from inventory.actions.campaign.scoping import refuse_unknown, rooms_in
from inventory.actions.proof.journal import record
from inventory.campaign import Scope, Status
from inventory.errors import InventoryError
from inventory.ids import SchoolId, StockTakeId, new_id
from inventory.store.stocktakes import StockTake


class NoRooms(InventoryError):
    """A stock-take of nothing."""

    text = "There are no rooms to count. Enter the rooms or the register first, or choose less narrowly."


def open_stocktake(
    session: Session,
    school: SchoolId,
    *,
    name: str,
    cutoff: datetime,
    by: str,
    at: datetime,
    scope: Scope | None = None,
    blind: bool = False,
) -> StockTakeId:
    """Freezes what the books say and starts the count of the scope (None: of everything).

    Raises `NotFound` for a room, building, department, keeper or category nobody knows, `NoRooms` if there is
    nothing to count.
    """
    scope = scope or Scope()
    refuse_unknown(session, school, scope)
    rooms = rooms_in(session, school, scope)
    if not rooms:
        raise NoRooms
    stocktake = _begin(session, school, name, cutoff, scope, blind, by=by, at=at)
    freeze(session, school, stocktake, scope, rooms)
    facts = {"name": name, "cutoff": cutoff.isoformat(), "rooms": str(len(rooms))} | (
        {"blind": "yes"} if blind else {}
    )
    record(session, school, at=at, by=by, what="stock-take opened", subject=stocktake, facts=facts)
    return stocktake


def _begin(
    session: Session,
    school: SchoolId,
    name: str,
    cutoff: datetime,
    scope: Scope,
    blind: bool,
    *,
    by: str,
    at: datetime,
) -> StockTakeId:
    stocktake = StockTakeId(new_id())
    session.add(
        StockTake(
            school_id=school,
            id=stocktake,
            name=name,
            status=Status.COUNTING.value,
            cutoff=cutoff,
            opened_by=by,
            opened_at=at,
            closed_by=None,
            closed_at=None,
            scope=scope.as_json(),
            blind=blind,
            evidence=1,
            revision=1,
        )
    )
    session.flush()
    return stocktake
