"""What is taken along to count without a network: the rooms and things of the frozen list, whole."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.ids import RoomId, SchoolId, StockTakeId
from inventory.register import ItemState
from inventory.store.hexed import hexed
from inventory.store.register import TagBinding
from inventory.store.stocktakes import ExpectedItem, ExpectedTag, RoomCount

AT_HOME = frozenset({ItemState.IN_USE, ItemState.IDLE})
"""The states of a thing that should be in its room."""


class TakenRoom(NamedTuple):
    """A room as it was called and lay at the opening; `tags` are on its door now. `counted`: it is in scope."""

    code: str
    name: str
    building: str
    floor: int | None
    position: int | None
    keeper: str
    counted: bool
    tags: tuple[str, ...]


class TakenItem(NamedTuple):
    """A line of the frozen list: `id` in hexadecimal digits, `room` by its code, `out` an `ItemState` not `AT_HOME`.

    `quantity` is the whole card's. `aside`: the stock-take is not about it.
    """

    id: str
    asset_no: str
    name: str
    model: str
    room: str | None
    tags: tuple[str, ...]
    out: str | None
    quantity: int
    aside: bool


def rooms_taken(session: Session, school: SchoolId, stocktake: StockTakeId) -> list[TakenRoom]:
    """Every room of the school in order of building, floor, position and code."""
    of_this = (RoomCount.school_id == school, RoomCount.stocktake_id == stocktake)
    order = (RoomCount.building, RoomCount.floor, RoomCount.position, RoomCount.code)
    doors = _doors(session, school)
    return [
        TakenRoom(
            room.code,
            room.name,
            room.building,
            room.floor,
            room.position,
            room.keeper,
            room.in_scope,
            tuple(doors.get(RoomId(room.room_id), ())),
        )
        for room in session.scalars(select(RoomCount).where(*of_this).order_by(*order))
    ]


def things_taken(session: Session, school: SchoolId, stocktake: StockTakeId) -> Iterator[TakenItem]:
    """Every thing of the school in the order of `places`, those of rooms that are not counted as well."""
    columns: tuple[Any, ...] = (
        hexed(ExpectedItem.item_id),
        ExpectedItem.asset_no,
        ExpectedItem.name,
        ExpectedItem.model,
        ExpectedItem.room_code,
        ExpectedItem.state,
        ExpectedItem.quantity,
        ExpectedItem.in_scope,
    )
    tags = _tags(session, school, stocktake)
    counted = {None, *_counted(session, school, stocktake)}
    of_this = (ExpectedItem.school_id == school, ExpectedItem.stocktake_id == stocktake)
    rows = session.execute(select(*columns).where(*of_this).order_by(ExpectedItem.item_id))
    for item, number, name, model, room, state, quantity, in_scope in rows:
        out = None if state in AT_HOME else state
        aside = not in_scope or room not in counted
        yield TakenItem(item, number, name, model, room, tuple(tags.get(item, ())), out, quantity, aside)


def places(session: Session, school: SchoolId, stocktake: StockTakeId) -> dict[str, int]:
    """By thing, as the subject of a finding, its place in the frozen list: shorter to say, and always the same."""
    of_this = (ExpectedItem.school_id == school, ExpectedItem.stocktake_id == stocktake)
    items = session.scalars(select(hexed(ExpectedItem.item_id)).where(*of_this).order_by(ExpectedItem.item_id))
    return {item: place for place, item in enumerate(items)}


def _doors(session: Session, school: SchoolId) -> dict[RoomId, list[str]]:
    bound = (TagBinding.school_id == school, TagBinding.unbound_at.is_(None))
    on_a_door = (TagBinding.item_id.is_(None), TagBinding.room_id.is_not(None))  # by item there is an index
    doors: dict[RoomId, list[str]] = {}
    for room, tag in session.execute(
        select(TagBinding.room_id, TagBinding.tag).where(*bound, *on_a_door).order_by(TagBinding.tag)
    ):
        if room:
            doors.setdefault(RoomId(room), []).append(tag)
    return doors


def _tags(session: Session, school: SchoolId, stocktake: StockTakeId) -> dict[str, list[str]]:
    of_this = (ExpectedTag.school_id == school, ExpectedTag.stocktake_id == stocktake)
    order = (ExpectedTag.item_id, ExpectedTag.tag)
    tags: dict[str, list[str]] = {}
    for item, tag in session.execute(select(hexed(ExpectedTag.item_id), order[1]).where(*of_this).order_by(*order)):
        tags.setdefault(item, []).append(tag)
    return tags


def _counted(session: Session, school: SchoolId, stocktake: StockTakeId) -> list[str]:
    of_this = (RoomCount.school_id == school, RoomCount.stocktake_id == stocktake, RoomCount.in_scope)
    return list(session.scalars(select(RoomCount.code).where(*of_this)))
