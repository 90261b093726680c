"""The revision of a stock-take: grows in the same transaction as anything its findings are made from."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from inventory.errors import NotFound
from inventory.ids import SchoolId, StockTakeId
from inventory.standing import Status
from inventory.store.stocktakes import StockTake


def touch_open_stocktakes(session: Session, school: SchoolId) -> None:
    """New sightings may change every stock-take that is being counted."""
    open_ones = (StockTake.school_id == school, StockTake.status == Status.COUNTING.value)
    session.execute(update(StockTake).where(*open_ones).values(revision=StockTake.revision + 1))


def touch(session: Session, school: SchoolId, stocktake: StockTakeId) -> None:
    """Something of this stock-take alone has changed."""
    this = (StockTake.school_id == school, StockTake.id == stocktake)
    session.execute(update(StockTake).where(*this).values(revision=StockTake.revision + 1))


def revision(session: Session, school: SchoolId, stocktake: StockTakeId) -> int:
    """The revision now; cheap. Raises `NotFound`."""
    this = (StockTake.school_id == school, StockTake.id == stocktake)
    found = session.scalar(select(StockTake.revision).where(*this))
    if found is None:
        raise NotFound(kind="stock-take", name=stocktake)
    return found
