"""Freezing what the books say when a stock-take is opened: rooms, items and tags, in the names they have then.

Each list is one statement of the database, however long the register is.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Insert, and_, func, insert, literal, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.scoping import CATEGORY_CALLED, fits, pieces, share
from inventory.campaign import Scope
from inventory.ids import RoomId, SchoolId, StockTakeId
from inventory.store.places import Building, Room
from inventory.store.register import Asset, Category, Item, TagBinding
from inventory.store.schools import Department, Person
from inventory.store.stocktakes import ExpectedItem, ExpectedTag, RoomCount


def freeze(session: Session, school: SchoolId, stocktake: StockTakeId, scope: Scope, rooms: Sequence[RoomId]) -> None:
    """Copies every room (those of `rooms` are in scope), every item and every bound tag of the school."""
    session.execute(_rooms(school, stocktake, rooms))
    session.execute(_items(school, stocktake, scope))
    session.execute(_tags(school, stocktake))


def _rooms(school: SchoolId, stocktake: StockTakeId, counted: Sequence[RoomId]) -> Insert:
    columns: dict[str, Any] = {
        "school_id": Room.school_id,
        "stocktake_id": literal(stocktake),
        "room_id": Room.id,
        "in_scope": Room.id.in_(counted),
        "code": Room.code,
        "name": Room.name,
        "building": func.coalesce(Building.name, ""),
        "floor": Room.floor,
        "position": Room.position,
        "keeper": func.coalesce(Person.name, ""),
    }
    lines = (
        select(*columns.values())
        .outerjoin(Building, and_(Building.school_id == Room.school_id, Building.id == Room.building_id))
        .outerjoin(Person, and_(Person.school_id == Room.school_id, Person.id == Room.keeper_id))
        .where(Room.school_id == school)
    )
    return insert(RoomCount).from_select(list(columns), lines)


def _items(school: SchoolId, stocktake: StockTakeId, scope: Scope) -> Insert:
    columns: dict[str, Any] = {
        "school_id": Item.school_id,
        "stocktake_id": literal(stocktake),
        "item_id": Item.id,
        "asset_id": Asset.id,
        "asset_no": Asset.asset_no,
        "name": Asset.name,
        "model": Asset.model,
        "category": func.coalesce(CATEGORY_CALLED, ""),
        "category_code": func.coalesce(Category.code, ""),
        "department": func.coalesce(Department.name, ""),
        "keeper": func.coalesce(Person.name, ""),
        "quantity": Asset.quantity,
        "unit": Asset.unit,
        "acquired": Asset.acquired,
        "posted": Asset.posted,
        "life_months": Asset.life_months,
        "by_number": Asset.by_number,
        "cost": share(Asset.cost),
        "accumulated": share(Asset.accumulated),
        "room_id": Item.room_id,
        "room_code": Room.code,
        "state": Item.state,
        "in_scope": fits(scope),
    }
    return insert(ExpectedItem).from_select(list(columns), pieces(school, *columns.values()))


def _tags(school: SchoolId, stocktake: StockTakeId) -> Insert:
    lines = (
        select(TagBinding.school_id, literal(stocktake), TagBinding.item_id, TagBinding.tag)
        .where(
            TagBinding.school_id == school,
            TagBinding.item_id.is_not(None),
            TagBinding.unbound_at.is_(None),
        )
        .distinct()
    )
    return insert(ExpectedTag).from_select(["school_id", "stocktake_id", "item_id", "tag"], lines)
