"""The school's own fields of a card: made, put in order, dropped, and taken up again. What they hold is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.proof.journal import record
from inventory.actions.school.schools import lock_school
from inventory.errors import InventoryError, NotFound
from inventory.fields import FIELDS, OWN, CardField, Holds
from inventory.ids import SchoolId, new_id
from inventory.store.cards import CustomField
from inventory.unseen import without_controls

KINDS = (Holds.TEXT, Holds.NUMBER, Holds.DAY, Holds.CHOICE)

MOST_FIELDS, MOST_CHOICES, LONGEST = 40, 60, 60


class FieldNameTaken(InventoryError):
    """Two fields of one name could not be told apart."""

    text = "There is a field named {name} already. Choose another name."


class ChoicesMissing(InventoryError):
    """A field with choices needs something to choose."""

    text = "Write at least two choices, each on a line of its own: at most {most}, of at most {longest} characters."


class TooManyFields(InventoryError):
    """More fields than a card can show."""

    text = "A card has at most {most} fields of your own. Drop one that is not used."


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of the school's own; its `field` is named `OWN` and the id in hex, and labelled as people named it."""

    id: UUID
    field: CardField
    dropped: bool = False


def own_fields(session: Session, school: SchoolId, *, dropped: bool = False) -> list[OwnField]:
    """The fields in order; with the `dropped` ones behind, if they are asked for."""
    rows = select(CustomField).where(CustomField.school_id == school)
    if not dropped:
        rows = rows.where(CustomField.dropped_at.is_(None))
    ordered = session.scalars(rows.order_by(CustomField.position, CustomField.id)).all()
    return sorted(map(_own_field, ordered), key=lambda each: each.dropped)


def _own_field(row: CustomField) -> OwnField:
    field = CardField.of_school(f"{OWN}{row.id.hex}", row.name, Holds(row.kind), row.choices)
    return OwnField(row.id, field, row.dropped_at is not None)


def add_field(
    session: Session, school: SchoolId, name: str, kind: Holds, choices: Sequence[str], *, by: str, at: datetime
) -> UUID:
    """A new field behind the others. Raises `FieldNameTaken`, `ChoicesMissing` or `TooManyFields`."""
    lock_school(session, school)
    present = own_fields(session, school, dropped=True)
    if name in {each.field.label for each in present} | {field.label for field in FIELDS.values()}:
        raise FieldNameTaken(name=name)
    if sum(not each.dropped for each in present) >= MOST_FIELDS:
        raise TooManyFields(most=MOST_FIELDS)
    words = _choices(choices) if kind is Holds.CHOICE else []
    field = new_id()
    session.add(
        CustomField(
            school_id=school,
            id=field,
            name=name,
            kind=kind.value,
            choices=words,
            position=len(present) + 1,
            dropped_at=None,
        )
    )
    record(session, school, at=at, by=by, what="field made", subject=field, facts={"name": name, "kind": kind.value})
    return field


def _choices(written: Sequence[str]) -> list[str]:
    words = list(dict.fromkeys(filter(None, (without_controls(each).strip() for each in written))))
    if not 2 <= len(words) <= MOST_CHOICES or any(len(word) > LONGEST for word in words):
        raise ChoicesMissing(most=MOST_CHOICES, longest=LONGEST)
    return words


def move_up(session: Session, school: SchoolId, field: UUID) -> None:
    """Puts the field before the one it followed. Raises `NotFound`."""
    lock_school(session, school)
    order = [each.id for each in own_fields(session, school)]
    if field not in order:
        raise NotFound(kind="field", name=field)
    place = order.index(field)
    if place:
        order[place - 1], order[place] = order[place], order[place - 1]
    for position, each in enumerate(order, start=1):
        session.get_one(CustomField, (school, each)).position = position


def drop_field(session: Session, school: SchoolId, field: UUID, *, by: str, at: datetime) -> None:
    """Shows the field no more; what cards hold in it stays. Raises `NotFound`."""
    row = _the_field(session, school, field)
    row.dropped_at = row.dropped_at or at
    record(session, school, at=at, by=by, what="field dropped", subject=field, facts={"name": row.name})


def take_up_field(session: Session, school: SchoolId, field: UUID, *, by: str, at: datetime) -> None:
    """Shows a dropped field again, with what cards hold in it. Raises `NotFound`."""
    row = _the_field(session, school, field)
    row.dropped_at = None
    record(session, school, at=at, by=by, what="field taken up again", subject=field, facts={"name": row.name})


def _the_field(session: Session, school: SchoolId, field: UUID) -> CustomField:
    lock_school(session, school)
    row = session.get(CustomField, (school, field))
    if row is None:
        raise NotFound(kind="field", name=field)
    return row
