"""The rooms of a stock-take as they stand, and who walked them; what cannot change of rooms is read once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from inventory.coverage import Coverage
from inventory.ids import RoomId, SchoolId, StockTakeId
from inventory.standing import RoomStanding, RoomState
from inventory.store.base import Moment
from inventory.store.hexed import hexed
from inventory.store.stocktakes import Pass, RoomCount, StockTake
from inventory.store.traces import heard_rooms
from inventory.ticking import BY_HAND
from inventory.walked import NEVER, Walked, Walkers, walkers

_NOTHING_SAID = (False, "", None)
"""Of a room that is not finished, and nobody's, and due on no day."""


def walked_rooms(session: Session, school: SchoolId, stocktake: StockTakeId) -> dict[str, Walked]:
    """How each room that was walked at all was walked, by its code."""
    heard = heard_rooms(session, school, stocktake)
    by_hand = Pass.device.startswith(BY_HAND, autoescape=True)
    over = func.count(case((~by_hand & Pass.ended_at.is_not(None), 1)))
    there = (RoomCount.stocktake_id == Pass.stocktake_id) & (RoomCount.room_id == Pass.room_id)
    rows = session.execute(
        select(RoomCount.code, hexed(RoomCount.room_id), func.count(), func.count(case((by_hand, 1))), over)
        .join(Pass, and_(RoomCount.school_id == Pass.school_id, there))
        .where(Pass.school_id == school, Pass.stocktake_id == stocktake, Pass.counts())
        .group_by(RoomCount.code, RoomCount.room_id)
    )
    return {code: Walked(walks, hands, ended > 0, room in heard) for code, room, walks, hands, ended in rows}


def walkers_of(session: Session, school: SchoolId, stocktake: StockTakeId) -> Walkers:
    """Who made the walks that count."""
    began, ended = func.min(Pass.started_at, type_=Moment), func.max(Pass.ended_at, type_=Moment)
    that_count = (Pass.school_id == school, Pass.stocktake_id == stocktake, Pass.counts())
    walks = select(Pass.device, Pass.counted_by, began, ended).where(*that_count)
    rows = session.execute(walks.group_by(Pass.device, Pass.counted_by)).all()
    first = min((began for _, _, began, _ in rows), default=None)
    last = max((ended for *_, ended in rows if ended), default=None)
    return walkers({(device, counter) for device, counter, _, _ in rows}, first, last)


def rooms_standing(
    session: Session,
    found: StockTake,
    walked: Mapping[str, Walked],
    read: Mapping[str, Coverage],
    before: Sequence[RoomStanding] | None = None,
) -> tuple[RoomStanding, ...]:
    """Every room in scope, in order of building, floor, position, code; how it was walked and read is by its code.

    `before` are the same rooms as they stood at any moment.
    """
    columns = (RoomCount.code, RoomCount.completed_at.is_not(None), RoomCount.team, RoomCount.due)
    of_this = (RoomCount.school_id == found.school_id, RoomCount.stocktake_id == found.id)
    session.flush()
    saying = or_(RoomCount.completed_at.is_not(None), RoomCount.team != "", RoomCount.due.is_not(None))
    rows = session.connection().execute(
        select(*columns).where(*of_this, RoomCount.in_scope, saying)
    )  # cheaper: there are many
    said = {code: (complete, team, due) for code, complete, team, due in rows}
    return tuple(
        _as_now(room, walked.get(room.code, NEVER), read.get(room.code), *said.get(room.code, _NOTHING_SAID))
        for room in (_rooms(session, found) if before is None else before)
    )


def _rooms(session: Session, found: StockTake) -> list[RoomStanding]:
    """The rooms as they were called and lay at the opening, and nothing counted."""
    lying = (RoomCount.building, RoomCount.floor, RoomCount.position, RoomCount.code)
    of_this = (RoomCount.school_id == found.school_id, RoomCount.stocktake_id == found.id)
    rows = session.execute(
        select(hexed(RoomCount.room_id).label("id"), RoomCount.name, RoomCount.keeper, *lying)
        .where(*of_this, RoomCount.in_scope)
        .order_by(*lying)
    )
    waiting = RoomState.WAITING
    return [
        RoomStanding(
            RoomId(UUID(row.id)), row.code, row.name, row.building, row.floor, row.position, row.keeper, waiting, 0
        )
        for row in rows
    ]


def _as_now(
    room: RoomStanding, walks: Walked, read: Coverage | None, complete: bool, team: str, due: date | None
) -> RoomStanding:
    """The room itself, if nothing has changed."""
    state, passes, by_hand = _state(complete, walks), walks.all - walks.by_hand, walks.by_hand > 0
    silent = walks.over and not walks.heard
    was = (room.state, room.passes, room.by_hand, room.silent, room.team, room.due, room.coverage)
    if was == (state, passes, by_hand, silent, team, due, read):
        return room
    now = replace(room, state=state, passes=passes, by_hand=by_hand, silent=silent)
    return replace(now, team=team, due=due, coverage=read)


def _state(complete: bool, walks: Walked) -> RoomState:
    if complete:
        return RoomState.COMPLETE
    return RoomState.COUNTING if walks.all else RoomState.WAITING
