"""Where things were seen last: heard by a reader that spoke for a room, or ticked by somebody."""

from collections.abc import Iterator, Sequence

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from inventory.cards import Seen
from inventory.ids import ItemId, SchoolId
from inventory.store.base import Moment
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.register import TagBinding
from inventory.store.sightings import Placement, Sighting
from inventory.store.stocktakes import HandTick, Pass


def last_seen(session: Session, school: SchoolId, items: Sequence[ItemId]) -> dict[ItemId, Seen]:
    """Of those that were ever seen, by the tags they carry now or with somebody's eyes."""
    found: dict[ItemId, Seen] = {}
    for some in in_parts(items):
        for item, seen in (*_heard(session, school, some), *_ticked(session, school, some)):
            if item not in found or found[item].at < seen.at:
                found[item] = seen
    return found


def _heard(session: Session, school: SchoolId, items: Sequence[ItemId]) -> Iterator[tuple[ItemId, Seen]]:
    carried = and_(
        TagBinding.school_id == Sighting.school_id,
        TagBinding.tag == Sighting.tag,
        TagBinding.item_id.in_(items),
        TagBinding.unbound_at.is_(None),
    )
    # Said again for SQLite, which might go through all that was ever heard.
    theirs = select(TagBinding.tag).where(TagBinding.school_id == school, TagBinding.item_id.in_(items))
    of_pass = and_(Pass.school_id == Sighting.school_id, Pass.id == Sighting.pass_id, ~Pass.taken_back)
    then = and_(
        Placement.school_id == Sighting.school_id,
        Placement.station_id == Sighting.station_id,
        Placement.started_at <= Sighting.seen_at,
        or_(Placement.ended_at.is_(None), Placement.ended_at > Sighting.seen_at),
    )
    there = and_(Room.school_id == Sighting.school_id, or_(Room.id == Pass.room_id, Room.id == Placement.room_id))
    rows = session.execute(
        select(TagBinding.item_id, Room.code, func.max(Sighting.seen_at, type_=Moment))
        .select_from(Sighting)
        .join(TagBinding, carried)
        .outerjoin(Pass, of_pass)
        .outerjoin(Placement, then)
        .join(Room, there)
        .where(Sighting.school_id == school, Sighting.tag.in_(theirs))
        .group_by(TagBinding.item_id, Room.code)
    )
    yield from ((ItemId(item), Seen(room, at)) for item, room, at in rows if item is not None)


def _ticked(session: Session, school: SchoolId, items: Sequence[ItemId]) -> Iterator[tuple[ItemId, Seen]]:
    undone = aliased(HandTick)
    of_it = (undone.school_id == school, undone.item_id == HandTick.item_id, undone.retracts == HandTick.id)
    taken_back = select(undone.id).where(*of_it).exists()
    rows = session.execute(
        select(HandTick.item_id, Room.code, func.max(Pass.received_at, type_=Moment))
        .join(Pass, and_(Pass.school_id == HandTick.school_id, Pass.id == HandTick.pass_id))
        .join(Room, and_(Room.school_id == Pass.school_id, Room.id == Pass.room_id))
        .where(HandTick.school_id == school, HandTick.item_id.in_(items))
        .where(~Pass.taken_back, HandTick.retracts.is_(None), ~taken_back)
        .group_by(HandTick.item_id, Room.code)
    )
    yield from ((ItemId(item), Seen(room, at)) for item, room, at in rows if item is not None)
