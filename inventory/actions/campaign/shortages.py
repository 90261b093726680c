"""Shortages that stand on the books until their write-off is approved, with a number and a date.

A unit may not write a shortage off by itself; until the approval it is a pending loss (State Council Order 738,
articles 21, 38 and 39: causes explained, verification approved, then the books change).
"""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, literal_column, select, type_coerce
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import touch_open_stocktakes
from inventory.actions.campaign.scoping import share
from inventory.actions.documents.movements import Occasion, move
from inventory.actions.school.schools import lock_school
from inventory.details import details_from_json
from inventory.errors import InventoryError
from inventory.ids import AssetId, ItemId, MovementId, SchoolId
from inventory.movements import Approval, Document, MovementKind, Pending
from inventory.register import ItemState
from inventory.store.base import Money
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Item
from inventory.store.schools import Person
from inventory.store.stocktakes import Decision, StockTake


class NotShort(InventoryError):
    """A write-off of something that is no pending shortage (any more)."""

    text = "Some of these things do not wait for an approval any more. Look at the list again."


def pending_shortages(session: Session, school: SchoolId) -> tuple[Pending, ...]:
    """Every piece that is short and not written off, by number and position."""
    rows = session.execute(_short(school)).all()
    said = _said(session, school, {row.stocktake_id for row in rows if row.stocktake_id})
    return tuple(_pending(row, said.get((row.stocktake_id, row.item.hex))) for row in rows)


def approve_shortage(
    session: Session,
    school: SchoolId,
    items: Sequence[ItemId],
    approval: Approval,
    *,
    by: str,
    at: datetime,
    zone: tzinfo = UTC,
) -> Document | None:
    """Writes the things off by one document of this year of `zone` that names the approval.

    Raises `NotShort` if one is not pending.
    """
    touch_open_stocktakes(session, school)  # stock-takes are locked before the school
    lock_school(session, school)
    short = sum(
        session.scalar(
            select(func.count())
            .select_from(Item)
            .where(Item.school_id == school, Item.id.in_(some), Item.state == ItemState.SHORTAGE.value)
        )
        or 0
        for some in in_parts(items)
    )
    if short != len(set(items)):
        raise NotShort
    occasion = Occasion("", by, at, zone=zone)
    return move(session, school, MovementKind.WRITE_OFF, items, occasion, state=ItemState.RETIRED, approval=approval)


# Spelt out as in the index of what is short: no database knows it again by a value to be filled in.
_IS_SHORT = Item.state == literal_column(f"'{ItemState.SHORTAGE.value}'")


def _short(school: SchoolId) -> Any:
    """Every short piece with its card, its place, and the newest document that says it is short."""
    newest = (
        select(func.max(MovementRow.number + MovementRow.year * 1_000_000))
        .join(MovementLine, and_(MovementLine.school_id == school, MovementLine.movement_id == MovementRow.id))
        .where(
            MovementRow.school_id == school,
            MovementRow.kind == MovementKind.SHORTAGE.value,
            MovementLine.item_id == Item.id,
        )
        .scalar_subquery()
    )
    its = and_(
        MovementRow.school_id == school,
        MovementRow.kind == MovementKind.SHORTAGE.value,
        MovementRow.number + MovementRow.year * 1_000_000 == newest,
    )
    return (
        select(
            Item.id.label("item"),
            Item.position,
            Asset.id.label("asset"),
            Asset.asset_no,
            Asset.name,
            Asset.model,
            Asset.quantity,
            type_coerce(share(Asset.cost), Money).label("cost"),
            Room.code.label("room"),
            Person.name.label("keeper"),
            MovementRow.id.label("document"),
            MovementRow.year,
            MovementRow.number,
            MovementRow.made_by,
            MovementRow.made_at,
            MovementRow.stocktake_id,
            StockTake.name.label("stocktake"),
        )
        .join(Asset, and_(Asset.school_id == Item.school_id, Asset.id == Item.asset_id))
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .outerjoin(Person, and_(Person.school_id == Item.school_id, Person.id == Item.keeper_id))
        .outerjoin(MovementRow, its)
        .outerjoin(StockTake, and_(StockTake.school_id == school, StockTake.id == MovementRow.stocktake_id))
        .where(Item.school_id == school, _IS_SHORT)
        .order_by(Asset.asset_no, Asset.id, Item.position)
    )


def _said(session: Session, school: SchoolId, stocktakes: set[UUID]) -> dict[tuple[UUID, str], Any]:
    """The newest decision about each subject of these stock-takes."""
    rows = session.execute(
        select(Decision.stocktake_id, Decision.subject, Decision.reason, Decision.details)
        .where(Decision.school_id == school, Decision.stocktake_id.in_(stocktakes))
        .order_by(Decision.number)
    )
    return {(row.stocktake_id, row.subject): row for row in rows}


def _pending(row: Any, said: Any) -> Pending:
    document = (
        Document(MovementId(row.document), MovementKind.SHORTAGE, row.year, row.number) if row.document else None
    )
    return Pending(
        item=ItemId(row.item),
        asset=AssetId(row.asset),
        asset_no=row.asset_no,
        name=row.name,
        model=row.model,
        position=row.position,
        quantity=row.quantity,
        cost=row.cost,
        room=row.room,
        keeper=row.keeper or "",
        document=document,
        stocktake=row.stocktake or "",
        cause=details_from_json(said.details).cause if said else None,
        reason=said.reason if said else "",
        since=row.made_at,
        by=row.made_by or "",
    )
