"""Keys, projectors, instruments: things that are lent at a desk."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from inventory.ids import SchoolId
from inventory.store.base import Table, within_school


class Lendable(Table):
    """A thing that a desk lends without further ado, usually for so many `days` (0: it comes back the same day)."""

    __tablename__ = "lendable"
    __table_args__ = (within_school("item_id", "item"),)

    school_id: Mapped[SchoolId] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(primary_key=True)
    days: Mapped[int]
    marked_by: Mapped[str]
    marked_at: Mapped[datetime]
