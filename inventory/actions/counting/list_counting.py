"""Counting a list of tags: each of its rooms becomes a walk, handed in like any other."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.stocktakes import the_stocktake
from inventory.actions.counting.list_shapes import remember_shape
from inventory.actions.counting.lists import ColumnsUnsaid, Understood, the_list
from inventory.actions.counting.passes import Sweep, hand_in_sweep
from inventory.actions.counting.ticks import Ticked
from inventory.actions.proof.journal import record
from inventory.exchange.tag_list import is_enough
from inventory.exchange.tag_list_rows import RoomList
from inventory.ids import PassId, SchoolId, StockTakeId
from inventory.store.lists import TagList
from inventory.store.sightings import Sighting
from inventory.store.stocktakes import HandTick, Pass, RoomCount
from inventory.ticking import BY_HAND


@dataclass(frozen=True, slots=True)
class Walked:
    """What was counted of one room: how many tags and numbers, and the numbers that mean nothing.

    `late`: counting was over, so the walk is kept and changes nothing until it is taken in.
    """

    room: str
    tags: int
    numbers: int
    unknown_numbers: tuple[str, ...]
    late: bool


def count_list(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    found: Understood,
    *,
    by: str,
    at: datetime,
) -> None:
    """Counts the list as it was understood; files of its shape are read so from now on. Once it is counted, counting
    it again changes nothing.

    Raises `NotFound`, and `ColumnsUnsaid` if no column holds tags or numbers.
    """
    if not is_enough(found.holds):
        raise ColumnsUnsaid(filename=found.handed.filename)
    the_stocktake(session, school, stocktake, lock=True)
    kept = the_list(session, school, stocktake, found.handed.id)
    if kept.counted_at is not None:
        return
    for code, room in found.rooms.items():
        hand_in_sweep(session, school, stocktake, code, _sweep(kept, code, room, by, at), at=at)
    kept.columns = {str(index): holds.value for index, holds in enumerate(found.holds)}
    kept.counted_at, kept.said = at, found.said
    remember_shape(session, school, found.table, kept.columns, by=by, at=at)
    facts = {"filename": kept.filename, "rooms": ", ".join(found.rooms), "lines": str(found.rows)}
    record(session, school, at=at, by=by, what="list of tags counted", subject=stocktake, facts=facts)


def walks_of(session: Session, kept: TagList) -> tuple[Walked, ...]:
    """What was counted of each room of the list, by its code; empty before it is counted."""
    if kept.counted_at is None:
        return ()
    walks = walk_ids(session, kept)
    passes = session.execute(select(Pass.id, Pass.late).where(Pass.school_id == kept.school_id, Pass.id.in_(walks)))
    tags = _tags(session, kept, walks)
    ticks = session.execute(
        select(HandTick.pass_id, HandTick.asset_no, HandTick.item_id)
        .where(HandTick.school_id == kept.school_id, HandTick.pass_id.in_(walks), HandTick.retracts.is_(None))
        .order_by(HandTick.id)
    ).all()
    numbers, unknown = Counter(tick.pass_id for tick in ticks), defaultdict[UUID, list[str]](list)
    for tick in ticks:
        if tick.item_id is None:
            unknown[tick.pass_id].append(tick.asset_no)
    return tuple(
        Walked(
            room=walks[PassId(walk)],
            tags=tags.get(walk, 0),
            numbers=numbers[walk],
            unknown_numbers=tuple(unknown[walk]),
            late=late,
        )
        for walk, late in sorted(passes, key=lambda row: walks[PassId(row.id)])
    )


def walk_ids(session: Session, kept: TagList) -> dict[PassId, str]:
    """The walk that the list has through each room, or would have, with the code of the room."""
    of_this = (RoomCount.school_id == kept.school_id, RoomCount.stocktake_id == kept.stocktake_id)
    rooms = session.scalars(select(RoomCount.code).where(*of_this, RoomCount.in_scope))
    return {_walk(kept.id, code): code for code in rooms}


def walks_of_lists(session: Session, school: SchoolId, stocktake: StockTakeId, code: str) -> set[PassId]:
    """The walks that any list has through the room of that code, or would have."""
    lists = select(TagList.id).where(TagList.school_id == school, TagList.stocktake_id == stocktake)
    return {_walk(each, code) for each in session.scalars(lists)}


def _sweep(kept: TagList, code: str, room: RoomList, by: str, at: datetime) -> Sweep:
    first = min((seen.first_seen for seen in room.sightings), default=kept.handed_in_at)
    last = max((seen.last_seen for seen in room.sightings), default=kept.handed_in_at)
    numbers = [Ticked(number, "") for number in room.numbers]
    device = kept.filename if room.sightings else f"{BY_HAND}: {kept.filename}"
    return Sweep(_walk(kept.id, code), device, by, first, last, at, room.sightings, numbers)


def _walk(list_id: UUID, code: str) -> PassId:
    """The same for the same list and room, so that nothing is counted twice."""
    return PassId(uuid5(list_id, code))


def _tags(session: Session, kept: TagList, walks: dict[PassId, str]) -> dict[UUID, int]:
    rows = session.execute(
        select(Sighting.pass_id, func.count())
        .where(Sighting.school_id == kept.school_id, Sighting.pass_id.in_(walks))
        .group_by(Sighting.pass_id)
    )
    return {walk: count for walk, count in rows if walk is not None}
