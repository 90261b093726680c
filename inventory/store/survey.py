"""Loads a stock-take as the frozen values that `reconcile` judges: a fixed number of queries, none per row."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Float, Row, Select, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session

from inventory.ids import ItemId, PassId, RoomId, SchoolId, StockTakeId
from inventory.register import ItemState
from inventory.rooms import RoomPlace, walls
from inventory.store.base import Moment
from inventory.store.register import TagBinding
from inventory.store.sightings import Placement, Sighting
from inventory.store.stocktakes import ExpectedItem, ExpectedTag, HandTick, Pass, RoomCount
from inventory.survey import Absence, Expected, Survey, Trace
from inventory.survey import HandTick as Tick
from inventory.survey import Pass as Walk
from inventory.tags import Tag

ABSENT = {
    ItemState.LENT: Absence.LENT,
    ItemState.REPAIR: Absence.REPAIR,
    ItemState.IN_TRANSIT: Absence.IN_TRANSIT,
    ItemState.SHORTAGE: Absence.SHORTAGE,
}


def load_survey(session: Session, school: SchoolId, stocktake: StockTakeId) -> Survey:
    """Everything known now about the stock-take; walks that came late and were not taken in are left out."""
    rooms = _rooms(session, school, stocktake)
    passes = _passes(session, school, stocktake)
    started = {walk.id: walk.started_at for walk in passes}
    heard = (
        row
        for query in (_handed_in(school, stocktake), _by_placement(school, stocktake))
        for row in session.execute(query)
    )
    return Survey(
        rooms=frozenset(RoomId(room.room_id) for room in rooms if room.in_scope),
        expected=_expected(session, school, stocktake),
        passes=tuple(Walk(PassId(walk.id), RoomId(walk.room_id)) for walk in passes),
        traces=tuple(_trace(row, started[row.pass_id]) for row in heard),
        ticks=_ticks(session, school, stocktake),
        walls=walls(map(_place, rooms)),
        ours=_ours(session, school),
    )


def heard_passes(session: Session, school: SchoolId, stocktake: StockTakeId) -> set[PassId]:
    """The passes in which the scanner heard anything at all."""
    queries = (_handed_in(school, stocktake), _by_placement(school, stocktake))
    walks = (session.scalars(select(query.subquery().c.pass_id).distinct()) for query in queries)
    return {PassId(walk) for found in walks for walk in found}


def _rooms(session: Session, school: SchoolId, stocktake: StockTakeId) -> list[RoomCount]:
    of_this = (RoomCount.school_id == school, RoomCount.stocktake_id == stocktake)
    return list(session.scalars(select(RoomCount).where(*of_this)))


def _place(room: RoomCount) -> RoomPlace:
    return RoomPlace(RoomId(room.room_id), room.building, room.floor, room.position)


def _passes(session: Session, school: SchoolId, stocktake: StockTakeId) -> list[Pass]:
    of_this = (Pass.school_id == school, Pass.stocktake_id == stocktake, ~Pass.late)
    return list(session.scalars(select(Pass).where(*of_this).order_by(Pass.id)))


def _expected(session: Session, school: SchoolId, stocktake: StockTakeId) -> tuple[Expected, ...]:
    tags: dict[UUID, list[Tag]] = defaultdict(list)
    of_this = (ExpectedTag.school_id == school, ExpectedTag.stocktake_id == stocktake)
    for item, tag in session.execute(select(ExpectedTag.item_id, ExpectedTag.tag).where(*of_this)):
        tags[item].append(Tag(tag))
    lines = session.execute(
        select(ExpectedItem.item_id, ExpectedItem.room_id, ExpectedItem.state)
        .where(ExpectedItem.school_id == school, ExpectedItem.stocktake_id == stocktake)
        .order_by(ExpectedItem.item_id)
    )
    return tuple(_line(item, room, ItemState(state), tags.get(item, [])) for item, room, state in lines)


def _line(item: UUID, room: UUID | None, state: ItemState, tags: list[Tag]) -> Expected:
    return Expected(
        ItemId(item),
        RoomId(room) if room else None,
        tuple(sorted(tags)),
        ABSENT.get(state),
        state is ItemState.RETIRED,
    )


def _strength() -> tuple[Any, ...]:
    """Reads, strongest and mean RSSI of several sightings of one tag; the mean is weighed by their reads."""
    heard_reads = case((Sighting.rssi_mean.is_not(None), Sighting.reads))
    mean = func.sum(Sighting.rssi_mean * Sighting.reads) / cast(func.sum(heard_reads), Float)
    return (
        func.sum(Sighting.reads).label("reads"),
        func.max(Sighting.rssi_max).label("rssi_max"),
        mean.label("rssi_mean"),
    )


def _handed_in(school: SchoolId, stocktake: StockTakeId) -> Select[Any]:
    """What passes handed in whole heard, by tag."""
    return (
        select(
            Sighting.pass_id.label("pass_id"),
            Sighting.tag,
            Sighting.tid,
            *_strength(),
            func.min(Sighting.first_seen, type_=Moment).label("first"),
            func.max(Sighting.last_seen, type_=Moment).label("last"),
        )
        .join(Pass, and_(Pass.school_id == Sighting.school_id, Pass.id == Sighting.pass_id))
        .where(Sighting.school_id == school, Pass.stocktake_id == stocktake, ~Pass.late)
        .group_by(Sighting.pass_id, Sighting.tag, Sighting.tid)
    )


def _by_placement(school: SchoolId, stocktake: StockTakeId) -> Select[Any]:
    """What stations heard while they spoke for a pass, by tag: the placement turns each sighting into a place."""
    within = and_(
        Sighting.school_id == Placement.school_id,
        Sighting.station_id == Placement.station_id,
        or_(Placement.scan_point == "", Placement.scan_point == Sighting.scan_point),
        Sighting.seen_at >= Placement.started_at,
        or_(Placement.ended_at.is_(None), Sighting.seen_at < Placement.ended_at),
    )
    return (
        select(
            Placement.pass_id.label("pass_id"),
            Sighting.tag,
            Sighting.tid,
            *_strength(),
            func.min(Sighting.seen_at, type_=Moment).label("first"),
            func.max(Sighting.seen_at, type_=Moment).label("last"),
        )
        .join(Pass, and_(Pass.school_id == Placement.school_id, Pass.id == Placement.pass_id))
        .join(Sighting, within)
        .where(Placement.school_id == school, Pass.stocktake_id == stocktake, ~Pass.late)
        .group_by(Placement.pass_id, Sighting.tag, Sighting.tid)
    )


def _trace(row: Row[Any], started: datetime) -> Trace:
    return Trace(
        PassId(row.pass_id),
        Tag(row.tag),
        int(row.reads),
        row.rssi_max,
        row.rssi_mean,
        (row.first - started).total_seconds(),
        (row.last - started).total_seconds(),
        row.tid,
    )


def _ticks(session: Session, school: SchoolId, stocktake: StockTakeId) -> tuple[Tick, ...]:
    rows = session.execute(
        select(HandTick.item_id, Pass.room_id)
        .join(Pass, and_(Pass.school_id == HandTick.school_id, Pass.id == HandTick.pass_id))
        .where(HandTick.school_id == school, Pass.stocktake_id == stocktake, ~Pass.late)
        .where(HandTick.item_id.is_not(None))
        .order_by(HandTick.id)
    )
    return tuple(Tick(ItemId(item), RoomId(room)) for item, room in rows if item is not None)


def _ours(session: Session, school: SchoolId) -> frozenset[Tag]:
    bound = (TagBinding.school_id == school, TagBinding.item_id.is_(None), TagBinding.unbound_at.is_(None))
    return frozenset(map(Tag, session.scalars(select(TagBinding.tag).where(*bound))))
