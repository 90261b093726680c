"""Taking documents back: each by one that says the opposite, if nothing has gone on since."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, insert, literal, or_, select
from sqlalchemy.orm import Session, aliased

from inventory.actions.handing_rooms import give_rooms_back
from inventory.actions.labels import Label, put_labels
from inventory.actions.movements import Occasion, enforce, new_document
from inventory.actions.schools import lock_school
from inventory.errors import InventoryError
from inventory.ids import AssetId, ItemId, SchoolId, StockTakeId
from inventory.movements import Document, MovementKind
from inventory.store.movements import MovementLine, MovementRow, MovementTag
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
    enforce(session, school, document, occasion)
    give_rooms_back(session, school, row.id, document, occasion)
    return document
