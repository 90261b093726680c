"""What other documents did to the things of a stock-take while it was counted.

It is read from the transfer log, to which nothing is ever inserted before an entry that is there, and cards are
called what they were called in the frozen list: asked again years after the closing, it is the same.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.stocktakes import the_stocktake
from inventory.actions.documents.transfer_log import told
from inventory.campaign import OPEN
from inventory.ids import SchoolId, StockTakeId
from inventory.store.closings import Closing
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.parts import in_parts
from inventory.store.stocktakes import ExpectedItem, RoomCount, StockTake
from inventory.transfer_log import LogLine, Place


class _Names(NamedTuple):
    """What the frozen list calls a card."""

    asset_no: str
    name: str
    model: str


def changed_meanwhile(
    session: Session, school: SchoolId, stocktake: StockTakeId, *, most: int | None = None
) -> tuple[LogLine, ...]:
    """What documents changed of room, keeper or state from the opening to the last closing, the oldest one first.

    Left out are the documents of the stock-take's own decisions and what its scope does not touch. `most` is how many
    pieces are told of; None: all of them. Raises `NotFound`.
    """
    found = the_stocktake(session, school, stocktake)
    places = [Place(document, item) for document, item in session.execute(_lines(found).limit(most))]
    names = _names(session, found, list({place.item for place in places}))
    return tuple(_as_frozen(line, names.get(line.moved.asset)) for line in told(session, school, places))


def _names(session: Session, found: StockTake, items: Sequence[UUID]) -> dict[UUID, _Names]:
    """By card of these pieces; what came later or was split off has the names of today."""
    columns = (ExpectedItem.asset_id, ExpectedItem.asset_no, ExpectedItem.name, ExpectedItem.model)
    names: dict[UUID, _Names] = {}
    for some in in_parts(items):
        frozen = select(*columns).where(
            ExpectedItem.school_id == found.school_id,
            ExpectedItem.stocktake_id == found.id,
            ExpectedItem.item_id.in_(some),
        )
        names |= {asset: _Names(*called) for asset, *called in session.execute(frozen)}
    return names


def _as_frozen(line: LogLine, names: _Names | None) -> LogLine:
    return replace(line, moved=replace(line.moved, **names._asdict())) if names else line


def _lines(found: StockTake) -> Select[UUID, UUID]:
    """The lines by document and piece. Ids grow with time, and those of documents are made when it is their turn."""
    return (
        select(MovementLine.movement_id, MovementLine.item_id)
        .join(
            MovementRow,
            and_(MovementRow.school_id == MovementLine.school_id, MovementRow.id == MovementLine.movement_id),
        )
        .where(
            MovementLine.school_id == found.school_id,
            MovementRow.id > found.id,
            *_until_closed(found),
            MovementRow.stocktake_id.is_distinct_from(found.id),
            *_of_scope(found),
            _changes(),
        )
        .order_by(MovementLine.movement_id, MovementLine.item_id)
    )


def _until_closed(found: StockTake) -> tuple[ColumnElement[bool], ...]:
    """The documents before the closing: a closing and a document never have their turn at the same time."""
    if found.status in OPEN:
        return ()
    closing = (
        select(Closing.id)
        .where(
            Closing.school_id == found.school_id,
            Closing.stocktake_id == found.id,
            Closing.number == found.closing,
        )
        .scalar_subquery()
    )
    return (MovementRow.id < closing,)


def _of_scope(found: StockTake) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Lines about things that are not left out, and between rooms of which one is counted."""
    uncounted = select(RoomCount.room_id).where(
        RoomCount.school_id == found.school_id, RoomCount.stocktake_id == found.id, ~RoomCount.in_scope
    )
    left_out = select(ExpectedItem.item_id).where(
        ExpectedItem.school_id == found.school_id, ExpectedItem.stocktake_id == found.id, ~ExpectedItem.in_scope
    )
    sides = (MovementLine.from_room_id, MovementLine.to_room_id)
    counted = or_(
        *(and_(side.is_not(None), side.not_in(uncounted)) for side in sides),
        and_(*(side.is_(None) for side in sides)),
    )
    return MovementLine.item_id.not_in(left_out), counted


def _changes() -> ColumnElement[bool]:
    """Whether the line says anything but that a tag was put on or taken off."""
    return or_(
        MovementLine.from_room_id.is_distinct_from(MovementLine.to_room_id),
        MovementLine.from_keeper_id.is_distinct_from(MovementLine.to_keeper_id),
        MovementLine.from_state != MovementLine.to_state,
    )
