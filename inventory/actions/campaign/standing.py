"""How a stock-take stands: its findings with what was decided about them, its rooms, and the campaign itself."""

from datetime import UTC, tzinfo
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.campaign.campaigns import campaign_of
from inventory.actions.campaign.decisions import decided
from inventory.actions.campaign.judging import Judged, judged
from inventory.actions.campaign.rooms_standing import RoomsNow, rooms_standing
from inventory.actions.campaign.stocktakes import the_stocktake
from inventory.campaign import Status
from inventory.collecting import uncollected
from inventory.ids import SchoolId, StockTakeId
from inventory.room_coverage import rooms_read
from inventory.standing import Standing
from inventory.store.schools import School
from inventory.verdicts import with_decisions


class Shown(NamedTuple):
    """A standing, and what its rooms were made from: the next standing need not make all of them anew."""

    standing: Standing
    rooms: RoomsNow


def standing(session: Session, school: SchoolId, stocktake: StockTakeId, zone: tzinfo = UTC) -> Standing:
    """Every room and every finding of the stock-take, in one moment of the database, with the days of `zone`.

    Raises `NotFound`.
    """
    return standing_with(session, school, stocktake, judged(session, school, stocktake, zone=zone)).standing


@uncollected()
def standing_with(
    session: Session, school: SchoolId, stocktake: StockTakeId, known: Judged, before: Shown | None = None
) -> Shown:
    """The standing made of findings that are known already, with decisions and rooms as they are now.

    `before` is how it stood at any moment.
    """
    found = the_stocktake(session, school, stocktake)
    told = with_decisions(known.lines, decided(session, school, stocktake))
    now_standing = rooms_standing(session, found, known.walked, before.rooms if before else None)
    now = Standing(
        stocktake,
        session.scalars(select(School.name).where(School.id == school)).one(),
        found.name,
        Status(found.status),
        found.cutoff,
        found.revision,
        now_standing.rooms,
        told,
        campaign_of(session, found, told, now_standing.rooms, known.walkers),
        rooms_read(told),
    )
    return Shown(now, now_standing)
