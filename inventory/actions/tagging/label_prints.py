"""What was printed: when, by whom, which labels and in which layout, so that it can be printed again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NewType
from uuid import UUID

from sqlalchemy import Select, and_, func, insert, select, update
from sqlalchemy.orm import Session

from inventory.actions.proof.journal import record
from inventory.actions.tagging.label_templates import Template
from inventory.actions.tagging.own_epcs import number_things
from inventory.cards import HistoryLine
from inventory.errors import InventoryError, NotFound
from inventory.ids import ItemId, SchoolId, new_id
from inventory.labels.layout import Layout, as_json, from_json
from inventory.labels.media import Roll
from inventory.store.base import Moment
from inventory.store.labels import LabelPrint, LabelPrintItem
from inventory.store.parts import among, in_parts
from inventory.store.register import Item

PrintId = NewType("PrintId", UUID)

PRINTED = "label printed: {template}"


class NothingToLabel(InventoryError):
    """Labels for no thing."""

    text = "Choose at least one thing that gets a label."


@dataclass(frozen=True, slots=True)
class Print:
    """Labels that were printed at one time. `template` is the name it had then."""

    id: PrintId
    template: str
    by: str
    at: datetime
    labels: int


@dataclass(frozen=True, slots=True)
class PrintAgain:
    """Everything that printing it again needs: the layout as it was then, and the things in order."""

    about: Print
    layout: Layout
    items: tuple[ItemId, ...]


def keep_print(
    session: Session,
    school: SchoolId,
    template: Template,
    items: Sequence[ItemId],
    *,
    by: str,
    at: datetime,
    numbers: bool = False,
) -> PrintId:
    """Notes that labels for these things are printed, in this order. Raises `NothingToLabel`.

    With `numbers`, those that could carry a tag and carry none are given one of our own first, if the printer of this
    template writes tags.
    """
    ours = _ours(session, school, items)
    labels = [item for item in dict.fromkeys(items) if item in ours]
    if not labels:
        raise NothingToLabel
    if numbers and writes_tags(template.layout):
        number_things(session, school, labels, by=by, at=at)
    made = PrintId(new_id())
    row = {"school_id": school, "id": made, "template": template.name, "layout": as_json(template.layout)}
    session.execute(insert(LabelPrint), [row | {"printed_by": by, "printed_at": at}])
    its = {"school_id": school, "print_id": made}
    lines = [its | {"position": number, "item_id": item} for number, item in enumerate(labels, 1)]
    session.execute(insert(LabelPrintItem), lines)
    theirs = update(Item).where(Item.school_id == school, among(session, Item.id, labels), Item.labelled.is_(False))
    session.execute(theirs.values(labelled=True).execution_options(synchronize_session=False))
    facts = {"template": template.name, "labels": str(len(labels))}
    record(session, school, at=at, by=by, what="labels printed", subject=made, facts=facts)
    return made


def writes_tags(layout: Layout) -> bool:
    """Whether its printer writes the tag in each label."""
    return isinstance(layout.medium, Roll) and layout.medium.encodes


def prints(session: Session, school: SchoolId, *, limit: int) -> list[Print]:
    """The last ones, newest first."""
    newest = (
        select(LabelPrint)
        .where(LabelPrint.school_id == school)
        .order_by(LabelPrint.printed_at.desc(), LabelPrint.id.desc())
        .limit(limit)
    )
    rows = session.scalars(newest).all()
    counts: dict[UUID, int] = dict(
        session.execute(
            select(LabelPrintItem.print_id, func.count())
            .where(LabelPrintItem.school_id == school, LabelPrintItem.print_id.in_([row.id for row in rows]))
            .group_by(LabelPrintItem.print_id)
        ).all()
    )
    return [_print(row, counts.get(row.id, 0)) for row in rows]


def the_print(session: Session, school: SchoolId, print_id: PrintId) -> PrintAgain:
    """One of them with its things. Raises `NotFound`."""
    row = session.get(LabelPrint, (school, print_id))
    if row is None:
        raise NotFound(kind="print of labels", name=print_id)
    items = session.scalars(
        select(LabelPrintItem.item_id)
        .where(LabelPrintItem.school_id == school, LabelPrintItem.print_id == print_id)
        .order_by(LabelPrintItem.position)
    ).all()
    return PrintAgain(_print(row, len(items)), from_json(row.layout), tuple(map(ItemId, items)))


def last_printed(session: Session, school: SchoolId, items: Sequence[ItemId]) -> dict[ItemId, datetime]:
    """When a label was last printed for each of the things that have one."""
    last = func.max(LabelPrint.printed_at, type_=Moment)
    of_print = and_(LabelPrint.school_id == LabelPrintItem.school_id, LabelPrint.id == LabelPrintItem.print_id)
    return {
        ItemId(item): at
        for some in in_parts(items)
        for item, at in session.execute(
            select(LabelPrintItem.item_id, last)
            .join(LabelPrint, of_print)
            .where(LabelPrintItem.school_id == school, LabelPrintItem.item_id.in_(some))
            .group_by(LabelPrintItem.item_id)
        )
    }


def printed_lines(
    session: Session, school: SchoolId, pieces: Select[UUID], position: Mapping[UUID | None, int]
) -> Iterator[HistoryLine]:
    """What was printed for these pieces of a card, at their `position`, as lines of its history."""
    of_print = and_(LabelPrint.school_id == LabelPrintItem.school_id, LabelPrint.id == LabelPrintItem.print_id)
    rows = session.execute(
        select(LabelPrint.printed_at, LabelPrint.printed_by, LabelPrint.template, LabelPrintItem.item_id)
        .join(LabelPrint, of_print)
        .where(LabelPrintItem.school_id == school, LabelPrintItem.item_id.in_(pieces))
    )
    for at, by, template, item in rows:
        yield HistoryLine(at, by, PRINTED, {"template": template}, (position[item],))


def _ours(session: Session, school: SchoolId, items: Sequence[ItemId]) -> set[ItemId]:
    return {
        ItemId(item)
        for some in in_parts(items)
        for item in session.scalars(select(Item.id).where(Item.school_id == school, Item.id.in_(some)))
    }


def _print(row: LabelPrint, labels: int) -> Print:
    return Print(PrintId(row.id), row.template, row.printed_by, row.printed_at, labels)
