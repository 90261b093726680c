"""A stock-take: the frozen lists, the rooms, the passes, what was ticked by hand, found and decided."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inventory.ids import SchoolId
from inventory.store.base import OfSchool, Table, within_school


class StockTake(OfSchool, Table):
    """The campaign. `evidence` grows with everything its findings are made from, `revision` with that and
    everything else that is shown of it: decisions, and rooms that are done.
    """

    __tablename__ = "stocktake"

    name: Mapped[str]
    status: Mapped[str]
    cutoff: Mapped[datetime]
    opened_by: Mapped[str]
    opened_at: Mapped[datetime]
    closed_by: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    evidence: Mapped[int] = mapped_column(default=1)
    revision: Mapped[int] = mapped_column(default=1)


class RoomCount(Table):
    """A room as it was called and lay when the stock-take was opened.

    Every room of the school is here, because things are heard through the walls of the rooms `in_scope`.
    """

    __tablename__ = "room_count"
    __table_args__ = (within_school("stocktake_id", "stocktake"), within_school("room_id", "room"))

    school_id: Mapped[SchoolId] = mapped_column(primary_key=True)
    stocktake_id: Mapped[UUID] = mapped_column(primary_key=True)
    room_id: Mapped[UUID] = mapped_column(primary_key=True)
    in_scope: Mapped[bool]
    code: Mapped[str]
    name: Mapped[str]
    building: Mapped[str]
    floor: Mapped[int | None]
    position: Mapped[int | None]
    keeper: Mapped[str]
    completed_at: Mapped[datetime | None]
    completed_by: Mapped[str | None]


class ExpectedItem(Table):
    """One line of the frozen list: what the books said of an item at the opening, in names as they then were.

    `cost` is this piece's share of the card. Every item of the school is here, so that one from outside the
    counted rooms is known when it turns up in them.
    """

    __tablename__ = "expected_item"
    __table_args__ = (
        Index(None, "school_id", "item_id"),
        within_school("stocktake_id", "stocktake"),
        within_school("item_id", "item"),
    )

    school_id: Mapped[SchoolId] = mapped_column(primary_key=True)
    stocktake_id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(primary_key=True)
    asset_id: Mapped[UUID]
    asset_no: Mapped[str]
    name: Mapped[str]
    model: Mapped[str]
    category: Mapped[str]
    department: Mapped[str]
    keeper: Mapped[str]
    acquired: Mapped[date | None]
    cost: Mapped[Decimal | None]
    room_id: Mapped[UUID | None]
    room_code: Mapped[str | None]
    state: Mapped[str]


class ExpectedTag(Table):
    """A tag of a frozen line, as it was bound at the opening."""

    __tablename__ = "expected_tag"
    __table_args__ = (
        ForeignKeyConstraint(
            ["school_id", "stocktake_id", "item_id"],
            ["expected_item.school_id", "expected_item.stocktake_id", "expected_item.item_id"],
        ),
    )

    school_id: Mapped[SchoolId] = mapped_column(primary_key=True)
    stocktake_id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(primary_key=True)
    tag: Mapped[str] = mapped_column(primary_key=True)


class Pass(OfSchool, Table):
    """One walk through one room. `station_id` when a station's sightings speak for it, by its placement."""

    __tablename__ = "pass"
    __table_args__ = (
        ForeignKeyConstraint(
            ["school_id", "stocktake_id", "room_id"],
            ["room_count.school_id", "room_count.stocktake_id", "room_count.room_id"],
        ),
        Index(None, "school_id", "stocktake_id"),
        within_school("station_id", "station"),
    )

    stocktake_id: Mapped[UUID]
    room_id: Mapped[UUID]
    device: Mapped[str]
    station_id: Mapped[UUID | None]
    counted_by: Mapped[str]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    received_at: Mapped[datetime]


class HandTick(OfSchool, Table):
    """Somebody saw the thing in the room of the pass. `item_id` is None when the number named nothing we know."""

    __tablename__ = "hand_tick"
    __table_args__ = (
        Index(None, "school_id", "item_id"),
        Index(None, "school_id", "pass_id"),
        within_school("pass_id", "pass"),
        within_school("item_id", "item"),
    )

    pass_id: Mapped[UUID]
    asset_no: Mapped[str]
    item_id: Mapped[UUID | None]
    note: Mapped[str]


class FindingRow(OfSchool, Table):
    """A finding as it stood when the stock-take was closed; `line` holds everything a report says of it."""

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("school_id", "stocktake_id", "place"),
        within_school("stocktake_id", "stocktake"),
    )

    stocktake_id: Mapped[UUID]
    place: Mapped[int]
    kind: Mapped[str]
    line: Mapped[dict[str, Any]]


class Decision(OfSchool, Table):
    """What a named person decided about one item or one unknown tag. Never changed; the newest one counts."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("school_id", "stocktake_id", "subject", "number"),
        Index(None, "school_id", "subject"),
        within_school("stocktake_id", "stocktake"),
    )

    stocktake_id: Mapped[UUID]
    subject: Mapped[str]
    number: Mapped[int]
    decision: Mapped[str]
    reason: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]
