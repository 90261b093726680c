"""Freezing what the books say when a stock-take is opened: rooms, items and tags, in the names they have then.

Each list is one statement of the database, however long the register is.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Insert, and_, case, func, insert, literal, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from inventory.ids import RoomId, SchoolId, StockTakeId
from inventory.store.places import Building, Room
from inventory.store.register import Asset, Category, Item, TagBinding
from inventory.store.schools import Department, Person
from inventory.store.stocktakes import ExpectedItem, ExpectedTag, RoomCount


def freeze(session: Session, school: SchoolId, stocktake: StockTakeId, rooms: Sequence[RoomId]) -> None:
    """Copies every room (those of `rooms` are in scope), every item and every bound tag of the school."""
    session.execute(_rooms(school, stocktake, rooms))
    session.execute(_items(school, stocktake))
    session.execute(_tags(school, stocktake))


def _rooms(school: SchoolId, stocktake: StockTakeId, scope: Sequence[RoomId]) -> Insert:
    columns: dict[str, Any] = {
        "school_id": Room.school_id,
        "stocktake_id": literal(stocktake),
        "room_id": Room.id,
        "in_scope": Room.id.in_(scope),
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


def _items(school: SchoolId, stocktake: StockTakeId) -> Insert:
    columns: dict[str, Any] = {
        "school_id": Item.school_id,
        "stocktake_id": literal(stocktake),
        "item_id": Item.id,
        "asset_id": Asset.id,
        "asset_no": Asset.asset_no,
        "name": Asset.name,
        "model": Asset.model,
        "category": func.coalesce(Category.name, ""),
        "category_code": func.coalesce(Category.code, ""),
        "department": func.coalesce(Department.name, ""),
        "keeper": func.coalesce(Person.name, ""),
        "quantity": Asset.quantity,
        "unit": Asset.unit,
        "acquired": Asset.acquired,
        "posted": Asset.posted,
        "life_months": Asset.life_months,
        "cost": _share(Asset.cost),
        "accumulated": _share(Asset.accumulated),
        "room_id": Item.room_id,
        "room_code": Room.code,
        "state": Item.state,
    }
    lines = (
        select(*columns.values())
        .join(Asset, and_(Asset.school_id == Item.school_id, Asset.id == Item.asset_id))
        .outerjoin(Category, and_(Category.school_id == Asset.school_id, Category.id == Asset.category_id))
        .outerjoin(Department, and_(Department.school_id == Asset.school_id, Department.id == Asset.department_id))
        .outerjoin(Person, and_(Person.school_id == Item.school_id, Person.id == Item.keeper_id))
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .where(Item.school_id == school)
    )
    return insert(ExpectedItem).from_select(list(columns), lines)


def _share(amount: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """This piece's share of the card's amount, to the fen; the first pieces bear what is left over."""
    fen = type_coerce(amount, BigInteger)
    return fen // Asset.quantity + case((Item.position <= fen % Asset.quantity, 1), else_=0)


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
