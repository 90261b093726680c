"""What was ticked in a room: every tick that stands, and the numbers nobody knew."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from inventory.actions.counting.meanings import meanings
from inventory.ids import AssetId, ItemId, PassId, RoomId, SchoolId, StockTakeId
from inventory.scanned import scan
from inventory.store.stocktakes import ExpectedItem, HandTick, Pass


@dataclass(frozen=True, slots=True)
class TickLine:
    """One tick that was not taken back. `item` is None if its number means nothing.

    `text` is what was typed or scanned, `by` and `at` whose eyes and when, `booked` the room the books give the
    thing. `known_now`: the number meant nothing when it was ticked, and means something now.
    """

    id: UUID
    walk: PassId
    text: str
    item: ItemId | None
    asset: AssetId | None
    asset_no: str
    name: str
    booked: str
    by: str
    at: datetime
    known_now: bool = False


def ticks_in_room(
    session: Session, school: SchoolId, stocktake: StockTakeId, room: RoomId, round_: int | None = None
) -> tuple[TickLine, ...]:
    """The ticks that stand, the newest first; those of one round or of all (None)."""
    rows = session.execute(
        select(
            HandTick.id,
            HandTick.pass_id,
            HandTick.retracts,
            HandTick.asset_no.label("text"),
            HandTick.item_id,
            HandTick.ticked_at,
            ExpectedItem.asset_id,
            ExpectedItem.asset_no,
            ExpectedItem.name,
            ExpectedItem.room_code,
            Pass.counted_by,
            Pass.started_at,
        )
        .join(Pass, and_(Pass.school_id == HandTick.school_id, Pass.id == HandTick.pass_id))
        .outerjoin(
            ExpectedItem,
            and_(
                ExpectedItem.school_id == HandTick.school_id,
                ExpectedItem.stocktake_id == Pass.stocktake_id,
                ExpectedItem.item_id == HandTick.item_id,
            ),
        )
        .where(Pass.school_id == school, Pass.stocktake_id == stocktake, Pass.room_id == room, Pass.counts())
        .where(*(() if round_ is None else (Pass.round == round_,)))
    ).all()
    taken_back = {row.retracts for row in rows}
    lines = [_line(row) for row in rows if row.retracts is None and row.id not in taken_back]
    return tuple(sorted(lines, key=lambda line: (line.at, line.id), reverse=True))


def unknown_in_room(
    session: Session, school: SchoolId, stocktake: StockTakeId, lines: tuple[TickLine, ...]
) -> tuple[TickLine, ...]:
    """Those of the lines whose number meant nothing, each with whether it means something by now."""
    unknown = [line for line in lines if line.item is None]
    if not unknown:
        return ()
    known = meanings(session, school, stocktake, [scan(line.text) for line in unknown])
    return tuple(replace(line, known_now=bool(known[line.text].pieces)) for line in unknown)


def _line(row: Any) -> TickLine:
    return TickLine(
        id=row.id,
        walk=PassId(row.pass_id),
        text=row.text,
        item=ItemId(row.item_id) if row.item_id else None,
        asset=AssetId(row.asset_id) if row.asset_id else None,
        asset_no=row.asset_no or "",
        name=row.name or "",
        booked=row.room_code or "",
        by=row.counted_by,
        at=row.ticked_at or row.started_at,
    )
