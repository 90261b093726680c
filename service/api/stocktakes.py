"""Stock-takes: open, count room by room, close."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from inventory.actions import passes, stocktakes
from inventory.actions.closing import close_stocktake
from inventory.campaign import Status
from inventory.ids import PassId, StationId, StockTakeId, new_id
from service.access import Counter, Manager, Viewer
from service.database import ReadSession, WriteSession
from service.wire import RefusedOut, SweepIn, When, Word, checked, json_body

router = APIRouter(prefix="/stocktakes")


class StockTakeIn(BaseModel):
    """What is counted: every room or those of the given codes, against the books of the cut-off."""

    name: Annotated[Word, Field(min_length=1)]
    cutoff: When | date
    rooms: Literal["all"] | list[Word] = "all"


class StockTakeOut(BaseModel):
    """A stock-take and how far it has come."""

    id: UUID
    name: str
    status: Status
    cutoff: datetime
    rooms: int
    rooms_complete: int


class PassStartIn(BaseModel):
    """Which station speaks for the room from now on; with an id of its own, asking again starts nothing new."""

    station: UUID
    pass_id: UUID | None = None


class PassOut(BaseModel):
    """The walk that was begun."""

    pass_id: UUID


class SweepOut(BaseModel):
    """What became of a sweep. `unknown_numbers` were ticked by hand and stand on no card of the frozen list."""

    version: Literal[1] = 1
    pass_id: UUID
    accepted: int
    duplicate: bool
    late: bool
    refused: list[RefusedOut]
    unknown_numbers: list[str]


@router.get("")
def list_all(who: Viewer, session: ReadSession) -> list[StockTakeOut]:
    """Every stock-take, the newest first."""
    return [_out(summary) for summary in stocktakes.list_stocktakes(session, who.school)]


@router.post("", status_code=201)
def open_one(who: Manager, session: WriteSession, request: Request, asked: StockTakeIn) -> StockTakeOut:
    """Freezes the expected list and starts the count."""
    opened = stocktakes.open_stocktake(
        session,
        who.school,
        name=asked.name,
        cutoff=_moment(asked.cutoff, request.app.state.settings.zone),
        rooms=None if asked.rooms == "all" else asked.rooms,
        by=who.name,
        at=datetime.now(UTC),
    )
    return next(_out(s) for s in stocktakes.list_stocktakes(session, who.school) if s.id == opened)


@router.post("/{stocktake}/close")
def close_one(who: Manager, session: WriteSession, stocktake: UUID) -> dict[str, str]:
    """Freezes the findings and ends the counting."""
    close_stocktake(session, who.school, StockTakeId(stocktake), by=who.name, at=datetime.now(UTC))
    return {"status": Status.CLOSED.value}


@router.post("/{stocktake}/rooms/{code:path}/passes")
def hand_in_pass(
    who: Counter, session: WriteSession, stocktake: UUID, code: str, body: Annotated[Any, Depends(json_body)]
) -> SweepOut:
    """Takes in one finished walk; handing the same one in again changes nothing."""
    sweep = checked(SweepIn, body)
    good, bad = sweep.judged()
    taken = passes.hand_in_sweep(
        session, who.school, StockTakeId(stocktake), code, sweep.as_sweep(good, who.name), at=datetime.now(UTC)
    )
    return SweepOut(
        pass_id=sweep.pass_id,
        accepted=len(good),
        duplicate=taken.duplicate,
        late=taken.late,
        refused=bad,
        unknown_numbers=list(taken.unknown_numbers),
    )


@router.post("/{stocktake}/rooms/{code:path}/passes/start", status_code=201)
def start_pass(who: Counter, session: WriteSession, stocktake: UUID, code: str, asked: PassStartIn) -> PassOut:
    """The station speaks for this room from now on."""
    walk = passes.start_pass(
        session,
        who.school,
        StockTakeId(stocktake),
        code,
        StationId(asked.station),
        walk=PassId(asked.pass_id or new_id()),
        by=who.name,
        at=datetime.now(UTC),
    )
    return PassOut(pass_id=walk)


@router.post("/{stocktake}/rooms/{code:path}/passes/{walk}/end")
def end_pass(who: Counter, session: WriteSession, stocktake: UUID, code: str, walk: UUID) -> PassOut:
    """The walk is over."""
    passes.the_pass(session, who.school, StockTakeId(stocktake), code, PassId(walk))
    passes.end_pass(session, who.school, PassId(walk), at=datetime.now(UTC))
    return PassOut(pass_id=walk)


@router.post("/{stocktake}/rooms/{code:path}/complete")
def complete_room(who: Counter, session: WriteSession, stocktake: UUID, code: str) -> dict[str, str]:
    """The room is counted."""
    stocktakes.complete_room(session, who.school, StockTakeId(stocktake), code, by=who.name, at=datetime.now(UTC))
    return {"room": code, "state": "complete"}


def _moment(cutoff: datetime | date, zone: str) -> datetime:
    """A day means its end in the school's zone: what was booked on it still counts."""
    if isinstance(cutoff, datetime):
        return cutoff
    return datetime.combine(cutoff, time(23, 59, 59), ZoneInfo(zone))


def _out(summary: stocktakes.StockTakeSummary) -> StockTakeOut:
    return StockTakeOut(
        id=summary.id,
        name=summary.name,
        status=summary.status,
        cutoff=summary.cutoff,
        rooms=summary.rooms,
        rooms_complete=summary.rooms_complete,
    )
