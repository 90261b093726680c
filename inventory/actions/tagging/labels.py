"""Tags put on things and taken off them, by documents; what was bound once stays in the history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, insert, literal, select, update
from sqlalchemy.orm import Session

from inventory.actions.documents.movements import Occasion, enforce, new_document
from inventory.actions.proof.sums import came, counted
from inventory.actions.school.schools import lock_school
from inventory.ids import ItemId, SchoolId, new_id
from inventory.movements import Document, MovementKind
from inventory.store.movements import MovementLine, MovementRow, MovementTag
from inventory.store.parts import among, in_parts
from inventory.store.register import Item, TagBinding
from inventory.tags import Tag


@dataclass(frozen=True, slots=True)
class Label:
    """A tag that is to be on the item (`bound`) or is to be taken off it."""

    item: ItemId
    tag: Tag
    bound: bool


def relabel(session: Session, school: SchoolId, labels: Sequence[Label], occasion: Occasion) -> Document | None:
    """One document that puts tags on and takes them off; without labels there is none."""
    lock_school(session, school)
    if not labels:
        return None
    document = new_document(session, school, MovementKind.LABELLING, occasion)
    for some in in_parts(sorted({label.item for label in labels})):
        here = (Item.room_id, Item.room_id, Item.keeper_id, Item.keeper_id, Item.state, Item.state)
        session.execute(
            insert(MovementLine).from_select(
                [column.name for column in MovementLine.__table__.columns],
                select(Item.school_id, literal(document.id), Item.id, *here).where(
                    Item.school_id == school, Item.id.in_(some)
                ),
            )
        )
    put_labels(session, school, document, labels, at=occasion.at)
    enforce(session, school, document, occasion)
    return document


def put_labels(
    session: Session, school: SchoolId, document: Document, labels: Sequence[Label], *, at: datetime
) -> None:
    """Adds the labels to the document, and binds and unbinds their tags; what is so already stays as it is."""
    if not labels:
        return
    its = {"school_id": school, "movement_id": document.id}
    rows = [its | {"item_id": each.item, "tag": each.tag, "bound": each.bound} for each in labels]
    session.execute(insert(MovementTag), rows)
    made = session.get_one(MovementRow, (school, document.id))
    _unbind(session, made, at)
    now = claimants(session, school, [each.tag for each in labels if each.bound])
    on = [_binding(made, each, at) for each in labels if each.bound and each.item not in now.get(each.tag, ())]
    if on:
        session.execute(insert(TagBinding), on)
        came(session, school, TagBinding, among(session, TagBinding.id, [row["id"] for row in on]))


def _unbind(session: Session, made: MovementRow, at: datetime) -> None:
    off = select(MovementTag.tag).where(
        MovementTag.school_id == made.school_id,
        MovementTag.movement_id == made.id,
        MovementTag.bound.is_(False),
        and_(MovementTag.item_id == TagBinding.item_id, MovementTag.tag == TagBinding.tag),
    )
    with counted(session, SchoolId(made.school_id), TagBinding, _of_document(made)):
        session.execute(
            update(TagBinding)
            .where(TagBinding.school_id == made.school_id, TagBinding.unbound_at.is_(None), off.exists())
            .values(unbound_at=at, unbound_by=made.made_by, unbound_reason=made.reason)
            .execution_options(synchronize_session=False)
        )


def _of_document(made: MovementRow) -> ColumnElement[bool]:
    """The tags of the things on the document."""
    its = (MovementTag.school_id == made.school_id, MovementTag.movement_id == made.id)
    return TagBinding.item_id.in_(select(MovementTag.item_id).where(*its))


def _binding(made: MovementRow, label: Label, at: datetime) -> dict[str, object]:
    return {
        "school_id": made.school_id,
        "id": new_id(),
        "tag": label.tag,
        "tid": None,
        "item_id": label.item,
        "room_id": None,
        "person_id": None,
        "bound_at": at,
        "bound_by": made.made_by,
        "unbound_at": None,
    }


def tagged(session: Session, school: SchoolId, items: Sequence[ItemId]) -> set[ItemId]:
    """Those of the items that carry a tag now."""
    now = (TagBinding.school_id == school, TagBinding.unbound_at.is_(None))
    return {
        ItemId(item)
        for some in in_parts(items)
        for item in session.scalars(select(TagBinding.item_id).where(*now, TagBinding.item_id.in_(some)))
        if item is not None
    }


def claimants(session: Session, school: SchoolId, tags: Sequence[Tag]) -> dict[Tag, list[ItemId]]:
    """The items each of the tags is bound to now."""
    on_items = (TagBinding.school_id == school, TagBinding.item_id.is_not(None), TagBinding.unbound_at.is_(None))
    bound: dict[Tag, list[ItemId]] = {}
    for some in in_parts(tags):
        for tag, item in session.execute(
            select(TagBinding.tag, TagBinding.item_id).where(*on_items, TagBinding.tag.in_(some))
        ):
            if item is not None:
                bound.setdefault(Tag(tag), []).append(ItemId(item))
    return bound
