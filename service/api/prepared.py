"""Transfers prepared from findings, for programs."""

from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from inventory.actions.campaign.prepared import prepare_transfers
from inventory.actions.documents.movements import Occasion
from inventory.ids import StockTakeId
from inventory.sought import matching
from service.access import Counter
from service.api.decisions import StrictFilterIn
from service.blind import refuse_if_blind
from service.database import ReadSession, WriteSession
from service.standings import Standings
from service.wire import Word
from service.zone import Zone

router = APIRouter(prefix="/stocktakes/{stocktake}")


class PrepareIn(BaseModel):
    """For what moved of the findings that fit the filter; all of them if it says nothing."""

    filter: StrictFilterIn = StrictFilterIn()
    reason: Word = ""


class PreparedOut(BaseModel):
    """The documents, one for each room; how many things they take, and how many that moved were left."""

    slips: list[UUID]
    things: int
    left: int


@router.post("/transfers", status_code=201)
def prepare(
    who: Counter,
    reading: ReadSession,
    session: WriteSession,
    standings: Standings,
    zone: Zone,
    stocktake: UUID,
    asked: PrepareIn,
) -> PreparedOut:
    """Writes a transfer for every room in which things stand that are booked elsewhere."""
    now = standings.of(reading, who.school, StockTakeId(stocktake))
    refuse_if_blind(session, who, now)
    lines = matching(now.lines, now.rooms, asked.filter.sought())
    occasion = Occasion(asked.reason.strip(), who.name, datetime.now(UTC), zone=zone)
    made = prepare_transfers(session, who.school, now.id, lines, occasion, who.role)
    return PreparedOut(slips=list(made.slips), things=made.things, left=made.left)
