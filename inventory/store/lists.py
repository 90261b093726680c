"""Lists of tags and numbers that other handhelds export, and how their columns were understood."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from inventory.store.base import OfSchool, Table, within_school


class ListShape(OfSchool, Table):
    """What the columns of files of one shape mean, as somebody said once. `shape` is a hash of the heads."""

    __tablename__ = "list_shape"
    __table_args__ = (UniqueConstraint("school_id", "shape"),)

    shape: Mapped[str]
    columns: Mapped[dict[str, Any]]
    said_by: Mapped[str]
    said_at: Mapped[datetime]


class TagList(OfSchool, Table):
    """A list as it was handed in for one room. The file is kept: it is the voucher. `pass_id` once it was counted."""

    __tablename__ = "tag_list"
    __table_args__ = (within_school("stocktake_id", "stocktake"), within_school("pass_id", "pass"))

    stocktake_id: Mapped[UUID]
    room_code: Mapped[str]
    filename: Mapped[str]
    content: Mapped[bytes]
    handed_in_by: Mapped[str]
    handed_in_at: Mapped[datetime]
    pass_id: Mapped[UUID | None]
