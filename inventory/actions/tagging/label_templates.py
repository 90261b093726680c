"""The layouts a school prints its labels in: those that come along, and its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inventory.actions.proof.journal import record
from inventory.errors import InventoryError, NotFound
from inventory.ids import SchoolId, new_id
from inventory.labels.layout import STARTERS, Layout, as_json, from_json
from inventory.store.labels import LabelTemplate


class TemplateNameTaken(InventoryError):
    """Two templates of one name could not be told apart."""

    text = "There is a label template named {name} already. Choose another name."


@dataclass(frozen=True, slots=True)
class Template:
    """A layout with its name. `key` names it in addresses; what is not the school's `own` cannot be changed."""

    key: str
    name: str
    layout: Layout
    own: bool


def templates(session: Session, school: SchoolId) -> list[Template]:
    """The school's own in the order they were made, then those that come along."""
    kept = session.scalars(
        select(LabelTemplate).where(LabelTemplate.school_id == school).order_by(LabelTemplate.position)
    )
    own = [_own(row) for row in kept]
    return [*own, *(Template(name, name, layout, own=False) for name, layout in STARTERS.items())]


def the_template(session: Session, school: SchoolId, key: str) -> Template:
    """The template of that key. Raises `NotFound`."""
    found = next((each for each in templates(session, school) if each.key == key), None)
    if found is None:
        raise NotFound(kind="label template", name=key)
    return found


def add_template(session: Session, school: SchoolId, name: str, layout: Layout, *, by: str, at: datetime) -> str:
    """A new template of the school; returns its key. Raises `TemplateNameTaken`."""
    _refuse_taken(templates(session, school), name, "")
    last = session.scalar(select(func.max(LabelTemplate.position)).where(LabelTemplate.school_id == school)) or 0
    row = LabelTemplate(school_id=school, id=new_id(), name=name, position=last + 1, layout=as_json(layout))
    session.add(row)
    record(session, school, at=at, by=by, what="label template added", subject=row.id, facts={"name": name})
    return str(row.id)


def change_template(
    session: Session, school: SchoolId, key: str, name: str, layout: Layout, *, by: str, at: datetime
) -> None:
    """Another name or layout for a template of the school's own. Raises `NotFound` or `TemplateNameTaken`."""
    _refuse_taken(templates(session, school), name, key)
    row = _row(session, school, key)
    facts = {"name": f"{row.name} → {name}" if row.name != name else name}
    row.name, row.layout = name, as_json(layout)
    record(session, school, at=at, by=by, what="label template changed", subject=row.id, facts=facts)


def drop_template(session: Session, school: SchoolId, key: str, *, by: str, at: datetime) -> None:
    """Takes a template of the school's own away; what was printed with it can still be printed. Raises `NotFound`."""
    row = _row(session, school, key)
    session.delete(row)
    record(session, school, at=at, by=by, what="label template dropped", subject=row.id, facts={"name": row.name})


def _own(row: LabelTemplate) -> Template:
    return Template(str(row.id), row.name, from_json(row.layout), own=True)


def _row(session: Session, school: SchoolId, key: str) -> LabelTemplate:
    try:
        row = session.get(LabelTemplate, (school, UUID(key)))
    except ValueError:
        row = None
    if row is None:
        raise NotFound(kind="label template", name=key)
    return row


def _refuse_taken(taken: Sequence[Template], name: str, key: str) -> None:
    if any(each.name == name and each.key != key for each in taken):
        raise TemplateNameTaken(name=name)
