"""Loads a stock-take as the columns that are judged: a fixed number of queries, none per row.

What never changes is read once and kept: the rooms, the frozen list, and what passes told. The next load reads only
what is new.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.arrays import Numbers, Texts
from inventory.collecting import uncollected
from inventory.columns import Columns, numbers, texts
from inventory.frozen_list import FrozenList
from inventory.ground import those_of
from inventory.ids import RoomId, SchoolId, StockTakeId
from inventory.rooms import RoomPlace, walls
from inventory.store.frozen_list import load_frozen_list
from inventory.store.hexed import hexed
from inventory.store.register import TagBinding
from inventory.store.stocktakes import HandTick, Pass, RoomCount
from inventory.store.traces import NOTHING, Told, load_told
from inventory.store.walks import Walks, load_walks
from inventory.walked import Walked, walked


@dataclass(frozen=True)
class Rooms:
    """All rooms of the school in order of their ids, with their codes; `number` is by id in hexadecimal digits."""

    ids: Sequence[RoomId]
    codes: Mapping[RoomId, str]
    number: Mapping[str, int]
    scope: Numbers
    walls: tuple[Numbers, Numbers]


@dataclass(frozen=True)
class LoadedSurvey:
    """A stock-take as it is now, and what the next load need not read again.

    Walks and their traces are in the order in which they were loaded. `fresh` are those of which something else is
    known than in the load before, be it nothing any more, their ids in hexadecimal digits; `grown`, if that load knew
    no traces of them, so that its traces come first in this one. `walked` is by the codes of rooms.
    """

    columns: Columns
    rooms: Rooms
    listed: FrozenList
    walks: Walks
    told: Told
    fresh: Texts
    walked: Mapping[str, Walked]
    grown: bool


@uncollected()
def load_survey(
    session: Session, school: SchoolId, stocktake: StockTakeId, before: LoadedSurvey | None = None
) -> LoadedSurvey:
    """Everything known now about the stock-take; `before` is any earlier load of the same one.

    Walks that do not count are left out, and ticks that were taken back.
    """
    rooms = before.rooms if before else _rooms(session, school, stocktake)
    listed = before.listed if before else load_frozen_list(session, school, stocktake, rooms.codes)
    known = before.told if before else NOTHING
    walks = load_walks(session, school, stocktake, rooms.number, before.walks if before else None)
    told, fresh = load_told(session, school, stocktake, walks, known)
    return LoadedSurvey(
        _columns(session, school, stocktake, rooms, listed, walks, told),
        rooms,
        listed,
        walks,
        told,
        fresh,
        _walked(rooms, walks, told),
        not np.isin(known.walks[known.heard], fresh).any(),
    )


def _walked(rooms: Rooms, walks: Walks, told: Told) -> dict[str, Walked]:
    heard = those_of(len(walks.ids), told.number[told.heard])
    return walked(list(rooms.codes.values()), walks.room, walks.by_hand, walks.ended < np.inf, heard)


def _columns(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    rooms: Rooms,
    listed: FrozenList,
    walks: Walks,
    told: Told,
) -> Columns:
    ticked, where = _ticks(session, school, stocktake)
    return Columns(
        rooms.ids,
        rooms.scope,
        rooms.walls,
        listed.listed,
        told.walks,
        walks.room[told.number],
        told.number,
        walks.began[told.number],
        walks.ended[told.number],
        told.found,
        told.late,
        told.traces,
        listed.number_of(ticked),
        numbers(rooms.number[room] for room in where),
        texts(_ours(session, school)),
        numbers(sorted(rooms.number[room] for room in _finished(session, school, stocktake))),
    )


def _rooms(session: Session, school: SchoolId, stocktake: StockTakeId) -> Rooms:
    said: tuple[Any, ...] = (
        hexed(RoomCount.room_id),
        RoomCount.code,
        RoomCount.in_scope,
        RoomCount.building,
        RoomCount.floor,
        RoomCount.position,
    )
    of_this = (RoomCount.school_id == school, RoomCount.stocktake_id == stocktake)
    rows: Sequence[Any] = session.execute(select(*said).where(*of_this).order_by(RoomCount.room_id)).all()
    ids = [RoomId(UUID(room)) for room, *_ in rows]
    place = dict(zip(ids, range(len(ids)), strict=True))
    between = walls(RoomPlace(room, *row[3:]) for room, row in zip(ids, rows, strict=True))
    return Rooms(
        ids,
        {room: row.code for room, row in zip(ids, rows, strict=True)},
        {room: number for number, (room, *_) in enumerate(rows)},
        numbers(number for number, row in enumerate(rows) if row.in_scope),
        (numbers(place[one] for one, _ in between), numbers(place[other] for _, other in between)),
    )


def _finished(session: Session, school: SchoolId, stocktake: StockTakeId) -> Iterable[str]:
    of_this = (RoomCount.school_id == school, RoomCount.stocktake_id == stocktake)
    return session.scalars(select(hexed(RoomCount.room_id)).where(*of_this, RoomCount.completed_at.is_not(None)))


def _ticks(session: Session, school: SchoolId, stocktake: StockTakeId) -> tuple[list[str], list[str]]:
    """Which item was ticked in which room. A tick that retracts another is none itself."""
    said: tuple[Any, ...] = (HandTick.id, HandTick.retracts, HandTick.item_id, Pass.room_id)
    rows: Sequence[Any] = session.execute(
        select(*map(hexed, said))
        .join(Pass, (Pass.school_id == HandTick.school_id) & (Pass.id == HandTick.pass_id))
        .where(HandTick.school_id == school, Pass.stocktake_id == stocktake, Pass.counts())
    ).all()
    taken_back = {retracts for _, retracts, _, _ in rows}
    stay = [
        (item, room)
        for tick, retracts, item, room in rows
        if item is not None and retracts is None and tick not in taken_back
    ]
    return [item for item, _ in stay], [room for _, room in stay]


def _ours(session: Session, school: SchoolId) -> Sequence[str]:
    """Tags of the school that are on no item: those of rooms and persons.

    They are sorted here: asked for in order, SQLite would go through the tags of all items.
    """
    bound = (TagBinding.school_id == school, TagBinding.item_id.is_(None), TagBinding.unbound_at.is_(None))
    return sorted(session.scalars(select(TagBinding.tag).where(*bound)))
