"""Setting up a school and finding it by name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.journal import record
from inventory.errors import InventoryError
from inventory.ids import SchoolId, new_id
from inventory.store.schools import School


class SchoolUnclear(InventoryError):
    """A command was given no school and the database does not hold exactly one."""

    text = "Say which school is meant: {names}."


class NoSuchSchool(InventoryError):
    """No school of that name."""

    text = "There is no school named {name}. Create it with: rollcall school create {name}"


def create_school(session: Session, name: str, *, at: datetime) -> SchoolId:
    """A new school with an empty register."""
    school = SchoolId(new_id())
    session.add(School(id=school, name=name, created_at=at, chain_length=0, chain_head=""))
    session.flush()
    record(session, school, at=at, by="", what="school created", subject=school, facts={"name": name})
    return school


def all_schools(session: Session) -> Sequence[School]:
    """Every school, oldest first."""
    return session.scalars(select(School).order_by(School.id)).all()


def find_school(session: Session, name: str | None) -> School:
    """The school of that name; without a name the only one there is.

    Raises `NoSuchSchool`, or `SchoolUnclear` when no name is given and there is not exactly one school.
    """
    schools = all_schools(session)
    if name is None:
        if len(schools) == 1:
            return schools[0]
        raise SchoolUnclear(names=", ".join(school.name for school in schools) or "none exists yet")
    for school in schools:
        if school.name == name:
            return school
    raise NoSuchSchool(name=name)


def lock_school(session: Session, school: SchoolId) -> None:
    """Lets nobody else enter rooms or cards in this school until the commit."""
    session.execute(select(School.id).where(School.id == school).with_for_update())
