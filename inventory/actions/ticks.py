"""Things seen with somebody's own eyes: by the number on their card."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.ids import PassId, RoomId, SchoolId, StockTakeId, new_id
from inventory.store.stocktakes import ExpectedItem, HandTick


@dataclass(frozen=True, slots=True)
class Ticked:
    """A thing seen by hand: the number on its card and what the counter noted."""

    asset_no: str
    note: str


def tick(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    walk: PassId,
    room: RoomId,
    ticks: Sequence[Ticked],
) -> tuple[str, ...]:
    """Stores every tick with the item it means; returns the numbers that mean nothing in this stock-take.

    Of a card of several pieces, each tick means one: those booked in this room first, in their order.
    """
    numbers = {tick.asset_no for tick in ticks}
    pieces = _pieces(session, school, stocktake, room, numbers)
    used: Counter[str] = Counter()
    unknown = []
    for tick in ticks:
        ours = pieces.get(tick.asset_no, [])
        place = used[tick.asset_no]
        used[tick.asset_no] += 1
        item = ours[place] if place < len(ours) else None
        if item is None:
            unknown.append(tick.asset_no)
        session.add(
            HandTick(
                school_id=school,
                id=new_id(),
                pass_id=walk,
                asset_no=tick.asset_no,
                item_id=item,
                note=tick.note,
                retracts=None,
                ticked_at=None,
            )
        )
    return tuple(unknown)


def _pieces(
    session: Session, school: SchoolId, stocktake: StockTakeId, room: RoomId, numbers: set[str]
) -> dict[str, list[UUID]]:
    rows = session.execute(
        select(ExpectedItem.asset_no, ExpectedItem.item_id, ExpectedItem.room_id)
        .where(
            ExpectedItem.school_id == school,
            ExpectedItem.stocktake_id == stocktake,
            ExpectedItem.asset_no.in_(numbers),
        )
        .order_by(ExpectedItem.item_id)
    ).all()
    pieces: dict[str, list[UUID]] = {}
    for number, item, _ in sorted(rows, key=lambda row: row.room_id != room):
        pieces.setdefault(number, []).append(item)
    return pieces
