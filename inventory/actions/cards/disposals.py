"""How pieces of a card left the books, from the documents that wrote them off."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from inventory.disposals import Disposal
from inventory.ids import AssetId, MovementId, SchoolId
from inventory.kinds import KINDS
from inventory.movements import Approval, Document, MovementKind
from inventory.register import ItemState
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.register import Item
from inventory.store.slips import SlipRow

_NO_DOCUMENT = UUID(int=0)


def disposals_of(session: Session, school: SchoolId, asset: AssetId) -> list[Disposal]:
    """Its pieces that are off the books, together by day and document, the earliest first. In two statements."""
    off = (Item.school_id == school, Item.asset_id == asset, Item.state == ItemState.RETIRED.value)
    pieces = session.execute(select(Item.id, Item.position, Item.removed_on).where(*off)).all()
    by = _documents(session, school, asset) if pieces else {}
    gone = sorted((day or date.max, by.get(item, _NO_DOCUMENT), position) for item, position, day in pieces)
    papers = _papers(session, school, set(by.values()))
    return [
        _disposal(tuple(map(itemgetter(2), some)), None if day == date.max else day, papers.get(document))
        for (day, document), some in groupby(gone, key=itemgetter(0, 1))
    ]


def _documents(session: Session, school: SchoolId, asset: AssetId) -> dict[UUID, UUID]:
    """For each piece the newest document that wrote it off. Reversals are none: they only restore what was."""
    its = and_(MovementRow.school_id == MovementLine.school_id, MovementRow.id == MovementLine.movement_id)
    of_card = select(Item.id).where(Item.school_id == school, Item.asset_id == asset)
    wrote_off = (MovementLine.to_state == ItemState.RETIRED.value, MovementRow.kind != MovementKind.REVERSAL.value)
    oldest_first = (
        select(MovementLine.item_id, MovementRow.id)
        .join(MovementRow, its)
        .where(MovementLine.school_id == school, MovementLine.item_id.in_(of_card), *wrote_off)
        .order_by(MovementRow.id)
    )
    return dict(session.execute(oldest_first).all())


def _papers(
    session: Session, school: SchoolId, documents: set[UUID]
) -> Mapping[UUID, tuple[MovementRow, SlipRow | None]]:
    slip = and_(SlipRow.school_id == MovementRow.school_id, SlipRow.id == MovementRow.slip_id)
    rows = session.execute(
        select(MovementRow, SlipRow)
        .outerjoin(SlipRow, slip)
        .where(MovementRow.school_id == school, MovementRow.id.in_(documents))
    )
    return {row.id: (row, slip) for row, slip in rows}


def _disposal(
    positions: tuple[int, ...], day: date | None, paper: tuple[MovementRow, SlipRow | None] | None
) -> Disposal:
    if paper is None:
        return Disposal(positions, day)
    row, slip = paper
    filled = (slip.fields if slip else {}) | row.fields
    proceeds = filled.get("proceeds")
    return Disposal(
        positions,
        day,
        Document(MovementId(row.id), row.kind, row.year, row.number, row.part),
        tuple(filter(None, (filled.get("way") or KINDS[row.kind].label, filled.get("ground")))),
        Approval(row.approval_no, row.approved_on) if row.approval_no and row.approved_on else None,
        Decimal(proceeds) if proceeds else None,
        filled.get("receiver", ""),
    )
