"""Documents to read: one by its id or its number, and those of a stock-take."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, type_coerce
from sqlalchemy.orm import Session

from inventory.actions.campaign.scoping import share
from inventory.actions.documents.transfer_log import named_lines
from inventory.errors import NotFound
from inventory.ids import AssetId, MovementId, SchoolId, StockTakeId
from inventory.kinds import KINDS
from inventory.movements import Approval, Document
from inventory.papers import Paper, PaperLine, PaperSummary, Side, gathered
from inventory.register import ItemState
from inventory.store.base import Money
from inventory.store.movements import MovementLine, MovementRow, MovementTag
from inventory.store.register import Asset
from inventory.store.stocktakes import StockTake
from inventory.tags import Tag

Tags = dict[tuple[UUID, bool], tuple[Tag, ...]]


def the_paper(session: Session, school: SchoolId, name: str) -> Paper:
    """The document of this id, or of this number as the log has it (2026-transfer-1). Raises `NotFound`."""
    row = session.scalar(select(MovementRow).where(MovementRow.school_id == school, *_named(name)))
    if row is None:
        raise NotFound(kind="document", name=name)
    stocktake = session.get(StockTake, (school, row.stocktake_id)) if row.stocktake_id else None
    return Paper(
        document=_document(row),
        reason=row.reason,
        by=row.made_by,
        at=row.made_at,
        stocktake=StockTakeId(stocktake.id) if stocktake else None,
        stocktake_name=stocktake.name if stocktake else "",
        approval=Approval(row.approval_no, row.approved_on) if row.approval_no and row.approved_on else None,
        reverses=_one(session, school, MovementRow.id == row.reverses) if row.reverses else None,
        reversed_by=_one(session, school, MovementRow.reverses == row.id),
        lines=_lines(session, school, row),
    )


def papers_of(session: Session, school: SchoolId, stocktake: StockTakeId) -> list[PaperSummary]:
    """Every document the closing of the stock-take made, or its reopening, the oldest first."""
    its_lines = (MovementLine.school_id == MovementRow.school_id, MovementLine.movement_id == MovementRow.id)
    rows = session.execute(
        select(MovementRow, select(func.count()).where(*its_lines).scalar_subquery())
        .where(MovementRow.school_id == school, MovementRow.stocktake_id == stocktake)
        .order_by(MovementRow.id)
    )
    return [PaperSummary(_document(row), pieces, row.made_by, row.made_at) for row, pieces in rows]


def _named(name: str) -> tuple[ColumnElement[bool], ...]:
    """What is asked of the row; nothing has the id 0."""
    year, _, rest = name.partition("-")
    kind, _, number = rest.rpartition("-")
    if kind in KINDS and year.isdecimal() and number.isdecimal() and len(year + number) < 15:
        return MovementRow.kind == kind, MovementRow.year == int(year), MovementRow.number == int(number)
    try:
        return (MovementRow.id == UUID(name),)
    except ValueError:
        return (MovementRow.id == UUID(int=0),)


def _one(session: Session, school: SchoolId, which: ColumnElement[bool]) -> Document | None:
    row = session.scalar(select(MovementRow).where(MovementRow.school_id == school, which))
    return _document(row) if row else None


def _document(row: MovementRow) -> Document:
    return Document(MovementId(row.id), row.kind, row.year, row.number, row.part)


def _lines(session: Session, school: SchoolId, row: MovementRow) -> tuple[PaperLine, ...]:
    cost = type_coerce(share(Asset.cost), Money).label("cost")
    rows = session.execute(named_lines(school).add_columns(cost).where(MovementLine.movement_id == row.id))
    tags = _tags(session, school, row)
    return gathered(_piece(each, tags) for each in rows)


def _piece(row: Any, tags: Tags) -> PaperLine:
    line = row.MovementLine
    return PaperLine(
        asset=AssetId(row.asset),
        asset_no=row.asset_no,
        name=row.name,
        model=row.model,
        positions=(row.position,),
        cost=row.cost,
        before=Side(row.old_room, row.old_keeper or "", ItemState(line.from_state)),
        after=Side(row.new_room, row.new_keeper or "", ItemState(line.to_state)),
        put_on=tags.get((line.item_id, True), ()),
        taken_off=tags.get((line.item_id, False), ()),
    )


def _tags(session: Session, school: SchoolId, row: MovementRow) -> Tags:
    found: dict[tuple[UUID, bool], list[Tag]] = defaultdict(list)
    for each in session.scalars(
        select(MovementTag)
        .where(MovementTag.school_id == school, MovementTag.movement_id == row.id)
        .order_by(MovementTag.tag)
    ):
        found[each.item_id, each.bound].append(Tag(each.tag))
    return {key: tuple(tags) for key, tags in found.items()}
