"""Transfers written from what a stock-take found: the things stand elsewhere, and the books are to follow.

A slip is the ordinary way there: it is signed where the school wants that, and its stages are taken when somebody
confirms them. Nothing is moved by preparing it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.documents.asking import Wish, ask
from inventory.actions.documents.movements import Occasion
from inventory.actions.documents.under_way import under_way
from inventory.actions.school.schools import lock_school
from inventory.errors import InventoryError
from inventory.findings import Kind
from inventory.ids import ItemId, RoomId, SchoolId, SlipId, StockTakeId
from inventory.kinds.transfer import KIND
from inventory.slips import Given
from inventory.standing import Line
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.register import Item
from inventory.store.stocktakes import RoomCount


class NothingToPrepare(InventoryError):
    """No finding of these leads to a transfer."""

    text = "There is nothing to prepare: nothing of this has moved, or a document about it is under way already."


@dataclass(frozen=True, slots=True)
class Prepared:
    """The slips, one for each room; how many things they take there, and how many of those that moved were left."""

    slips: tuple[SlipId, ...]
    things: int
    left: int


class _Destination(NamedTuple):
    """A room, and who keeps it."""

    room: RoomId
    keeper: UUID | None


def prepare_transfers(
    session: Session, school: SchoolId, stocktake: StockTakeId, lines: Iterable[Line], occasion: Occasion, role: Role
) -> Prepared:
    """Writes for every room in which things of these findings stand a transfer there, to whoever keeps it.

    Left are things on a slip that is not over, and those whose state or place does not ask for one. Raises
    `NothingToPrepare`, and what `ask` raises.
    """
    moved = {line.item: line.seen_room for line in lines if line.kind is Kind.MOVED and line.item and line.seen_room}
    lock_school(session, school)
    rooms = _destinations(session, school, stocktake)
    going = _going(session, school, {item: rooms[code] for item, code in moved.items()})
    if not going:
        raise NothingToPrepare
    slips = tuple(
        ask(session, school, Wish(KIND.word, items, Given(*to), stocktake=stocktake), occasion, role)
        for to, items in going.items()
    )
    things = sum(map(len, going.values()))
    return Prepared(slips, things, len(moved) - things)


def _destinations(session: Session, school: SchoolId, stocktake: StockTakeId) -> dict[str, _Destination]:
    """Every room by the code it had at the opening."""
    rows = session.execute(
        select(RoomCount.code, Room.id, Room.keeper_id)
        .join(Room, and_(Room.school_id == RoomCount.school_id, Room.id == RoomCount.room_id))
        .where(RoomCount.school_id == school, RoomCount.stocktake_id == stocktake)
    )
    return {code: _Destination(RoomId(room), keeper) for code, room, keeper in rows}


def _going(
    session: Session, school: SchoolId, moved: Mapping[ItemId, _Destination]
) -> dict[_Destination, list[ItemId]]:
    """What can be sent there, by destination."""
    busy = under_way(session, school, moved.keys())
    going: dict[_Destination, list[ItemId]] = {}
    for some in in_parts(sorted(moved.keys() - busy.keys())):
        rows = select(Item.id, Item.room_id).where(Item.school_id == school, Item.id.in_(some))
        for item, room in session.execute(rows.where(Item.state.in_(KIND.takes)).order_by(Item.id)):
            to = moved[ItemId(item)]
            if room != to.room:
                going.setdefault(to, []).append(ItemId(item))
    return going
