"""The audit log: append-only, gapless, each entry chained to the one before by its hash."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from inventory.ids import SchoolId
from inventory.store.base import Table


class Entry(Table):
    """Who did what to which thing, when and why. `number` counts from 1 within the school, without gaps.

    `subject` is the id of what it is about, `what` the kind of act, `facts` the from and to and the rest.
    """

    __tablename__ = "journal"
    __table_args__ = (Index(None, "school_id", "subject"),)

    school_id: Mapped[SchoolId] = mapped_column(ForeignKey("school.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str]
    what: Mapped[str]
    subject: Mapped[UUID]
    facts: Mapped[dict[str, str]]
    reason: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]
