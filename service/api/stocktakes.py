"""Stock-takes: open, and count room by room."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from inventory.actions.campaign import stocktakes
from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.counting import passes
from inventory.actions.counting.teams import assign
from inventory.campaign import Scope, Status, end_of_day
from inventory.ids import PassId, StationId, StockTakeId, new_id
from service.access import Counter, Manager, Viewer, Who
from service.database import ReadSession, WriteSession
from service.wire import CutOff, Day, RefusedOut, SweepIn, Word, checked, json_body

router = APIRouter(prefix="/stocktakes")


class ScopeIn(BaseModel):
    """What is counted: every room or those of the given codes.

    The other lists narrow it further, each by names as the register has them; `value_from` is the least cost of one
    piece in yuan.
    """

    rooms: Literal["all"] | Annotated[list[Word], Field(min_length=1)] = "all"
    buildings: list[Word] = []
    departments: list[Word] = []
    keepers: list[Word] = []
    categories: list[Word] = []
    value_from: Annotated[Decimal, Field(ge=0, le=10**12, decimal_places=2)] | None = None

    def scope(self) -> Scope:
        """The same as the trade has it."""
        return Scope(
            rooms=() if self.rooms == "all" else tuple(dict.fromkeys(self.rooms)),
            buildings=tuple(self.buildings),
            departments=tuple(self.departments),
            keepers=tuple(self.keepers),
            categories=tuple(self.categories),
            value_from=self.value_from,
        )


class TeamIn(BaseModel):
    """Who counts these rooms and those of these buildings; `due` is the last day."""

    team: Word
    due: Day | None = None
    rooms: list[Word] = []
    buildings: list[Word] = []


class StockTakeIn(ScopeIn):
    """What is counted, against the books of the cut-off. `blind`: who counts is not shown what is expected."""

    name: Annotated[Word, Field(min_length=1)]
    cutoff: CutOff
    blind: bool = False
    teams: list[TeamIn] = []


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
    """What became of a sweep. `unknown_numbers` were ticked by hand and stand on no card of the frozen list.

    `late`: counting was over, so it is kept and waits to be taken in; `archived`: it is kept and never taken in.
    """

    version: Literal[1] = 1
    pass_id: UUID
    accepted: int
    duplicate: bool
    late: bool
    archived: bool
    refused: list[RefusedOut]
    unknown_numbers: list[str]


@router.get("")
def list_all(who: Viewer, session: ReadSession) -> list[StockTakeOut]:
    """Every stock-take, the newest first."""
    return [_out(summary) for summary in stocktakes.list_stocktakes(session, who.school)]


@router.post("", status_code=201)
def open_one(who: Manager, session: WriteSession, request: Request, asked: StockTakeIn) -> StockTakeOut:
    """Freezes the expected list and starts the count."""
    opened = open_stocktake(
        session,
        who.school,
        name=asked.name,
        cutoff=_moment(asked.cutoff, request.app.state.settings.zone),
        by=who.name,
        at=datetime.now(UTC),
        scope=asked.scope(),
        blind=asked.blind,
    )
    for given in asked.teams:
        give(session, who, opened, given)
    return next(_out(s) for s in stocktakes.list_stocktakes(session, who.school) if s.id == opened)


def give(session: Session, who: Who, stocktake: StockTakeId, asked: TeamIn) -> int:
    """Gives rooms to a team; says how many."""
    return assign(
        session,
        who.school,
        stocktake,
        rooms=asked.rooms,
        buildings=asked.buildings,
        team=asked.team.strip(),
        due=asked.due,
        by=who.name,
        at=datetime.now(UTC),
    )


@router.post("/{stocktake}/rooms/{code:path}/passes")
def hand_in_pass(
    who: Counter, session: WriteSession, stocktake: UUID, code: str, body: Annotated[Any, Depends(json_body)]
) -> SweepOut:
    """Takes in one finished walk; handing the same one in again changes nothing."""
    sweep = checked(SweepIn, body)
    good, bad = sweep.judged()
    walk = sweep.as_sweep(good, who.name, in_person=who.account is not None)
    taken = passes.hand_in_sweep(session, who.school, StockTakeId(stocktake), code, walk, at=datetime.now(UTC))
    return SweepOut(
        pass_id=sweep.pass_id,
        accepted=len(good),
        duplicate=taken.duplicate,
        late=taken.late,
        archived=taken.archived,
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
    return cutoff if isinstance(cutoff, datetime) else end_of_day(cutoff, ZoneInfo(zone))


def _out(summary: stocktakes.StockTakeSummary) -> StockTakeOut:
    return StockTakeOut(
        id=summary.id,
        name=summary.name,
        status=summary.status,
        cutoff=summary.cutoff,
        rooms=summary.rooms,
        rooms_complete=summary.rooms_complete,
    )
