"""Taking documents back: each by one that says the opposite, if nothing has gone on since."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, insert, literal, or_, select, update
from sqlalchemy.orm import Session, aliased

from inventory.actions.documents.handing_rooms import give_rooms_back
from inventory.actions.documents.movements import Occasion, enforce, new_document
from inventory.actions.proof.sums import counted
from inventory.actions.school.schools import lock_school
from inventory.actions.tagging.labels import Label, put_labels
from inventory.errors import InventoryError
from inventory.ids import AssetId, ItemId, SchoolId, StockTakeId
from inventory.movements import Document, MovementKind
from inventory.register import ItemState
from inventory.store.movements import MovementLine, MovementRow, MovementTag
from inventory.store.parts import in_parts
from inventory.store.register import Asset, Item
from inventory.tags import Tag


class ThingWentOn(InventoryError):
    """Something happened to a thing after the document that is to be taken back."""

    text = "{name} ({number}) has been changed by a later document, so this cannot be taken back."


class GoneOn(NamedTuple):
    """A card of which something happened after the documents that are to be taken back."""

    asset: AssetId
    name: str
    number: str


def reverse_all(
    session: Session, school: SchoolId, documents: ColumnElement[bool], occasion: Occasion
) -> list[Document]:
    """Takes back these documents as far as they still stand, the newest first. Raises `ThingWentOn`."""
    lock_school(session, school)
    standing = _standing(session, school, documents)
    for gone in _gone_on(session, school, standing, 1):
        raise ThingWentOn(name=gone.name, number=gone.number)
    return [_reverse(session, school, row, occasion) for row in standing]


def _standing(session: Session, school: SchoolId, documents: ColumnElement[bool]) -> Sequence[MovementRow]:
    return session.scalars(
        select(MovementRow)
        .where(
            MovementRow.school_id == school,
            documents,
            MovementRow.kind != MovementKind.REVERSAL.value,
            MovementRow.kind != MovementKind.WRITE_OFF.value,
            MovementRow.id.not_in(undone(school)),
        )
        .order_by(MovementRow.id.desc())
    ).all()


def in_the_way(session: Session, school: SchoolId, stocktake: StockTakeId, most: int = 5) -> list[GoneOn]:
    """Cards, by number, for which the documents of the stock-take cannot be taken back any more; at most `most`."""
    return _gone_on(session, school, _standing(session, school, MovementRow.stocktake_id == stocktake), most)


def _gone_on(session: Session, school: SchoolId, standing: Sequence[MovementRow], most: int) -> list[GoneOn]:
    """The cards of which a piece is in a later document than these, or elsewhere than they say."""
    ours = [row.id for row in standing]
    later, its_document = aliased(MovementLine), aliased(MovementRow)
    touched_since = (
        select(later.item_id)
        .join(its_document, and_(its_document.school_id == later.school_id, its_document.id == later.movement_id))
        .where(
            later.school_id == school,
            later.item_id == MovementLine.item_id,
            later.movement_id > MovementLine.movement_id,
            later.movement_id.not_in(ours),
            later.movement_id.not_in(undone(school)),
            its_document.kind != MovementKind.REVERSAL.value,
        )
        .exists()
    )
    its = and_(MovementRow.school_id == MovementLine.school_id, MovementRow.id == MovementLine.movement_id)
    rows = session.execute(
        select(Asset.id, Asset.name, Asset.asset_no)
        .join(Item, and_(Item.school_id == Asset.school_id, Item.asset_id == Asset.id))
        .join(MovementLine, and_(MovementLine.school_id == Item.school_id, MovementLine.item_id == Item.id))
        .join(MovementRow, its)
        .where(MovementLine.school_id == school, MovementLine.movement_id.in_(ours))
        .where(or_(touched_since, and_(MovementRow.kind != MovementKind.LABELLING.value, _elsewhere(ours))))
        .distinct()
        .order_by(Asset.asset_no, Asset.id)
        .limit(most)
    )
    return [GoneOn(AssetId(row.id), row.name, row.asset_no) for row in rows]


def _elsewhere(ours: Sequence[UUID]) -> ColumnElement[bool]:
    """The last of these documents left the piece otherwise than it is."""
    later = aliased(MovementLine)
    same_piece = (later.school_id == MovementLine.school_id, later.item_id == MovementLine.item_id)
    not_last = select(later.item_id).where(
        *same_piece, later.movement_id.in_(ours), later.movement_id > MovementLine.movement_id
    )
    other_room = Item.room_id.is_distinct_from(MovementLine.to_room_id)
    return and_(or_(Item.state != MovementLine.to_state, other_room), ~not_last.exists())


def undone(school: SchoolId) -> Select[UUID | None]:
    """Documents that a reversal took back."""
    return select(MovementRow.reverses).where(MovementRow.school_id == school, MovementRow.reverses.is_not(None))


def _reverse(session: Session, school: SchoolId, row: MovementRow, occasion: Occasion) -> Document:
    document = new_document(session, school, MovementKind.REVERSAL, occasion, reverses=row.id)
    its = (MovementLine.school_id == school, MovementLine.movement_id == row.id)
    session.execute(
        insert(MovementLine).from_select(
            [column.name for column in MovementLine.__table__.columns],
            select(
                MovementLine.school_id,
                literal(document.id),
                MovementLine.item_id,
                MovementLine.to_room_id,
                MovementLine.from_room_id,
                MovementLine.to_keeper_id,
                MovementLine.from_keeper_id,
                MovementLine.to_state,
                MovementLine.from_state,
            ).where(*its),
        )
    )
    labels = [
        Label(ItemId(label.item_id), Tag(label.tag), not label.bound)
        for label in session.scalars(
            select(MovementTag).where(MovementTag.school_id == school, MovementTag.movement_id == row.id)
        )
    ]
    put_labels(session, school, document, labels, at=occasion.at)
    _leave_as_before(session, school, row, occasion)
    enforce(session, school, document, occasion)
    give_rooms_back(session, school, row.id, document, occasion)
    return document


def _leave_as_before(session: Session, school: SchoolId, row: MovementRow, occasion: Occasion) -> None:
    """What was written off, and came back by this document only, left the books on the day it left them first.

    The log knows the day; of what the register came with as written off it does not, and that leaves anew.
    """
    came_back, off = aliased(MovementLine), ItemState.RETIRED.value
    document = and_(MovementRow.school_id == MovementLine.school_id, MovementRow.id == MovementLine.movement_id)
    same_piece = and_(came_back.school_id == MovementLine.school_id, came_back.item_id == MovementLine.item_id)
    written_off = session.execute(
        select(MovementLine.item_id, func.max(MovementRow.made_at))
        .join(MovementRow, document)
        .join(came_back, same_piece)
        .where(came_back.school_id == school, came_back.movement_id == row.id)
        .where(came_back.from_state == off, came_back.to_state != off)
        .where(MovementLine.to_state == off, MovementLine.from_state != off, MovementLine.movement_id < row.id)
        .where(MovementRow.kind != MovementKind.REVERSAL.value, MovementRow.id.not_in(undone(school)))
        .group_by(MovementLine.item_id)
    )
    days: dict[date, list[UUID]] = defaultdict(list)
    for item, at in written_off:
        days[at.astimezone(occasion.zone).date()].append(item)
    for day, items in days.items():
        for some in in_parts(items):
            left = update(Item).where(Item.school_id == school, Item.id.in_(some)).values(removed_on=day)
            with counted(session, school, Item, Item.id.in_(some)):
                session.execute(left.execution_options(synchronize_session=False))
