"""What people may choose while they fill in a card: categories, departments, rooms and persons the school has."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.ids import SchoolId
from inventory.store.places import Room
from inventory.store.register import Category
from inventory.store.schools import Department, Person

MOST = 500
"""A list of more is no help to anybody who types."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Names in order; a category is its code and name."""

    categories: tuple[str, ...]
    departments: tuple[str, ...]
    rooms: tuple[str, ...]
    persons: tuple[str, ...]


def choices_for(session: Session, school: SchoolId) -> Choices:
    """At most 500 of each."""
    ordered = select(Category.code, Category.name).order_by(Category.code, Category.name)
    categories = session.execute(ordered.where(Category.school_id == school).limit(MOST))
    named = (Department.name, Room.code, Person.name)
    owners = (Department.school_id, Room.school_id, Person.school_id)
    departments, rooms, persons = (
        tuple(session.scalars(select(name).distinct().where(owner == school).order_by(name).limit(MOST)))
        for name, owner in zip(named, owners, strict=True)
    )
    return Choices(tuple(f"{code} {name}".strip() for code, name in categories), departments, rooms, persons)
