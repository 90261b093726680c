"""Transfers confirmed by what is seen: a thing on its way that is heard or ticked in its new room has arrived.

Whatever a reader tells that has nothing to do with a transfer costs one look at the slips that are under way.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Subquery, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from inventory.access import Role
from inventory.actions.documents.movements import Occasion
from inventory.actions.documents.staging import Step, Taker, take_stage
from inventory.arrived import Voice, has_arrived
from inventory.errors import InventoryError
from inventory.ids import ItemId, RoomId, SchoolId, SlipId
from inventory.kinds.transfer import KIND, SEEN
from inventory.register import ItemState
from inventory.slips import SlipStatus
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.presence import GateRow
from inventory.store.register import Item, TagBinding
from inventory.store.sightings import Placement, Sighting
from inventory.store.slips import SlipLine, SlipRow
from inventory.store.stocktakes import Pass
from inventory.tags import Tag

_SEND, _RECEIVE = KIND.stages
_READER = Taker(Role.MANAGER)


@dataclass(frozen=True, slots=True)
class _Coming:
    """A thing on its way: by which slip, where to, and whether that shares a wall with where it comes from."""

    item: ItemId
    slip: SlipId
    room: RoomId
    next_door: bool


class _Heard(NamedTuple):
    """What a room heard of a thing, and when last."""

    room: RoomId
    voice: Voice
    last: datetime


def anything_on_its_way(session: Session, school: SchoolId) -> bool:
    """Whether there is a transfer whose things may be seen arriving. Cheap."""
    return session.scalar(select(SlipRow.id).where(*_under_way(school)).limit(1)) is not None


def confirm_seen(session: Session, school: SchoolId, tags: Collection[Tag], *, reader: str, at: datetime) -> int:
    """Takes the last stage for what these tags, which were heard just now, show to have arrived; says for how many.

    It is signed “station (sighting)” and keeps when it was seen. Whatever stands against it (another document was
    first) leaves the slip as it is. Open stock-takes must be locked, where there is `anything_on_its_way`.
    """
    coming = {each.item: each for some in in_parts(sorted(tags)) for each in _coming(session, school, some)}
    if not coming:
        return 0
    heard = _heard(session, school, sorted(coming))
    arrived: dict[SlipId, dict[ItemId, datetime]] = defaultdict(dict)
    for item, thing in coming.items():
        here = next((each for each in heard[item] if each.room == thing.room), None)
        others = [each.voice for each in heard[item] if each.room != thing.room]
        if here and has_arrived(here.voice, others, next_door=thing.next_door):
            arrived[thing.slip][item] = here.last
    occasion = Occasion("", f"{reader} (sighting)", at)
    return sum(_confirm(session, school, slip, items, occasion) for slip, items in arrived.items())


def confirm_ticked(
    session: Session,
    school: SchoolId,
    items: Sequence[ItemId],
    room: RoomId,
    *,
    by: str,
    seen: datetime,
    at: datetime,
) -> int:
    """Takes the last stage for what somebody saw with their own eyes in the room it is on its way to; for how many.

    `seen` is when that was: what was sent off later has not arrived by it. Who sent a thing off does not say as well
    that it arrived. All else is as in `confirm_seen`.
    """
    arrived: dict[SlipId, dict[ItemId, datetime]] = defaultdict(dict)
    for some in in_parts(items):
        sent = _sent(school, some)
        rows = session.execute(
            select(SlipLine.item_id, SlipRow.id)
            .join(SlipLine, and_(SlipLine.school_id == SlipRow.school_id, SlipLine.slip_id == SlipRow.id))
            .join(Item, and_(Item.school_id == SlipLine.school_id, Item.id == SlipLine.item_id))
            .join(sent, sent.c.item_id == SlipLine.item_id)
            .where(*_under_way(school), SlipRow.room_id == room, Item.state == ItemState.IN_TRANSIT.value)
            .where(sent.c.at <= seen, ~_sent_by(by))
        )
        for item, slip in rows:
            arrived[SlipId(slip)][ItemId(item)] = seen
    occasion = Occasion("", f"{by} (by hand)", at)
    return sum(_confirm(session, school, slip, things, occasion) for slip, things in arrived.items())


def _confirm(
    session: Session, school: SchoolId, slip: SlipId, items: dict[ItemId, datetime], occasion: Occasion
) -> int:
    step = Step(_RECEIVE.word, sorted(items), noted={SEEN.name: max(items.values()).isoformat()})
    try:
        with session.begin_nested():
            take_stage(session, school, slip, step, occasion, _READER)
    except InventoryError:
        return 0
    return len(items)


def _under_way(school: SchoolId) -> tuple[Any, ...]:
    return (
        SlipRow.school_id == school,
        SlipRow.kind == KIND.word,
        SlipRow.status == SlipStatus.UNDER_WAY.value,
    )


def _coming(session: Session, school: SchoolId, tags: Sequence[Tag]) -> Iterator[_Coming]:
    """The things of these tags that are on their way; a tag that two things claim says nothing."""
    old, new, other = aliased(Room), aliased(Room), aliased(TagBinding)
    claimed = (
        select(other.id)
        .where(other.school_id == school, other.tag == TagBinding.tag, other.unbound_at.is_(None))
        .where(other.item_id.is_distinct_from(TagBinding.item_id))
        .exists()
    )
    bound = and_(TagBinding.school_id == school, TagBinding.item_id == Item.id, TagBinding.unbound_at.is_(None))
    rows = session.execute(
        select(Item.id, SlipRow.id, new, old)
        .join(SlipLine, and_(SlipLine.school_id == SlipRow.school_id, SlipLine.slip_id == SlipRow.id))
        .join(Item, and_(Item.school_id == SlipLine.school_id, Item.id == SlipLine.item_id))
        .join(TagBinding, bound)
        .join(new, and_(new.school_id == school, new.id == SlipRow.room_id))
        .outerjoin(old, and_(old.school_id == school, old.id == Item.room_id))
        .where(*_under_way(school), Item.state == ItemState.IN_TRANSIT.value)
        .where(TagBinding.tag.in_(tags), ~claimed)
    )
    for item, slip, to, whence in rows:
        yield _Coming(ItemId(item), SlipId(slip), RoomId(to.id), _next_door(to, whence))


def _next_door(one: Room, other: Room | None) -> bool:
    """Whether they share a wall, as `inventory.rooms` tells it; of what is not told the worst is taken."""
    if other is None or one.position is None or other.position is None:
        return other is not None and (one.building_id, one.floor) == (other.building_id, other.floor)
    same = (one.building_id, one.floor) == (other.building_id, other.floor)
    return same and abs(one.position - other.position) <= 1


def _heard(session: Session, school: SchoolId, items: Sequence[ItemId]) -> dict[ItemId, list[_Heard]]:
    """By thing what each room heard of it since it was sent off."""
    heard: dict[ItemId, list[_Heard]] = {item: [] for item in items}
    for some in in_parts(items):
        room = func.coalesce(Pass.room_id, Placement.room_id, type_=Placement.room_id.type)
        sent = _sent(school, some)
        rows = session.execute(
            select(
                TagBinding.item_id,
                room,
                func.sum(Sighting.reads),
                func.max(Sighting.rssi_max),
                func.max(Sighting.seen_at),
            )
            .select_from(sent)
            .join(TagBinding, and_(TagBinding.school_id == school, TagBinding.item_id == sent.c.item_id))
            .join(
                Sighting,
                and_(
                    Sighting.school_id == school,
                    Sighting.tag == TagBinding.tag,
                    Sighting.seen_at >= sent.c.at,
                ),
            )
            .outerjoin(Pass, and_(Pass.school_id == school, Pass.id == Sighting.pass_id, ~Pass.taken_back))
            .outerjoin(Placement, _spoke())
            .where(TagBinding.unbound_at.is_(None), room.is_not(None), ~_at_gate())
            .group_by(TagBinding.item_id, room)
        )
        for item, where, reads, peak, last in rows:
            if item is not None:
                heard[ItemId(item)].append(_Heard(RoomId(where), Voice(int(reads), peak), last))
    return heard


def _sent(school: SchoolId, items: Sequence[UUID]) -> Subquery:
    """When each thing was sent off last."""
    return (
        select(MovementLine.item_id, func.max(MovementRow.made_at).label("at"))
        .join(MovementRow, and_(MovementRow.school_id == school, MovementRow.id == MovementLine.movement_id))
        .where(MovementLine.school_id == school, MovementLine.item_id.in_(items))
        .where(MovementRow.kind == KIND.word, MovementRow.stage == _SEND.word)
        .group_by(MovementLine.item_id)
        .subquery()
    )


def _sent_by(who: str) -> Any:
    """They sent off things of the slip themselves."""
    return (
        select(MovementRow.id)
        .where(MovementRow.school_id == SlipRow.school_id, MovementRow.slip_id == SlipRow.id)
        .where(MovementRow.stage == _SEND.word, MovementRow.made_by == who)
        .exists()
    )


def _spoke() -> Any:
    """The station of the sighting spoke for a room then."""
    return and_(
        Placement.school_id == Sighting.school_id,
        Placement.station_id == Sighting.station_id,
        or_(Placement.scan_point == "", Placement.scan_point == Sighting.scan_point),
        Placement.started_at <= Sighting.seen_at,
        or_(Placement.ended_at.is_(None), Placement.ended_at > Sighting.seen_at),
    )


def _at_gate() -> Any:
    """Who passes a door is in neither room yet."""
    return (
        select(GateRow.id)
        .where(GateRow.school_id == Sighting.school_id, GateRow.station_id == Sighting.station_id)
        .where(GateRow.since <= Sighting.seen_at, or_(GateRow.until.is_(None), GateRow.until > Sighting.seen_at))
        .exists()
    )
