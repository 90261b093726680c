"""Things files call by their name alone: buildings, departments, persons. Entered when first named."""

from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from inventory.actions.proof.sums import came
from inventory.ids import SchoolId, new_id
from inventory.store.parts import among
from inventory.store.places import Building
from inventory.store.schools import Department, Person


def ids_by_name(
    session: Session, school: SchoolId, kind: type[Building | Department | Person], names: set[str]
) -> dict[str, UUID]:
    """The id of each name (an empty one has none), new ones entered. Of two persons of one name, the first."""
    present = select(kind.name, kind.id).where(kind.school_id == school).order_by(kind.id.desc())
    known = dict(session.execute(present).all())
    new = {name: new_id() for name in sorted(names - known.keys()) if name}
    if new:
        session.execute(insert(kind), [{"school_id": school, "id": i, "name": name} for name, i in new.items()])
        came(session, school, kind, among(session, kind.id, list(new.values())))
    return known | new
