"""The transfer log: documents that change where an item is, who has it or what state it is in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from inventory.ids import SchoolId
from inventory.store.base import OfSchool, Table, within_school

_AT_ONCE = text("slip_id IS NULL")
_TAKES_BACK = text("reverses IS NOT NULL")


class MovementRow(OfSchool, Table):
    """One entry of the log, numbered by kind and year. Never changed; one that `reverses` it takes it back.

    `stocktake_id` is the stock-take whose decision it carries out, `import_id` the register file that says so,
    `slip_id` the slip of which it is a `stage`: such entries bear the slip's number, and `part` counts them from 1.
    `fields` is what was filled in when the stage was taken. `approval_no` and `approved_on` name the paper that
    allowed it, where one is needed.
    """

    __tablename__ = "movement"
    __table_args__ = (
        UniqueConstraint("school_id", "kind", "year", "number", "part"),
        Index(None, "school_id", "stocktake_id"),
        Index(None, "school_id", "slip_id"),
        Index(None, "school_id", "made_at"),
        Index(None, "school_id", "kind", "made_at"),
        Index("ix_movement_at_once", "school_id", "made_at", sqlite_where=_AT_ONCE, postgresql_where=_AT_ONCE),
        Index(
            "ix_movement_reverses", "school_id", "reverses", sqlite_where=_TAKES_BACK, postgresql_where=_TAKES_BACK
        ),
        within_school("stocktake_id", "stocktake"),
        within_school("import_id", "register_import"),
        within_school("reverses", "movement"),
        within_school("slip_id", "slip"),
    )

    kind: Mapped[str]
    year: Mapped[int]
    number: Mapped[int]
    reason: Mapped[str]
    stocktake_id: Mapped[UUID | None]
    import_id: Mapped[UUID | None] = mapped_column(default=None)
    reverses: Mapped[UUID | None]
    approval_no: Mapped[str]
    approved_on: Mapped[date | None]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    slip_id: Mapped[UUID | None] = mapped_column(default=None)
    part: Mapped[int] = mapped_column(default=0)
    stage: Mapped[str] = mapped_column(default="")
    fields: Mapped[dict[str, str]] = mapped_column(default=dict)


class MovementLine(Table):
    """One item of a document: from where and what state, to where and what state."""

    __tablename__ = "movement_line"
    __table_args__ = (
        ForeignKeyConstraint(["school_id", "movement_id"], ["movement.school_id", "movement.id"]),
        Index(None, "school_id", "item_id"),
        Index(None, "school_id", "from_room_id"),
        Index(None, "school_id", "to_room_id"),
        Index(None, "school_id", "from_keeper_id"),
        Index(None, "school_id", "to_keeper_id"),
        within_school("item_id", "item"),
        within_school("from_room_id", "room"),
        within_school("to_room_id", "room"),
        within_school("from_keeper_id", "person"),
        within_school("to_keeper_id", "person"),
    )

    school_id: Mapped[SchoolId] = mapped_column(primary_key=True)
    movement_id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(primary_key=True)
    from_room_id: Mapped[UUID | None]
    to_room_id: Mapped[UUID | None]
    from_keeper_id: Mapped[UUID | None]
    to_keeper_id: Mapped[UUID | None]
    from_state: Mapped[str]
    to_state: Mapped[str]


class MovementRoom(Table):
    """A room that a document gave to another keeper, as part of a handover."""

    __tablename__ = "movement_room"
    __table_args__ = (
        ForeignKeyConstraint(["school_id", "movement_id"], ["movement.school_id", "movement.id"]),
        Index(None, "school_id", "room_id"),
        within_school("room_id", "room"),
        within_school("from_keeper_id", "person"),
        within_school("to_keeper_id", "person"),
    )

    school_id: Mapped[SchoolId] = mapped_column(primary_key=True)
    movement_id: Mapped[UUID] = mapped_column(primary_key=True)
    room_id: Mapped[UUID] = mapped_column(primary_key=True)
    from_keeper_id: Mapped[UUID]
    to_keeper_id: Mapped[UUID]


class MovementTag(Table):
    """A tag that a document put on an item (`bound`) or took off it."""

    __tablename__ = "movement_tag"
    __table_args__ = (
        ForeignKeyConstraint(["school_id", "movement_id"], ["movement.school_id", "movement.id"]),
        within_school("item_id", "item"),
    )

    school_id: Mapped[SchoolId] = mapped_column(primary_key=True)
    movement_id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(primary_key=True)
    tag: Mapped[str] = mapped_column(primary_key=True)
    bound: Mapped[bool]
