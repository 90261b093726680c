"""What a scope comes to in the register: which rooms are counted, which things the count is about."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, false, func, select, true, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from inventory.campaign import Scope
from inventory.errors import NotFound
from inventory.ids import RoomId, SchoolId
from inventory.reading_order import by_reading
from inventory.store.places import Building, Room
from inventory.store.register import Asset, Category, Item
from inventory.store.schools import Department, Person

Named = type[Building | Department | Person | Category]

CATEGORY_CALLED = func.coalesce(func.nullif(Category.name, ""), Category.code)
"""What people call a category: by its name, or by its code where the books give codes alone."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a scope can be made of: the names there are, each once, in the order of their reading."""

    buildings: tuple[str, ...]
    departments: tuple[str, ...]
    keepers: tuple[str, ...]
    categories: tuple[str, ...]


def choices(session: Session, school: SchoolId) -> Choices:
    """Every name a scope of this school may say."""
    return Choices(*(_names(session, school, kind) for kind in (Building, Department, Person, Category)))


def refuse_unknown(session: Session, school: SchoolId, scope: Scope) -> None:
    """Raises `NotFound` for the first room, building, department, keeper or category of the scope nobody knows."""
    rooms = set(session.scalars(select(Room.code).where(Room.school_id == school))) if scope.rooms else set()
    for code in scope.rooms:
        if code not in rooms:
            raise NotFound(kind="room", name=code)
    for building in _unknown(session, school, Building, scope.buildings):
        raise NotFound(kind="building", name=building)
    for department in _unknown(session, school, Department, scope.departments):
        raise NotFound(kind="department", name=department)
    for keeper in _unknown(session, school, Person, scope.keepers):
        raise NotFound(kind="keeper", name=keeper)
    for category in _unknown(session, school, Category, scope.categories):
        raise NotFound(kind="category", name=category)


def rooms_in(session: Session, school: SchoolId, scope: Scope) -> list[RoomId]:
    """The rooms that are counted: those named, those of the buildings, those that hold things of the scope."""
    rooms = (
        select(Room.id)
        .outerjoin(Building, and_(Building.school_id == Room.school_id, Building.id == Room.building_id))
        .where(Room.school_id == school)
    )
    if scope.rooms:
        rooms = rooms.where(Room.code.in_(scope.rooms))
    if scope.buildings:
        rooms = rooms.where(Building.name.in_(scope.buildings))
    if scope.chooses_things and not scope.rooms:
        rooms = rooms.where(Room.id.in_(pieces(school, Item.room_id).where(fits(scope))))
    return [RoomId(room) for room in session.scalars(rooms)]


def pieces(school: SchoolId, *columns: Any) -> Select[Any]:
    """Every item of the school with its card, category, department, keeper and room."""
    return (
        select(*columns)
        .select_from(Item)
        .join(Asset, and_(Asset.school_id == Item.school_id, Asset.id == Item.asset_id))
        .outerjoin(Category, and_(Category.school_id == Asset.school_id, Category.id == Asset.category_id))
        .outerjoin(Department, and_(Department.school_id == Asset.school_id, Department.id == Asset.department_id))
        .outerjoin(Person, and_(Person.school_id == Item.school_id, Person.id == Item.keeper_id))
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .where(Item.school_id == school)
    )


def fits(scope: Scope) -> ColumnElement[bool]:
    """Whether one of the `pieces` is what the scope is about, wherever it is; never unknown."""
    said = ((Department.name, scope.departments), (Person.name, scope.keepers), (CATEGORY_CALLED, scope.categories))
    filters: list[ColumnElement[bool]] = [column.in_(names) for column, names in said if names]
    if scope.value_from is not None:
        filters.append(share(Asset.cost) >= int(scope.value_from * 100))
    return case((and_(true(), *filters), true()), else_=false()).is_(true())


def share(amount: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """This piece's share of the card's amount, to the fen; the first pieces bear what is left over."""
    fen = type_coerce(amount, BigInteger)
    return fen // Asset.quantity + case((Item.position <= fen % Asset.quantity, 1), else_=0)


def _names(session: Session, school: SchoolId, kind: Named) -> tuple[str, ...]:
    called = CATEGORY_CALLED if kind is Category else kind.name
    named = select(called).where(kind.school_id == school, called != "").distinct()
    return tuple(sorted(session.scalars(named), key=by_reading))


def _unknown(session: Session, school: SchoolId, kind: Named, names: tuple[str, ...]) -> list[str]:
    known = set(_names(session, school, kind)) if names else set()
    return [name for name in names if name not in known]
