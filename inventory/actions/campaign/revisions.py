"""The revisions of a stock-take: they grow in the same transaction as what they stand for.

`evidence` stands for what the findings are made from, `revision` for all that is shown.
"""

from typing import NamedTuple

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from inventory.campaign import OPEN
from inventory.errors import NotFound
from inventory.ids import SchoolId, StockTakeId
from inventory.store.stocktakes import StockTake


class Revisions(NamedTuple):
    """How often what is shown, and what the findings are made from, has changed."""

    shown: int
    evidence: int


def touch_open_stocktakes(session: Session, school: SchoolId) -> None:
    """New sightings and changes of the register may change the findings of every stock-take that is not closed.

    Locks them as `lock_open_stocktakes` does.
    """
    lock_open_stocktakes(session, school)
    session.execute(update(StockTake).where(*_open(school)).values(**_more_evidence()))


def lock_open_stocktakes(session: Session, school: SchoolId) -> None:
    """Lets nobody else change a stock-take that is not closed, or what its findings are made from, until the commit.

    Locks them in one order, so that no two wait for each other; whoever locks the school as well does that later.
    """
    session.execute(select(StockTake.id).where(*_open(school)).order_by(StockTake.id).with_for_update())


def touch(session: Session, school: SchoolId, stocktake: StockTakeId) -> int:
    """Something the findings of this stock-take are made from changes; the `evidence` that stands for it.

    Until the commit nobody else gets a number: whoever sees it sees all that those before it stand for. Nought if
    there is no such stock-take.
    """
    changed = update(StockTake).where(*_this(school, stocktake)).values(**_more_evidence())
    return session.scalar(changed.returning(StockTake.evidence)) or 0


def touch_shown(session: Session, school: SchoolId, stocktake: StockTakeId) -> None:
    """Something that is shown beside the findings has changed."""
    session.execute(update(StockTake).where(*_this(school, stocktake)).values(revision=StockTake.revision + 1))


def revision(session: Session, school: SchoolId, stocktake: StockTakeId) -> int:
    """The revision of what is shown; cheap. Raises `NotFound`."""
    return revisions(session, school, stocktake).shown


def revisions(session: Session, school: SchoolId, stocktake: StockTakeId) -> Revisions:
    """Both revisions now; cheap. Raises `NotFound`."""
    found = session.execute(
        select(StockTake.revision, StockTake.evidence).where(*_this(school, stocktake))
    ).one_or_none()
    if found is None:
        raise NotFound(kind="stock-take", name=stocktake)
    return Revisions(*found)


def _open(school: SchoolId) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return StockTake.school_id == school, StockTake.status.in_([status.value for status in OPEN])


def _this(school: SchoolId, stocktake: StockTakeId) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return StockTake.school_id == school, StockTake.id == stocktake


def _more_evidence() -> dict[str, ColumnElement[int]]:
    return {"revision": StockTake.revision + 1, "evidence": StockTake.evidence + 1}
