"""What was chosen to be counted a second time."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inventory.ids import SchoolId
from inventory.store.base import OfSchool, Table, within_school


class RecountRow(OfSchool, Table):
    """A recount: of what is in doubt (`percent` None) or of a random sample drawn with `seed`."""

    __tablename__ = "recount"
    __table_args__ = (
        UniqueConstraint("school_id", "stocktake_id", "number"),
        within_school("stocktake_id", "stocktake"),
    )

    stocktake_id: Mapped[UUID]
    number: Mapped[int]
    percent: Mapped[int | None]
    seed: Mapped[int]
    started_by: Mapped[str]
    started_at: Mapped[datetime]


class RecountItem(Table):
    """One thing or foreign tag to look at again (`subject` as in a decision), what was found of it before, and where.

    `room_code` is where to look, "" where nobody knows.
    """

    __tablename__ = "recount_item"
    __table_args__ = (ForeignKeyConstraint(["school_id", "recount_id"], ["recount.school_id", "recount.id"]),)

    school_id: Mapped[SchoolId] = mapped_column(primary_key=True)
    recount_id: Mapped[UUID] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    room_code: Mapped[str]
    kind: Mapped[str]
    seen_room: Mapped[str]
