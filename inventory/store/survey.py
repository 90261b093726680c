"""Loads a stock-take as the columns that are judged: a fixed number of queries, none per row.

The frozen list is read once and kept, and so is what the passes heard: the next load reads only what is new.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from inventory.arrays import Numbers
from inventory.columns import Columns, Listed, Traces, beginnings, endings, numbers, texts
from inventory.ids import ItemId, PassId, RoomId, SchoolId, StockTakeId
from inventory.register import ItemState
from inventory.rooms import RoomPlace, walls
from inventory.store.register import TagBinding
from inventory.store.stocktakes import ExpectedItem, ExpectedTag, HandTick, Pass, RoomCount
from inventory.store.traces import Loaded, load_traces

ABSENT = frozenset({ItemState.LENT, ItemState.REPAIR, ItemState.IN_TRANSIT, ItemState.SHORTAGE})
"""Documented reasons why a thing need not be in its room."""


@dataclass(frozen=True)
class LoadedSurvey:
    """A stock-take as it is now, and what the next load need not read again.

    The traces are lined up pass by pass in the order of `heard`. `fresh` are the passes of which something else is
    known than in the load before, be it nothing any more; `grown`, if that load knew nothing of them, so that its
    traces come first in this one.
    """

    columns: Columns
    heard: Mapping[PassId, Loaded] = field(default_factory=dict)
    fresh: frozenset[PassId] = frozenset()
    grown: bool = False


def load_survey(
    session: Session, school: SchoolId, stocktake: StockTakeId, before: LoadedSurvey | None = None
) -> LoadedSurvey:
    """Everything known now about the stock-take; `before` is any earlier load of the same one.

    Walks that do not count are left out, and ticks that were taken back.
    """
    rooms = _rooms(session, school, stocktake)
    place = {room.room_id: number for number, room in enumerate(rooms)}
    listed = before.columns.listed if before else _listed(session, school, stocktake, place)
    item = dict(zip(listed.items, range(len(listed.items)), strict=True))
    known = before.heard if before else {}
    heard = load_traces(session, school, stocktake, known)
    fresh = frozenset(walk for walk in known.keys() | heard.keys() if known.get(walk) is not heard.get(walk))
    if grown := not fresh & known.keys():
        heard = {walk: heard[walk] for walk in (*known, *(new for new in heard if new not in known))}
    passes = sorted(_passes(session, school, stocktake), key=lambda walk: (place[walk.room_id], walk.id))
    walks = [PassId(walk.id) for walk in passes]
    ticks = _ticks(session, school, stocktake)
    columns = Columns(
        [RoomId(room.room_id) for room in rooms],
        numbers(number for number, room in enumerate(rooms) if room.in_scope),
        _walls(rooms, place),
        listed,
        walks,
        numbers(place[walk.room_id] for walk in passes),
        beginnings(walk.started_at for walk in passes),
        endings(walk.ended_at for walk in passes),
        numbers(heard[walk].arrivals.heard if walk in heard else 0 for walk in walks),
        numbers(heard[walk].arrivals.late if walk in heard else 0 for walk in walks),
        _lined_up(heard, walks),
        numbers(item.get(ItemId(ticked), -1) for ticked, _ in ticks),
        numbers(place[room] for _, room in ticks),
        texts(_ours(session, school)),
        numbers(number for number, room in enumerate(rooms) if room.completed_at is not None),
    )
    return LoadedSurvey(columns, heard, fresh, grown)


def _rooms(session: Session, school: SchoolId, stocktake: StockTakeId) -> Sequence[Row[Any]]:
    """All rooms of the school, in order of their ids."""
    said: tuple[Any, ...] = (
        RoomCount.room_id,
        RoomCount.in_scope,
        RoomCount.completed_at,
        RoomCount.building,
        RoomCount.floor,
        RoomCount.position,
    )
    of_this = (RoomCount.school_id == school, RoomCount.stocktake_id == stocktake)
    return session.execute(select(*said).where(*of_this).order_by(RoomCount.room_id)).all()


def _walls(rooms: Sequence[Row[Any]], place: Mapping[UUID, int]) -> tuple[Numbers, Numbers]:
    places = (RoomPlace(RoomId(room.room_id), room.building, room.floor, room.position) for room in rooms)
    between = walls(places)
    return numbers(place[one] for one, _ in between), numbers(place[other] for _, other in between)


def _listed(session: Session, school: SchoolId, stocktake: StockTakeId, place: Mapping[UUID, int]) -> Listed:
    """The frozen list: what never changes."""
    lines = session.execute(
        select(ExpectedItem.item_id, ExpectedItem.room_id, ExpectedItem.state, ExpectedItem.in_scope)
        .where(ExpectedItem.school_id == school, ExpectedItem.stocktake_id == stocktake)
        .order_by(ExpectedItem.item_id)
    ).all()
    number = {item: row for row, (item, _, _, _) in enumerate(lines)}
    of_this = (ExpectedTag.school_id == school, ExpectedTag.stocktake_id == stocktake)
    bound = session.execute(select(ExpectedTag.item_id, ExpectedTag.tag).where(*of_this))
    tags = sorted((number[item], tag) for item, tag in bound)
    return Listed(
        [ItemId(item) for item, _, _, _ in lines],
        numbers(-1 if room is None else place[room] for _, room, _, _ in lines),
        np.array([state in ABSENT for _, _, state, _ in lines], np.bool_),
        np.array([state == ItemState.RETIRED for _, _, state, _ in lines], np.bool_),
        np.array([asked for _, _, _, asked in lines], np.bool_),
        numbers(item for item, _ in tags),
        texts(tag for _, tag in tags),
    )


def _passes(session: Session, school: SchoolId, stocktake: StockTakeId) -> Sequence[Row[Any]]:
    of_this = (Pass.school_id == school, Pass.stocktake_id == stocktake, Pass.counts())
    said: tuple[Any, ...] = (Pass.id, Pass.room_id, Pass.started_at, Pass.ended_at)
    return session.execute(select(*said).where(*of_this)).all()


def _lined_up(heard: Mapping[PassId, Loaded], passes: Sequence[PassId]) -> Traces:
    """What was heard, pass after pass, each trace with the number of its pass."""
    number = {walk: number for number, walk in enumerate(passes)}
    said = [(number[walk], loaded.traces) for walk, loaded in heard.items()]
    walk = np.repeat(numbers(number for number, _ in said), numbers(len(traces.tag) for _, traces in said))
    if not said:
        return Traces(walk, texts(()), walk, np.empty(0), np.empty(0), texts(()))
    return Traces(
        walk,
        np.concatenate([traces.tag for _, traces in said]),
        np.concatenate([traces.reads for _, traces in said]),
        np.concatenate([traces.mean for _, traces in said]),
        np.concatenate([traces.peak for _, traces in said]),
        np.concatenate([traces.tid for _, traces in said]),
    )


def _ticks(session: Session, school: SchoolId, stocktake: StockTakeId) -> list[tuple[UUID, UUID]]:
    """Which item was ticked in which room. A tick that retracts another is none itself."""
    rows = session.execute(
        select(HandTick.id, HandTick.retracts, HandTick.item_id, Pass.room_id)
        .join(Pass, (Pass.school_id == HandTick.school_id) & (Pass.id == HandTick.pass_id))
        .where(HandTick.school_id == school, Pass.stocktake_id == stocktake, Pass.counts())
    ).all()
    taken_back = {row.retracts for row in rows}
    return [
        (row.item_id, row.room_id)
        for row in rows
        if row.item_id is not None and row.retracts is None and row.id not in taken_back
    ]


def _ours(session: Session, school: SchoolId) -> Sequence[str]:
    """Tags of the school that are on no item: those of rooms and persons."""
    bound = (TagBinding.school_id == school, TagBinding.item_id.is_(None), TagBinding.unbound_at.is_(None))
    return session.scalars(select(TagBinding.tag).where(*bound).order_by(TagBinding.tag)).all()
