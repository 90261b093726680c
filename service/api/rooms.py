"""GET /api/v1/stocktakes/{id}/rooms: how far the count of each room has come, and how well it was read."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from inventory.coverage import Advice, Coverage, advice
from inventory.ids import StockTakeId
from inventory.standing import RoomStanding, RoomState
from service.access import Viewer
from service.blind import refuse_if_blind
from service.database import ReadSession
from service.standings import Standings

router = APIRouter(prefix="/stocktakes/{stocktake}")


class CoverageOut(BaseModel):
    """The things heard in the room, about how many more are unread (nine times in ten `least` to `most`).

    Another walk would hear about `hearable` of them; `advice` says what to do.
    """

    heard: int
    unread: float
    least: int
    most: int
    hearable: float
    advice: Advice


class RoomOut(BaseModel):
    """One room in scope; `coverage` is None until something was heard in it.

    `passes` are walks with a scanner; `by_hand`: things were ticked there, or a list of it was taken.
    """

    room: str
    name: str
    building: str
    state: RoomState
    team: str
    due: date | None
    passes: int
    by_hand: bool
    silent: bool
    coverage: CoverageOut | None


class RoomsOut(BaseModel):
    """Every room in scope, in order of building, floor, position and code."""

    version: int = 1
    stocktake: UUID
    rooms: list[RoomOut]


@router.get("/rooms")
def get_rooms(who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID) -> RoomsOut:
    """Every room of the stock-take. Kept from whoever counts blind."""
    standing = standings.of(session, who.school, StockTakeId(stocktake))
    refuse_if_blind(session, who, standing)
    return RoomsOut(
        stocktake=stocktake, rooms=[_out(room, standing.coverage.get(room.code)) for room in standing.rooms]
    )


def _out(room: RoomStanding, coverage: Coverage | None) -> RoomOut:
    return RoomOut(
        room=room.code,
        name=room.name,
        building=room.building,
        state=room.state,
        team=room.team,
        due=room.due,
        passes=room.passes,
        by_hand=room.by_hand,
        silent=room.silent,
        coverage=None if coverage is None else _read(coverage),
    )


def _read(coverage: Coverage) -> CoverageOut:
    return CoverageOut(
        heard=coverage.heard,
        unread=round(coverage.unread, 2),
        least=coverage.least,
        most=coverage.most,
        hearable=round(coverage.hearable, 2),
        advice=advice(coverage),
    )
