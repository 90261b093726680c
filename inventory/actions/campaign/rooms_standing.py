"""The rooms of a stock-take as they stand, and who walked them; what cannot change of rooms is read once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from inventory.ids import RoomId, SchoolId, StockTakeId
from inventory.standing import RoomStanding, RoomState
from inventory.store.base import Moment
from inventory.store.hexed import hexed
from inventory.store.stocktakes import Pass, RoomCount, StockTake
from inventory.store.traces import heard_rooms
from inventory.ticking import BY_HAND
from inventory.walked import NEVER, Walked, Walkers, walkers

_Said = tuple[bool, str, date | None]
"""Of a room: whether it is finished, whose it is, and until when it is to be."""
_Facts = tuple[Walked, _Said]
_NOTHING_SAID: _Said = (False, "", None)


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


class RoomsNow(NamedTuple):
    """Every room in scope, in order of building, floor, position, code, and by room what that was made from."""

    rooms: tuple[RoomStanding, ...]
    facts: Sequence[_Facts]


def rooms_standing(
    session: Session,
    found: StockTake,
    walked: Mapping[str, Walked],
    before: RoomsNow | None = None,
) -> RoomsNow:
    """The rooms as they stand; how each was walked is by its code. `before` is any earlier answer."""
    said = _said(session, found)
    rooms = before.rooms if before else _rooms(session, found)
    facts = [(walked.get(each.code, NEVER), said.get(each.code, _NOTHING_SAID)) for each in rooms]
    known = before.facts if before else [None] * len(facts)
    as_now = (
        room if now == then else _as_now(room, *now) for room, now, then in zip(rooms, facts, known, strict=True)
    )
    return RoomsNow(tuple(as_now), facts)


def _said(session: Session, found: StockTake) -> dict[str, _Said]:
    """What was said of rooms: whether they are finished, whose they are, and until when."""
    columns = (RoomCount.code, RoomCount.completed_at.is_not(None), RoomCount.team, RoomCount.due)
    of_this = (RoomCount.school_id == found.school_id, RoomCount.stocktake_id == found.id, RoomCount.in_scope)
    saying = or_(RoomCount.completed_at.is_not(None), RoomCount.team != "", RoomCount.due.is_not(None))
    session.flush()
    rows = session.connection().execute(select(*columns).where(*of_this, saying))  # cheaper: they may be many
    return {code: (complete, team, due) for code, complete, team, due in rows}


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


def _as_now(room: RoomStanding, walks: Walked, said: _Said) -> RoomStanding:
    complete, team, due = said
    return replace(
        room,
        state=_state(complete, walks),
        passes=walks.all - walks.by_hand,
        by_hand=walks.by_hand > 0,
        silent=walks.over and not walks.heard,
        team=team,
        due=due,
    )


def _state(complete: bool, walks: Walked) -> RoomState:
    if complete:
        return RoomState.COMPLETE
    return RoomState.COUNTING if walks.all else RoomState.WAITING
