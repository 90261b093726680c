"""Setting up a school and finding it by name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.proof.journal import record
from inventory.actions.proof.summed import NOW
from inventory.errors import InventoryError
from inventory.ids import SchoolId, new_id
from inventory.store.schools import School


class SchoolUnclear(InventoryError):
    """A command was given no school and the database does not hold exactly one."""

    text = "Say which school is meant with --school NAME: {names}."


class NoSuchSchool(InventoryError):
    """No school of that name."""

    text = "There is no school named {name}. Create it with: rollcall school create {name}"


class SchoolNameTaken(InventoryError):
    """Two schools of one name could not be told apart."""

    text = "There is a school named {name} already. Choose another name."


def create_school(session: Session, name: str, *, at: datetime) -> SchoolId:
    """A new school with an empty register. Raises `SchoolNameTaken`."""
    _refuse_taken(session, name)
    school = SchoolId(new_id())
    session.add(School(id=school, name=name, created_at=at, chain_length=0, chain_head=""))
    session.flush()
    record(session, school, at=at, by="", what="school created", subject=school, facts={"name": name, NOW.since: ""})
    return school


def rename_school(session: Session, school: SchoolId, name: str, *, by: str, at: datetime) -> None:
    """Another name for the school. Raises `SchoolNameTaken`."""
    _refuse_taken(session, name)
    found = session.get_one(School, school)
    facts = {"from": found.name, "to": name}
    found.name = name
    record(session, school, at=at, by=by, what="school renamed", subject=school, facts=facts)


def _refuse_taken(session: Session, name: str) -> None:
    if session.scalar(select(School.id).where(School.name == name)) is not None:
        raise SchoolNameTaken(name=name)


def all_schools(session: Session) -> Sequence[School]:
    """Every school, oldest first."""
    return session.scalars(select(School).order_by(School.id)).all()


def find_school(session: Session, name: str | None) -> School:
    """The school of that name; without a name the only one there is beside those to try things out in.

    Raises `NoSuchSchool`, or `SchoolUnclear` when no name is given and there is not exactly one school.
    """
    schools = all_schools(session)
    if name is None:
        real = [school for school in schools if school.sample_of is None]
        if len(real) == 1:
            return real[0]
        raise SchoolUnclear(names=", ".join(school.name for school in schools) or "none exists yet")
    for school in schools:
        if school.name == name:
            return school
    raise NoSuchSchool(name=name)


def lock_school(session: Session, school: SchoolId) -> None:
    """Lets nobody else enter rooms or cards in this school until the commit."""
    session.execute(select(School.id).where(School.id == school).with_for_update())
