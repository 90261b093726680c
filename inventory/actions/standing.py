"""How a stock-take stands: its findings with what was decided about them, its rooms, and the campaign itself."""

from collections.abc import Container, Mapping
from datetime import UTC, tzinfo
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from inventory.actions.campaigns import campaign_of
from inventory.actions.decisions import decided
from inventory.actions.judging import Judged, judged
from inventory.actions.stocktakes import the_stocktake
from inventory.campaign import Status
from inventory.collecting import uncollected
from inventory.coverage import Coverage
from inventory.ids import RoomId, SchoolId, StockTakeId
from inventory.room_coverage import coverage_of
from inventory.standing import RoomStanding, RoomState, Standing
from inventory.store.hexed import hexed
from inventory.store.schools import School
from inventory.store.stocktakes import Pass, RoomCount, StockTake
from inventory.ticking import BY_HAND
from inventory.verdicts import with_decisions


def standing(session: Session, school: SchoolId, stocktake: StockTakeId, zone: tzinfo = UTC) -> Standing:
    """Every room and every finding of the stock-take, in one moment of the database, with the days of `zone`.

    Raises `NotFound`.
    """
    return standing_with(session, school, stocktake, judged(session, school, stocktake, zone=zone))


@uncollected()
def standing_with(session: Session, school: SchoolId, stocktake: StockTakeId, known: Judged) -> Standing:
    """The standing made of findings that are known already, with decisions and rooms as they are now."""
    found = the_stocktake(session, school, stocktake)
    told = with_decisions(known.lines, decided(session, school, stocktake))
    return Standing(
        stocktake,
        session.scalars(select(School.name).where(School.id == school)).one(),
        found.name,
        Status(found.status),
        found.cutoff,
        found.revision,
        _room_lines(session, found, known.heard, coverage_of(told)),
        told,
        campaign_of(session, found, told),
    )


def _room_lines(
    session: Session, found: StockTake, heard: Container[str], read: Mapping[str, Coverage]
) -> tuple[RoomStanding, ...]:
    of_this = (RoomCount.school_id == found.school_id, RoomCount.stocktake_id == found.id)
    columns: tuple[Any, ...] = (
        hexed(RoomCount.room_id).label("id"),
        RoomCount.code,
        RoomCount.name,
        RoomCount.building,
        RoomCount.floor,
        RoomCount.position,
        RoomCount.keeper,
        RoomCount.completed_at.is_not(None).label("complete"),
        RoomCount.team,
        RoomCount.due,
    )
    rooms = session.execute(
        select(*columns)
        .where(*of_this, RoomCount.in_scope)
        .order_by(RoomCount.building, RoomCount.floor, RoomCount.position, RoomCount.code)
    )
    walks = _walks(session, found, heard)
    return tuple(_room(room, walks.get(room.id, _NO_WALKS), read.get(room.code)) for room in rooms)


class _Walks(NamedTuple):
    """How many walks of one room count, how many of them by hand; whether one with a scanner is over, and whether
    one heard anything."""

    all: int
    by_hand: int
    over: bool
    heard: bool


_NO_WALKS = _Walks(0, 0, over=False, heard=False)


def _walks(session: Session, found: StockTake, heard: Container[str]) -> dict[str, _Walks]:
    """The walks that count, by room; ids in hexadecimal digits."""
    that_count = (Pass.school_id == found.school_id, Pass.stocktake_id == found.id, Pass.counts())
    by_hand = Pass.device.startswith(BY_HAND, autoescape=True)
    over = func.count(case((~by_hand & Pass.ended_at.is_not(None), 1)))
    said: tuple[Any, ...] = (hexed(Pass.room_id), func.count(), func.count(case((by_hand, 1))), over)
    rows = session.execute(select(*said).where(*that_count).group_by(Pass.room_id))
    return {room: _Walks(walks, hands, over > 0, room in heard) for room, walks, hands, over in rows}


def _room(room: Any, walks: _Walks, read: Coverage | None) -> RoomStanding:
    return RoomStanding(
        id=RoomId(UUID(room.id)),
        code=room.code,
        name=room.name,
        building=room.building,
        floor=room.floor,
        position=room.position,
        keeper=room.keeper,
        state=_state(room.complete, walks),
        passes=walks.all - walks.by_hand,
        by_hand=walks.by_hand > 0,
        silent=walks.over and not walks.heard,
        team=room.team,
        due=room.due,
        coverage=read,
    )


def _state(complete: bool, walks: _Walks) -> RoomState:
    if complete:
        return RoomState.COMPLETE
    return RoomState.COUNTING if walks.all else RoomState.WAITING
