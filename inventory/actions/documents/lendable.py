"""Which things a desk lends without further ado, for how long, and whether pupils may borrow on their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from inventory.actions.documents.called import person_called
from inventory.actions.documents.choosing import all_understood
from inventory.actions.documents.movements import Occasion
from inventory.actions.proof.journal import record
from inventory.actions.proof.sums import counted
from inventory.actions.school.schools import lock_school
from inventory.ids import ItemId, SchoolId
from inventory.store.lending import Lendable
from inventory.store.parts import among, in_parts
from inventory.store.schools import Person, School


@dataclass(frozen=True, slots=True)
class DeskRules:
    """How many things the desk lends, whether pupils may borrow alone, and the names of the pupils."""

    things: int
    pupils_borrow: bool
    pupils: tuple[str, ...]


def desk_rules(session: Session, school: SchoolId) -> DeskRules:
    """As they are now."""
    things = session.scalar(select(func.count()).select_from(Lendable).where(Lendable.school_id == school)) or 0
    pupils = select(Person.name).where(Person.school_id == school, Person.pupil).order_by(Person.name)
    return DeskRules(things, session.get_one(School, school).pupils_borrow, tuple(session.scalars(pupils)))


def mark_lendable(
    session: Session, school: SchoolId, texts: Sequence[str], days: int | None, occasion: Occasion
) -> int:
    """The desk lends the things these numbers or tags mean for so many days, or (None) no more; says how many.

    Raises `UnknownThings`.
    """
    items = all_understood(session, school, texts)
    lock_school(session, school)
    with counted(session, school, Lendable, among(session, Lendable.item_id, items)):
        for some in in_parts(items):
            session.execute(delete(Lendable).where(Lendable.school_id == school, Lendable.item_id.in_(some)))
        if days is not None and items:
            same = {"school_id": school, "days": days, "marked_by": occasion.by, "marked_at": occasion.at}
            session.execute(insert(Lendable), [same | {"item_id": item} for item in items])
    facts = {"count": str(len(items))} | ({} if days is None else {"days": str(days)})
    record(
        session,
        school,
        at=occasion.at,
        by=occasion.by,
        what="things lent at the desk" if days is not None else "things not lent at the desk any more",
        subject=school,
        facts=facts,
    )
    return len(items)


def mark_pupil(session: Session, school: SchoolId, name: str, pupil: bool, occasion: Occasion) -> None:
    """Everybody of this name is a pupil, or not. Raises `NotFound`."""
    person_called(session, school, name)
    lock_school(session, school)
    with counted(session, school, Person, Person.name == name):
        session.execute(update(Person).where(Person.school_id == school, Person.name == name).values(pupil=pupil))
    record(
        session,
        school,
        at=occasion.at,
        by=occasion.by,
        what="named a pupil" if pupil else "named no pupil",
        subject=school,
        facts={"name": name},
    )


def let_pupils_borrow(session: Session, school: SchoolId, allowed: bool, occasion: Occasion) -> None:
    """From now on pupils may borrow on their own, or may not."""
    lock_school(session, school)
    session.get_one(School, school).pupils_borrow = allowed
    record(
        session,
        school,
        at=occasion.at,
        by=occasion.by,
        what="pupils may borrow alone" if allowed else "pupils may not borrow alone",
        subject=school,
    )


def days_of(session: Session, school: SchoolId, item: ItemId) -> int | None:
    """For how many days the desk lends the thing; None: it does not."""
    return session.scalar(select(Lendable.days).where(Lendable.school_id == school, Lendable.item_id == item))
