"""Things seen with somebody's own eyes, as a walk handed in whole tells them: by the number on their card."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from inventory.actions.counting.meanings import Meaning, meanings
from inventory.ids import ItemId, PassId, RoomId, SchoolId, StockTakeId, new_id
from inventory.scanned import scan
from inventory.store.stocktakes import HandTick
from inventory.ticking import next_piece


@dataclass(frozen=True, slots=True)
class Ticked:
    """A thing seen by hand: the number on its card, or the tag it wears, and what the counter noted."""

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
    known = meanings(session, school, stocktake, [scan(number) for number in {tick.asset_no for tick in ticks}])
    used: set[ItemId] = set()
    items = [_item(known[tick.asset_no], room, used) for tick in ticks]
    rows = [
        {"school_id": school, "id": new_id(), "pass_id": walk, "item_id": item} | columns(tick.asset_no, tick.note)
        for tick, item in zip(ticks, items, strict=True)
    ]
    if rows:
        session.execute(insert(HandTick), rows)
    return tuple(tick.asset_no for tick, item in zip(ticks, items, strict=True) if item is None)


def items_ticked(session: Session, school: SchoolId, walk: PassId) -> list[ItemId]:
    """The things that were ticked on the walk."""
    its = (HandTick.school_id == school, HandTick.pass_id == walk, HandTick.item_id.is_not(None))
    return [ItemId(item) for item in session.scalars(select(HandTick.item_id).where(*its)) if item]


def columns(number: str, note: str = "") -> dict[str, object]:
    """What a tick says besides which thing it means."""
    return {"asset_no": number, "note": note, "retracts": None, "ticked_at": None}


def _item(meaning: Meaning, room: RoomId, used: set[ItemId]) -> ItemId | None:
    """The item this tick means, which the next tick will not mean again, unless it is the tag of just that thing."""
    piece = next_piece(meaning.pieces, room, () if meaning.certain else used, ())
    if piece is None:
        return None
    used.add(piece.item)
    return piece.item
