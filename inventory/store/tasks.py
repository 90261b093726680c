"""What people said about their errands of a stock-take: done, or not done after all."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from inventory.store.base import OfSchool, Table, within_school


class TaskMark(OfSchool, Table):
    """Somebody says that an errand is done or not. Never changed; the newest one (by `number`) counts.

    `subject` is that of the decision the errand comes from and `decision` its number: a new decision is a new errand.
    """

    __tablename__ = "task_mark"
    __table_args__ = (
        UniqueConstraint("school_id", "stocktake_id", "subject", "number"),
        within_school("stocktake_id", "stocktake"),
    )

    stocktake_id: Mapped[UUID]
    subject: Mapped[str]
    decision: Mapped[int]
    number: Mapped[int]
    done: Mapped[bool]
    marked_by: Mapped[str]
    marked_at: Mapped[datetime]
