"""A stock-take: the frozen lists, the rooms, the passes, what was ticked by hand, found and decided."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKeyConstraint, Index, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from inventory.ids import SchoolId
from inventory.store.base import OfSchool, Table, within_school

_UNDER_WAY = text("ended_at IS NULL")


class StockTake(OfSchool, Table):
    """The campaign. `evidence` grows with everything its findings are made from, `revision` with that and
    everything else that is shown of it: decisions, and rooms that are done where nothing was ticked.

    `scope` is an `inventory.campaign.Scope` as JSON. `closing` counts how often it was closed.
    """

    __tablename__ = "stocktake"

    name: Mapped[str]
    status: Mapped[str]
    cutoff: Mapped[datetime]
    opened_by: Mapped[str]
    opened_at: Mapped[datetime]
    closed_by: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    scope: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    blind: Mapped[bool] = mapped_column(default=False, server_default=false())
    closing: Mapped[int] = mapped_column(default=0, server_default="0")
    evidence: Mapped[int] = mapped_column(default=1)
    revision: Mapped[int] = mapped_column(default=1)


class RoomCount(Table):
    """A room as it was called and lay when the stock-take was opened.

    Every room of the school is here, because things are heard through the walls of the rooms `in_scope`.
    `counted_at` keeps when it was finished before a recount opened it again.
    """

    __tablename__ = "room_count"
    __table_args__ = (
        Index(None, "school_id", "stocktake_id", "code"),
        within_school("stocktake_id", "stocktake"),
        within_school("room_id", "room"),
    )

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
    team: Mapped[str] = mapped_column(default="", server_default="")
    due: Mapped[date | None]
    counted_at: Mapped[datetime | None]


class ExpectedItem(Table):
    """One line of the frozen list: what the books said of an item at the opening, in names as they then were.

    `cost` and `accumulated` (depreciation) are this piece's share of the card, `quantity` is the whole card's.
    Every item of the school is here, so that one from outside the counted rooms is known when it turns up in
    them; `in_scope` are those the stock-take is about.
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
    in_scope: Mapped[bool] = mapped_column(default=True, server_default=true())
    category_code: Mapped[str] = mapped_column(default="", server_default="")
    quantity: Mapped[int] = mapped_column(default=1, server_default="1")
    unit: Mapped[str] = mapped_column(default="", server_default="")
    accumulated: Mapped[Decimal | None]
    posted: Mapped[date | None]
    life_months: Mapped[int | None]
    by_number: Mapped[bool] = mapped_column(default=False, server_default=false())


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
    """One walk through one room. `station_id` when a station's sightings speak for it, by its placement.

    `round` 1 is the first count, 2 the first recount. `late`: handed in when counting was over, so it is kept and
    shown, and counts only once somebody has taken it in. `taken_back`: the list it was made from was handed in for
    the wrong room. `evidence` is that of the stock-take with which it became what it is; nought says nothing.
    """

    __tablename__ = "pass"
    __table_args__ = (
        ForeignKeyConstraint(
            ["school_id", "stocktake_id", "room_id"],
            ["room_count.school_id", "room_count.stocktake_id", "room_count.room_id"],
        ),
        Index(None, "school_id", "stocktake_id", "room_id"),
        Index(None, "school_id", "stocktake_id", "evidence"),
        Index("ix_pass_under_way", "school_id", "station_id", sqlite_where=_UNDER_WAY, postgresql_where=_UNDER_WAY),
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
    round: Mapped[int] = mapped_column(default=1, server_default="1")
    late: Mapped[bool] = mapped_column(default=False, server_default=false())
    taken_back: Mapped[bool] = mapped_column(default=False, server_default=false())
    evidence: Mapped[int] = mapped_column(default=0, server_default="0")

    @classmethod
    def counts(cls) -> ColumnElement[bool]:
        """Whether it is part of the stock-take: what came late was taken in, and it was not taken back."""
        return ~cls.late & ~cls.taken_back


class HandTick(OfSchool, Table):
    """Somebody saw the thing in the room of the pass. `item_id` is None when the number named nothing we know.

    A tick is never changed; another one that `retracts` it takes it back. `ticked_at` is None where a walk was
    handed in whole.
    """

    __tablename__ = "hand_tick"
    __table_args__ = (
        Index(None, "school_id", "item_id"),
        Index(None, "school_id", "pass_id"),
        within_school("pass_id", "pass"),
        within_school("item_id", "item"),
        within_school("retracts", "hand_tick"),
    )

    pass_id: Mapped[UUID]
    asset_no: Mapped[str]
    item_id: Mapped[UUID | None]
    note: Mapped[str]
    retracts: Mapped[UUID | None]
    ticked_at: Mapped[datetime | None]


class FindingRow(OfSchool, Table):
    """A finding as it stood when the stock-take was closed; `line` holds everything a report says of it."""

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("school_id", "stocktake_id", "closing", "place"),
        within_school("stocktake_id", "stocktake"),
    )

    stocktake_id: Mapped[UUID]
    closing: Mapped[int] = mapped_column(default=1, server_default="1")
    place: Mapped[int]
    kind: Mapped[str]
    line: Mapped[dict[str, Any]]


class Decision(OfSchool, Table):
    """What a named person decided about one item or one unknown tag. Never changed; the newest one counts.

    `details` are what the decision needs to be carried out, such as the item a tag is bound to.
    """

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
    details: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
