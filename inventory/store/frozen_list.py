"""Loads the frozen list of a stock-take into columns, a piece at a time: it may be a million things long."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import BigInteger, select, type_coerce
from sqlalchemy.orm import Session

from inventory.arrays import Flags, Numbers, Texts
from inventory.coding import Coded, Coder
from inventory.columns import Listed, numbers, texts
from inventory.frozen_list import FrozenList, ItemIds
from inventory.ids import RoomId, SchoolId, StockTakeId
from inventory.lines import UNSAID
from inventory.register import ItemState
from inventory.store.hexed import hexed
from inventory.store.stocktakes import ExpectedItem, ExpectedTag
from inventory.store.streamed import in_pieces

ABSENT = frozenset({ItemState.LENT, ItemState.REPAIR, ItemState.IN_TRANSIT, ItemState.SHORTAGE})
"""Documented reasons why a thing need not be in its room."""

_SAID: Mapping[str, Any] = {
    "asset_no": ExpectedItem.asset_no,
    "name": ExpectedItem.name,
    "model": ExpectedItem.model,
    "keeper": ExpectedItem.keeper,
    "category": ExpectedItem.category,
    "department": ExpectedItem.department,
    "unit": ExpectedItem.unit,
    "quantity": ExpectedItem.quantity,
    "acquired": ExpectedItem.acquired,
    "accumulated": type_coerce(ExpectedItem.accumulated, BigInteger),
    "posted": ExpectedItem.posted,
    "life_months": ExpectedItem.life_months,
    "by_number": ExpectedItem.by_number,
    "state": ExpectedItem.state,
}


def load_frozen_list(
    session: Session, school: SchoolId, stocktake: StockTakeId, codes: Mapping[RoomId, str]
) -> FrozenList:
    """The whole list; `codes` are those of all rooms, in order of the rooms' ids."""
    place = {room.hex: number for number, room in enumerate(codes)}
    own: tuple[Any, ...] = (ExpectedItem.item_id, ExpectedItem.asset_id, ExpectedItem.room_id)
    cost = type_coerce(ExpectedItem.cost, BigInteger)
    query = (
        select(*map(hexed, own), ExpectedItem.in_scope, cost, *_SAID.values())
        .where(ExpectedItem.school_id == school, ExpectedItem.stocktake_id == stocktake)
        .order_by(ExpectedItem.item_id)
    )
    coders: list[Coder[Any]] = [Coder() for _ in _SAID]
    pieces = [_columns((), (), (), (), (), place)]
    for piece in in_pieces(session, query):
        items, assets, rooms, asked, costs, *said = zip(*piece, strict=True)
        pieces.append(_columns(items, assets, rooms, asked, costs, place))
        for coder, values in zip(coders, said, strict=True):
            coder.add(values)
    item, asset, booked, in_scope, paid = map(np.concatenate, zip(*pieces, strict=True))
    coded = dict(zip(_SAID, (coder.coded() for coder in coders), strict=True))
    absent, retired = _is(coded["state"], ABSENT), _is(coded["state"], {ItemState.RETIRED})
    tags = _tags(session, school, stocktake, item)
    listed = Listed(ItemIds(item), booked, absent, retired, in_scope, *tags)
    return FrozenList(codes, listed, item, asset, paid, coded)


def _columns(
    items: Sequence[str],
    assets: Sequence[str],
    rooms: Sequence[str | None],
    asked: Sequence[bool],
    costs: Sequence[int | None],
    place: Mapping[str, int],
) -> tuple[Texts, Texts, Numbers, Flags, Numbers]:
    booked = numbers(-1 if room is None else place[room] for room in rooms)
    paid = numbers(UNSAID if fen is None else fen for fen in costs)
    return _ids(items), _ids(assets), booked, np.array(asked, np.bool_), paid


def _is(state: Coded[str], among: Collection[str]) -> Flags:
    """Which rows say one of these states."""
    said: Flags = np.array([value in among for value in state.values], np.bool_)[state.number]
    return said


def _tags(session: Session, school: SchoolId, stocktake: StockTakeId, items: Texts) -> tuple[Numbers, Texts]:
    """Each tag of each thing, in order of things and tags."""
    of_this = (ExpectedTag.school_id == school, ExpectedTag.stocktake_id == stocktake)
    query = select(hexed(ExpectedTag.item_id), ExpectedTag.tag).where(*of_this)
    pieces = [(_ids(()), texts(()))]
    for piece in in_pieces(session, query):
        things, tags = zip(*piece, strict=True)
        pieces.append((_ids(things), texts(tags)))
    thing, tag = map(np.concatenate, zip(*pieces, strict=True))
    number = np.searchsorted(items, thing)
    order = np.lexsort((tag, number))
    return number[order], tag[order]


def _ids(ids: Sequence[str]) -> Texts:
    return np.array(ids, "S32")
