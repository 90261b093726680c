"""Slips, their things and signatures; the routes that say whose signatures, and who signs for whom."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inventory.ids import SchoolId
from inventory.store.base import OfSchool, Table, within_school


class SlipRow(OfSchool, Table):
    """A slip, numbered by kind and year together with the movements of that kind. What was asked is never changed.

    `status` follows from its signatures and movements, and is kept for lists. `levels` are the signatures it needs,
    as the route of its day had them. `worth` is what its things cost together, `stocktake_id` the stock-take whose
    findings it was written from.
    """

    __tablename__ = "slip"
    __table_args__ = (
        UniqueConstraint("school_id", "kind", "year", "number"),
        Index(None, "school_id", "status", "id"),
        Index(None, "school_id", "asked_at"),
        Index(None, "school_id", "status", "asked_at"),
        Index(None, "school_id", "kind", "asked_at"),
        Index(None, "school_id", "asked_by"),
        Index(None, "school_id", "person_id"),
        Index(None, "school_id", "room_id"),
        within_school("room_id", "room"),
        within_school("person_id", "person"),
        within_school("stocktake_id", "stocktake"),
    )

    kind: Mapped[str]
    year: Mapped[int]
    number: Mapped[int]
    status: Mapped[str]
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    reason: Mapped[str]
    room_id: Mapped[UUID | None]
    person_id: Mapped[UUID | None]
    due_on: Mapped[date | None]
    fields: Mapped[dict[str, str]]
    worth: Mapped[Decimal]
    levels: Mapped[list[dict[str, Any]]]
    asker_may: Mapped[bool]
    stocktake_id: Mapped[UUID | None]


class SlipLine(Table):
    """One item of a slip, and how it stood when the slip was written."""

    __tablename__ = "slip_line"
    __table_args__ = (
        ForeignKeyConstraint(["school_id", "slip_id"], ["slip.school_id", "slip.id"]),
        Index(None, "school_id", "item_id"),
        Index(None, "school_id", "room_id"),
        Index(None, "school_id", "keeper_id"),
        within_school("item_id", "item"),
        within_school("room_id", "room"),
        within_school("keeper_id", "person"),
    )

    school_id: Mapped[SchoolId] = mapped_column(primary_key=True)
    slip_id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(primary_key=True)
    room_id: Mapped[UUID | None]
    keeper_id: Mapped[UUID | None]
    state: Mapped[str]


class SlipRoom(Table):
    """A room that a slip hands over together with what is in it, and who kept it when the slip was written."""

    __tablename__ = "slip_room"
    __table_args__ = (
        ForeignKeyConstraint(["school_id", "slip_id"], ["slip.school_id", "slip.id"]),
        within_school("room_id", "room"),
        within_school("keeper_id", "person"),
    )

    school_id: Mapped[SchoolId] = mapped_column(primary_key=True)
    slip_id: Mapped[UUID] = mapped_column(primary_key=True)
    room_id: Mapped[UUID] = mapped_column(primary_key=True)
    keeper_id: Mapped[UUID]


class Renewal(Table):
    """A later day that was agreed on for a slip, counted from 1; the last one counts, the slip keeps its first."""

    __tablename__ = "slip_renewal"
    __table_args__ = (ForeignKeyConstraint(["school_id", "slip_id"], ["slip.school_id", "slip.id"]),)

    school_id: Mapped[SchoolId] = mapped_column(primary_key=True)
    slip_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    due_on: Mapped[date]
    by: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str]


class Signature(Table):
    """Somebody's yes or no at one level of a slip (from 0); the key keeps two from deciding the same.

    `on_behalf_of` is who delegated it, "" for nobody.
    """

    __tablename__ = "slip_signature"
    __table_args__ = (ForeignKeyConstraint(["school_id", "slip_id"], ["slip.school_id", "slip.id"]),)

    school_id: Mapped[SchoolId] = mapped_column(primary_key=True)
    slip_id: Mapped[UUID] = mapped_column(primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True)
    approved: Mapped[bool]
    by: Mapped[str]
    on_behalf_of: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str]


class SlipPaper(OfSchool, Table):
    """A photo or a paper that belongs to a slip. Taken off it is kept, and not shown."""

    __tablename__ = "slip_paper"
    __table_args__ = (Index(None, "school_id", "slip_id"), within_school("slip_id", "slip"))

    slip_id: Mapped[UUID]
    filename: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes]
    sha256: Mapped[str]
    note: Mapped[str]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    removed_by: Mapped[str] = mapped_column(default="")
    removed_at: Mapped[datetime | None] = mapped_column(default=None)


class ApprovalRoute(OfSchool, Table):
    """Which slips need whose signatures (`inventory.approvals.Route`). Ended, not changed: old slips keep theirs."""

    __tablename__ = "approval_route"

    kind: Mapped[str]
    worth: Mapped[Decimal]
    categories: Mapped[list[str]]
    since: Mapped[date]
    until: Mapped[date | None]
    levels: Mapped[list[dict[str, Any]]]
    asker_may: Mapped[bool]
    made_by: Mapped[str]
    made_at: Mapped[datetime]


class DelegationRow(OfSchool, Table):
    """Somebody signs for somebody else, by their user names, from day to day."""

    __tablename__ = "delegation"

    giver: Mapped[str]
    taker: Mapped[str]
    since: Mapped[date]
    until: Mapped[date]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
