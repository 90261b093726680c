"""Where a thing was met last, room by room: what somebody who looks for it goes by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from inventory.errors import NotFound
from inventory.ids import ItemId, SchoolId
from inventory.store.places import Building, Room
from inventory.store.register import Asset, Item, TagBinding
from inventory.store.sightings import Placement, Sighting, Station
from inventory.store.stocktakes import HandTick, Pass
from inventory.tags import Tag


@dataclass(frozen=True, slots=True)
class Spot:
    """A room by its code and where it lies; `building` is "" where none is known."""

    room: str
    name: str
    building: str
    floor: int | None


@dataclass(frozen=True, slots=True)
class Met:
    """The thing was met there last: heard by a reader (`by` names it), or seen by somebody (`by` is who it was).

    `rssi` is how strongly it was heard in dBm, where the reader said it.
    """

    spot: Spot
    at: datetime
    heard: bool
    by: str
    rssi: float | None


@dataclass(frozen=True, slots=True)
class Trace:
    """A thing that is looked for; `met` has one line for each room, the latest first."""

    item: ItemId
    asset_no: str
    name: str
    model: str
    booked: Spot | None
    tags: tuple[Tag, ...]
    met: tuple[Met, ...]


def trace_of(session: Session, school: SchoolId, item: ItemId, *, most: int) -> Trace:
    """Where the thing was met last in each room, in `most` of them. Raises `NotFound`."""
    row = session.execute(
        select(Item, Asset, *_SPOT)
        .join(Asset, and_(Asset.school_id == Item.school_id, Asset.id == Item.asset_id))
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .outerjoin(Building, and_(Building.school_id == Room.school_id, Building.id == Room.building_id))
        .where(Item.school_id == school, Item.id == item)
    ).one_or_none()
    if row is None:
        raise NotFound(kind="thing", name=item)
    thing, asset, *spot = row
    newest: dict[Spot, Met] = {}
    for met in sorted((*_heard(session, school, item), *_seen(session, school, item)), key=attrgetter("at")):
        newest[met.spot] = met
    return Trace(
        item=item,
        asset_no=thing.number or asset.asset_no,
        name=asset.name,
        model=asset.model,
        booked=_spot(spot) if spot[0] is not None else None,
        tags=_tags(session, school, item),
        met=tuple(sorted(newest.values(), key=attrgetter("at"), reverse=True)[:most]),
    )


_Asked = Select[*tuple[Any, ...]]
_Id = ColumnElement[UUID] | InstrumentedAttribute[UUID]
_SPOT = (Room.code, Room.name, Building.name, Room.floor)


def _spot(said: Sequence[Any]) -> Spot:
    room, name, building, floor = said
    return Spot(room, name, building or "", floor)


def _in_room(asked: _Asked, school: SchoolId, room: _Id, *which: ColumnElement[bool]) -> _Asked:
    """The same with the room it is about."""
    return (
        asked.add_columns(*_SPOT)
        .join(Room, and_(Room.school_id == school, Room.id == room))
        .outerjoin(Building, and_(Building.school_id == school, Building.id == Room.building_id))
        .where(*which)
    )


def _tags(session: Session, school: SchoolId, item: ItemId) -> tuple[Tag, ...]:
    its = (TagBinding.school_id == school, TagBinding.item_id == item, TagBinding.unbound_at.is_(None))
    return tuple(map(Tag, session.scalars(select(TagBinding.tag).where(*its).order_by(TagBinding.bound_at))))


def _heard(session: Session, school: SchoolId, item: ItemId) -> Iterator[Met]:
    """By room the last time a tag it bore then was heard there."""
    borne = and_(
        TagBinding.school_id == Sighting.school_id,
        TagBinding.tag == Sighting.tag,
        TagBinding.item_id == item,
        TagBinding.bound_at <= Sighting.seen_at,
        or_(TagBinding.unbound_at.is_(None), TagBinding.unbound_at > Sighting.seen_at),
    )
    then = and_(
        Placement.school_id == Sighting.school_id,
        Placement.station_id == Sighting.station_id,
        or_(Placement.scan_point == "", Placement.scan_point == Sighting.scan_point),
        Placement.started_at <= Sighting.seen_at,
        or_(Placement.ended_at.is_(None), Placement.ended_at > Sighting.seen_at),
    )
    of_walk = and_(
        Pass.school_id == Sighting.school_id, or_(Pass.id == Sighting.pass_id, Pass.id == Placement.pass_id)
    )
    there = func.coalesce(Pass.room_id, Placement.room_id)
    place = func.row_number().over(partition_by=there, order_by=Sighting.seen_at.desc())
    last = (
        select(Sighting.seen_at, Sighting.rssi_max, Sighting.station_id, Pass.device, there.label("room_id"))
        .add_columns(place.label("place"))
        .select_from(Sighting)
        .join(TagBinding, borne)
        .outerjoin(Placement, then)
        .outerjoin(Pass, of_walk)
        .where(Sighting.school_id == school, or_(Pass.id.is_(None), ~Pass.taken_back), there.is_not(None))
        .subquery()
    )
    station = and_(Station.school_id == school, Station.id == last.c.station_id)
    asked = select(last.c.seen_at, last.c.rssi_max, Station.name, last.c.device).outerjoin(Station, station)
    for at, rssi, reader, device, *spot in session.execute(
        _in_room(asked, school, last.c.room_id, last.c.place == 1)
    ):
        yield Met(_spot(spot), at, heard=True, by=reader or device or "", rssi=rssi)


def _seen(session: Session, school: SchoolId, item: ItemId) -> Iterator[Met]:
    """Every time somebody ticked it off by hand, but for ticks that were taken back."""
    undone = aliased(HandTick)
    taken_back = select(undone.id).where(undone.school_id == school, undone.retracts == HandTick.id).exists()
    at = func.coalesce(HandTick.ticked_at, Pass.started_at, type_=HandTick.ticked_at.type)
    asked = (
        select(at, Pass.counted_by)
        .select_from(HandTick)
        .join(Pass, and_(Pass.school_id == HandTick.school_id, Pass.id == HandTick.pass_id))
        .where(HandTick.school_id == school, HandTick.item_id == item, HandTick.retracts.is_(None), ~taken_back)
    )
    for when, by, *spot in session.execute(_in_room(asked, school, Pass.room_id, ~Pass.taken_back)):
        yield Met(_spot(spot), when, heard=False, by=by, rssi=None)
