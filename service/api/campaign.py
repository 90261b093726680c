"""The campaign around the counting: scope, teams, recounts, review, late walks, closing, reopening, archiving."""

from dataclasses import replace
from datetime import UTC, datetime
from secrets import randbits
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field, StringConstraints

from inventory.actions.campaign import recounts, reviewing
from inventory.actions.campaign.closing import close_stocktake, reopen_stocktake
from inventory.actions.campaign.extents import extent
from inventory.actions.campaign.meanwhile import changed_meanwhile
from inventory.actions.campaign.stocktakes import the_stocktake
from inventory.actions.counting import late_walks
from inventory.actions.counting.late_walks import LateWalk
from inventory.campaign import Campaign, Status
from inventory.ids import PassId, StockTakeId
from inventory.transfer_log import LogLine
from service.access import Admin, Manager, Viewer
from service.api.slip_answers import SideOut
from service.api.stocktakes import ScopeIn, TeamIn, give
from service.api.transfers import number_text
from service.blind import hides_from, refuse_if_blind
from service.database import ReadSession, WriteSession
from service.standings import Standings
from service.wire import Day, Word
from service.zone import Zone

router = APIRouter(prefix="/stocktakes")

Reason = Annotated[Word, StringConstraints(strip_whitespace=True, min_length=1)]
SEED_BITS = 31
"""Seeds fit the integer of every database and every language."""


class ExtentOut(BaseModel):
    """How much a scope comes to. `things` null: too many to be counted, in so many `rooms` at most."""

    rooms: int
    things: int | None


class StatusOut(BaseModel):
    """Where the stock-take stands after a step."""

    status: Status


class RecountIn(BaseModel):
    """What to count again: a sample of so many of a hundred things, or without `percent` all that is in doubt.

    `due` is the last day for the rooms that are opened again; without it each keeps its own.
    """

    percent: Annotated[int, Field(ge=1, le=100)] | None = None
    due: Day | None = None
    seed: Annotated[int, Field(ge=0, lt=2**SEED_BITS)] | None = None


class RecountOut(StatusOut):
    """How many things and tags are to be looked at again."""

    chosen: int


class ReopenIn(BaseModel):
    """Why a closed stock-take is opened again."""

    reason: Reason


class ChangedOut(BaseModel):
    """Pieces of a card, by their `positions` on it, that a document took the same way: how they were, and became."""

    document: UUID
    number: str
    stage: str
    at: datetime
    by: str
    reason: str
    asset: UUID
    asset_no: str
    name: str
    positions: list[int]
    then: SideOut
    now: SideOut


@router.post("/preview")
def preview(who: Manager, session: ReadSession, asked: ScopeIn) -> ExtentOut:
    """How many rooms and things a stock-take of this scope would be about; opens nothing."""
    much = extent(session, who.school, asked.scope())
    return ExtentOut(rooms=much.rooms, things=much.things)


@router.get("/{stocktake}/campaign")
def campaign(who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID) -> Campaign:
    """Who opened it, what it is about, how it was gone about, and how it was closed.

    In a blind count whoever counts is not told how recounts agree with the first count.
    """
    now = standings.of(session, who.school, StockTakeId(stocktake))
    sees = not hides_from(session, who, now)
    return now.campaign if sees else replace(now.campaign, recounts=())


@router.get("/{stocktake}/recount")
def to_look_at_again(
    who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID
) -> list[recounts.Chosen]:
    """What the newest recount looks at again, by room."""
    refuse_if_blind(session, who, standings.of(session, who.school, StockTakeId(stocktake)))
    return list(recounts.chosen_again(session, who.school, StockTakeId(stocktake)))


@router.post("/{stocktake}/recount", status_code=201)
def recount(
    who: Manager,
    reading: ReadSession,
    session: WriteSession,
    standings: Standings,
    stocktake: UUID,
    asked: RecountIn,
) -> RecountOut:
    """Chooses what is counted again, and opens the rooms again that hold it."""
    now = standings.of(reading, who.school, StockTakeId(stocktake))
    chosen = recounts.begin_recount(
        session,
        who.school,
        now.id,
        now.lines,
        percent=asked.percent,
        seed=randbits(SEED_BITS) if asked.seed is None else asked.seed,
        due=asked.due,
        by=who.name,
        at=datetime.now(UTC),
    )
    return RecountOut(status=Status.RECOUNT, chosen=chosen)


@router.post("/{stocktake}/teams")
def give_to_team(who: Manager, session: WriteSession, stocktake: UUID, asked: TeamIn) -> dict[str, int]:
    """Gives rooms to a team; says how many."""
    return {"rooms": give(session, who, StockTakeId(stocktake), asked)}


@router.get("/{stocktake}/late")
def late(who: Manager, session: ReadSession, stocktake: UUID) -> list[LateWalk]:
    """The walks that were handed in when counting was over and count for nothing so far."""
    the_stocktake(session, who.school, StockTakeId(stocktake))
    return late_walks.late_walks(session, who.school, StockTakeId(stocktake))


@router.post("/{stocktake}/late/{walk}/take-in")
def take_in(who: Manager, session: WriteSession, stocktake: UUID, walk: UUID) -> dict[str, str]:
    """Lets a late walk count."""
    late_walks.take_in(session, who.school, StockTakeId(stocktake), PassId(walk), by=who.name, at=datetime.now(UTC))
    return {"pass_id": str(walk)}


@router.get("/{stocktake}/changes")
def changed(who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID) -> list[ChangedOut]:
    """What documents other than its own gave another room, state or keeper, from the opening until the closing."""
    refuse_if_blind(session, who, standings.of(session, who.school, StockTakeId(stocktake)))
    return [_changed(line) for line in changed_meanwhile(session, who.school, StockTakeId(stocktake))]


def _changed(line: LogLine) -> ChangedOut:
    deed, moved = line.deed, line.moved
    return ChangedOut(
        document=deed.document.id,
        number=number_text(deed.document),
        stage=deed.stage,
        at=deed.at,
        by=deed.by,
        reason=deed.reason,
        asset=moved.asset,
        asset_no=moved.asset_no,
        name=moved.name,
        positions=list(moved.positions),
        then=SideOut.of(moved.before),
        now=SideOut.of(moved.after),
    )


@router.post("/{stocktake}/review")
def review(who: Manager, session: WriteSession, stocktake: UUID) -> StatusOut:
    """Ends the counting."""
    reviewing.begin_review(session, who.school, StockTakeId(stocktake), by=who.name, at=datetime.now(UTC))
    return StatusOut(status=Status.REVIEW)


@router.post("/{stocktake}/close")
def close(
    who: Manager, reading: ReadSession, session: WriteSession, standings: Standings, zone: Zone, stocktake: UUID
) -> StatusOut:
    """Freezes the findings and carries out what was decided."""
    seen = standings.of(reading, who.school, StockTakeId(stocktake))
    close_stocktake(session, who.school, seen.id, seen, by=who.name, at=datetime.now(UTC), zone=zone)
    return StatusOut(status=Status.CLOSED)


@router.post("/{stocktake}/reopen")
def reopen(who: Admin, session: WriteSession, zone: Zone, stocktake: UUID, asked: ReopenIn) -> StatusOut:
    """Takes the closing back, with a reason; what was carried out is reversed."""
    now = datetime.now(UTC)
    reopen_stocktake(session, who.school, StockTakeId(stocktake), asked.reason, by=who.name, at=now, zone=zone)
    return StatusOut(status=Status.REVIEW)


@router.post("/{stocktake}/archive")
def archive(who: Manager, session: WriteSession, stocktake: UUID) -> StatusOut:
    """Puts it away for good."""
    reviewing.archive(session, who.school, StockTakeId(stocktake), by=who.name, at=datetime.now(UTC))
    return StatusOut(status=Status.ARCHIVED)
