"""How a stock-take stands: its findings with what was decided about them, its rooms, and the campaign itself."""

from collections.abc import Container, Mapping
from datetime import UTC, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import select
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
from inventory.ticking import list_by_hand
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
        RoomCount.room_id,
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
    passes = _passes(session, found)
    return tuple(_room(room, passes.get(room.room_id.hex, []), heard, read.get(room.code)) for room in rooms)


class _Walk(NamedTuple):
    """One walk that counts."""

    id: str
    device: str
    over: bool


def _passes(session: Session, found: StockTake) -> dict[str, list[_Walk]]:
    """The walks that count, by room; ids in hexadecimal digits."""
    that_count = (Pass.school_id == found.school_id, Pass.stocktake_id == found.id, Pass.counts())
    said: tuple[Any, ...] = (hexed(Pass.room_id), hexed(Pass.id), Pass.device, Pass.ended_at.is_not(None))
    passes: dict[str, list[_Walk]] = {}
    for room, *walk in session.execute(select(*said).where(*that_count)):
        passes.setdefault(room, []).append(_Walk(*walk))
    return passes


def _room(room: Any, walks: list[_Walk], heard: Container[str], read: Coverage | None) -> RoomStanding:
    with_scanner = [walk for walk in walks if list_by_hand(walk.device) is None]
    return RoomStanding(
        id=RoomId(room.room_id),
        code=room.code,
        name=room.name,
        building=room.building,
        floor=room.floor,
        position=room.position,
        keeper=room.keeper,
        state=_state(room.complete, walks),
        passes=len(with_scanner),
        by_hand=len(with_scanner) < len(walks),
        silent=_silent(with_scanner, heard),
        team=room.team,
        due=room.due,
        coverage=read,
    )


def _state(complete: bool, walks: list[_Walk]) -> RoomState:
    if complete:
        return RoomState.COMPLETE
    return RoomState.COUNTING if walks else RoomState.WAITING


def _silent(passes: list[_Walk], heard: Container[str]) -> bool:
    """Whether somebody walked here and the scanner heard nothing, and nobody has made up for it since."""
    return any(walk.over for walk in passes) and not any(walk.id in heard for walk in passes)
